"""What a person typed, as a question to learn from: one line, without personal details."""

import re
import unicodedata

from desk.errors import QuestionEmpty, QuestionTooLong

MAX_QUESTION = 200  # characters; longer ones are stories, not questions
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.%+-]{1,64}@[\w.-]{1,253}")  # e-mail and UPI
# Phones, cards, order and Aadhaar numbers: six digits or more of any script, however grouped, with what they are glued to.
NUMBER = re.compile(r"[\w#/+-]{0,20}[(+]?\d(?:[ .()/-]{0,2}\d){5,}\w*")
# Rasa reads [a](b) in an example as an entity; in a question these brackets say nothing.
BRACKETS = str.maketrans("[]{}", "    ")
JOINERS = "\u200c\u200d"  # part of how Devanagari is written
BEFORE_MARK = re.compile(r"\s+([,.;:!?।])")
AT_THE_ENDS = " ,.;:#/*-–—"


def question_of(text: str) -> str:
    """The text in one line, without links, addresses, long numbers and invisible characters; "" when nothing is left."""
    visible = "".join(
        " " if unicodedata.category(character)[0] in "CZ" and character not in JOINERS else character
        for character in unicodedata.normalize("NFC", text)
    )
    for pattern in (LINK, ADDRESS, NUMBER):
        visible = pattern.sub(" ", visible)
    line = BEFORE_MARK.sub(r"\1", " ".join(visible.translate(BRACKETS).split()))
    return line.lstrip(AT_THE_ENDS + "?!।").rstrip(AT_THE_ENDS + JOINERS)


def check_question(question: str) -> None:
    """Raises QuestionEmpty, QuestionTooLong."""
    if not any(unicodedata.category(character)[0] == "L" for character in question):
        raise QuestionEmpty()
    if len(question) > MAX_QUESTION:
        raise QuestionTooLong(characters=len(question), max_characters=MAX_QUESTION)
