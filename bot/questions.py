"""The questions in a message, each with what it matches: several in one message, and follow-ups to the last topic.

No Rasa in here: the retriever and the evaluation call the same `read`. The rules were chosen on the files
`tests/nlu/development*.yml`, which share nothing with the evaluation questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.confidence import BAND_ANSWER, BAND_DID_YOU_MEAN, BAND_MISS
from bot.language import detect
from bot.matcher import FAQ_PREFIX, Match
from bot.parts import (
    COMMA,
    JOINING,
    SENTENCE,
    Part,
    is_cut_short,
    is_joined,
    is_short,
    parts_of,
    question_of,
)

ASKS_PERSON = "ask_person"
SMALL_TALK = frozenset({"greet", "thank", "goodbye", "affirm", "deny"})
LEAST = {SENTENCE: 0.0, JOINING: 0.75, COMMA: 0.9}
"""Confidence that a part needs to be a question of its own, besides being in the band `answer`: sentences with commas are
mostly one story, and "and" mostly joins words."""
SURE = 0.75
"""Confidence from which one part speaks for a message that is not understood as a whole."""
MARGIN = 0.1
"""A message that is a follow-up by its form is read with the topic although it is this much surer without: short texts are
easily mistaken for a question of their own."""
MOST_NOTHING = 0.3
"""Probability that a few words belong to no entry at all, up to which they may be a follow-up."""
_NEAR = 3


class Matching(Protocol):
    """What is needed of a matcher."""

    def match(self, text: str, language: str) -> Match:
        """Match one text."""


@dataclass(frozen=True)
class Topic:
    """What was answered last: the id of the entry and the contact's question; empty when that was a pressed button."""

    entry: str
    question: str

    @property
    def text(self) -> str:
        """What stands before a follow-up. Ids are words, too, which say enough."""
        return self.question or self.entry.replace("_", " ")


@dataclass(frozen=True)
class Question:
    """One question of a message, as typed, and what it matches."""

    text: str
    match: Match


@dataclass(frozen=True)
class Reading:
    """How a message is understood.

    `whole` is what the message matches by itself; `chosen`, if there is one, is a better reading of it: one part, or the
    message within the last topic (`context_used`). `several` holds two or three questions of different entries, in order of
    asking, each of which is to be answered; mostly it is empty.
    """

    whole: Match
    chosen: Match | None = None
    several: tuple[Question, ...] = ()
    context_used: bool = False

    @property
    def match(self) -> Match:
        """What decides when there are not several questions."""
        return self.chosen or self.whole

    @property
    def entries(self) -> list[str]:
        """The ids of the entries that answer."""
        if self.several:
            return [_entry(question.match) for question in self.several]
        return [_entry(self.match)] if _answers(self.match) else []


def read(matcher: Matching, text: str, language: str, topic: Topic | None = None) -> Reading:
    """Understand one message. At most one match for the whole, one a part and one with the topic.

    `language` is the message's; the parts of a message that mixes languages are matched in their own.
    """
    asked = question_of(text)
    whole = matcher.match(asked, language)
    parts = parts_of(text)
    if len(parts) > 1:
        matched = [matcher.match(question_of(part.text), detect(part.text, language)) for part in parts]
        return _of_parts(whole, parts, matched)
    if topic is not None and _may_lean(asked, whole):
        return _within(asked, whole, matcher.match(f"{topic.text} {asked}", language))
    return Reading(whole)


def answers(matcher: Matching, text: str, language: str, topic: Topic | None = None) -> list[str]:
    """The ids of the entries that the bot would answer a message with, in order; for evaluation."""
    return read(matcher, text, language, topic).entries


def _may_lean(asked: str, whole: Match) -> bool:
    """Whether a message may need the topic before it. What is complete, or is none of the shop's business, does not."""
    if is_cut_short(asked):
        return True
    return whole.band != BAND_ANSWER and (is_joined(asked) or _is_fragment(asked, whole))


def _is_fragment(asked: str, whole: Match) -> bool:
    """A few words that name a thing of the shop without asking something about it."""
    nothing = 1.0 - sum(probability for _, probability in whole.ranking)
    return is_short(asked) and (_is_entry(whole) or whole.band == BAND_MISS) and nothing <= MOST_NOTHING


def _within(asked: str, whole: Match, within: Match) -> Reading:
    """Of the readings without and within the topic the better supported one."""
    if whole.band == BAND_ANSWER and not _is_entry(whole):
        return Reading(whole)
    least = whole.confidence - (MARGIN if is_cut_short(asked) else 0.0)
    if not is_cut_short(asked) and not is_joined(asked):
        least = max(least, SURE)
    if _is_entry(within) and within.band != BAND_MISS and within.confidence > least:
        return Reading(whole, within, context_used=True)
    return Reading(whole)


def _of_parts(whole: Match, parts: list[Part], matched: list[Match]) -> Reading:
    """A person before questions, questions before small talk; several answers only where each is asked for."""
    for match in matched:
        if match.label == ASKS_PERSON and match.band == BAND_ANSWER and match.confidence >= SURE:
            return Reading(whole, match)
    if whole.band == BAND_ANSWER and not _is_entry(whole) and whole.label not in SMALL_TALK:
        return Reading(whole)
    asked: dict[str, Question] = {}
    for part, match in zip(parts, matched, strict=True):
        if _stands(part, match, whole) or (part.border == SENTENCE and _agrees(match, whole, asked)):
            asked.setdefault(_entry(match), Question(part.text, match))
    if len(asked) > 1:
        return Reading(whole, several=tuple(asked.values()))
    sure = {_entry(match): match for match in matched if _answers(match)}
    if len(sure) == 1 and not _answers(whole):
        ((entry, match),) = sure.items()
        if whole.label in SMALL_TALK or (match.confidence >= SURE and entry in _near(whole)):
            return Reading(whole, match)
    return Reading(whole)


def _stands(part: Part, match: Match, whole: Match) -> bool:
    """Whether a part is a question of its own, not one that the whole message asks with more confidence."""
    if not _answers(match) or match.confidence < LEAST[part.border]:
        return False
    return (
        match.label == whole.label
        or not _answers(whole)
        or match.confidence >= whole.confidence
        or part.text.endswith("?")
    )


def _agrees(match: Match, whole: Match, asked: dict[str, Question]) -> bool:
    """Whether an unsure part is what the whole message asks besides the questions found before it."""
    rest = [label for label, _ in whole.ranking if label[len(FAQ_PREFIX) :] not in asked]
    return bool(asked) and match.band == BAND_DID_YOU_MEAN and _is_entry(match) and match.label in rest[:1]


def _near(match: Match) -> list[str]:
    entries = [label[len(FAQ_PREFIX) :] for label, _ in match.ranking if label.startswith(FAQ_PREFIX)]
    return entries[:_NEAR]


def _answers(match: Match) -> bool:
    return match.band == BAND_ANSWER and _is_entry(match)


def _is_entry(match: Match) -> bool:
    return match.label is not None and match.label.startswith(FAQ_PREFIX)


def _entry(match: Match) -> str:
    return str(match.label)[len(FAQ_PREFIX) :]
