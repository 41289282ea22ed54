"""Clean-up of what people type, before language detection, embedding and matching."""

from __future__ import annotations

import re
import unicodedata

LANGUAGES = ("en", "hi", "hinglish")
"""Language codes: English, Hindi in Devanagari, Hindi in Latin letters."""

MAX_CHARACTERS = 300
"""Longer texts are cut: the embedding's cost grows with length and the question is at the start."""

_REPEATED_LETTER = re.compile(r"([^\W\d_])\1{2,}")
_REPEATED_MARK = re.compile(r"([!?.,;:।\-_*=~])\1+")
_NOT_WORD = re.compile(r"[^\w\u0900-\u0963\u0966-\u097f]+|_")


def clean(text: str) -> str:
    """One line of plain text: compatibility forms folded, invisible characters gone, repetition squeezed, length cut."""
    text = unicodedata.normalize("NFKC", text[: 4 * MAX_CHARACTERS])
    text = "".join(_visible(character) for character in text)
    text = _REPEATED_LETTER.sub(r"\1\1", text)
    text = _REPEATED_MARK.sub(r"\1", text)
    return " ".join(text.split())[:MAX_CHARACTERS].rstrip()


def fold(text: str) -> str:
    """The text for comparing two questions: clean, lower case, without punctuation."""
    return " ".join(_NOT_WORD.sub(" ", clean(text).casefold()).split())


def scripts(text: str) -> dict[str, int]:
    """Number of letters by script: `latin`, `devanagari`, `other` (digits and marks are no letters)."""
    counts = {"latin": 0, "devanagari": 0, "other": 0}
    for character in text:
        if "\u0900" <= character <= "\u097f":
            counts["devanagari"] += character not in "।॥" and not character.isdigit()
        elif character.isalpha():
            counts["latin" if character < "\u0250" else "other"] += 1
    return counts


def is_readable(text: str) -> bool:
    """Whether the text holds words in a script the bot can read (Latin or Devanagari)."""
    counts = scripts(text)
    return counts["latin"] + counts["devanagari"] > counts["other"]


def ascii_digits(text: str) -> str:
    """The text with the digits of any script as 0-9; the length stays the same."""
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    # format characters (zero-width, direction marks), controls, private use and surrogates carry no words
    return "" if unicodedata.category(character) in ("Cf", "Cc", "Co", "Cs") else character
