"""What became of each evaluation question, and the figures that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from bot import measures
from bot.confidence import BAND_ANSWER, BAND_DID_YOU_MEAN
from bot.language import detect
from bot.matcher import FAQ_PREFIX, Match, Matcher
from bot.text import LANGUAGES

SUGGESTED = 3
_DRAWS_OF_ERROR = 500
_UNKINDED = "unrelated"


@dataclass(frozen=True)
class Question:
    """One evaluation question; exactly one of `entry` (in scope) and `kind` (out of scope) is set."""

    text: str
    language: str
    entry: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What the matcher did with a question without context.

    `rank` is the place of the right entry, from 0; None when it is not in the ranking or the question is out of scope.
    """

    question: Question
    detected: str
    label: str | None
    rank: int | None
    confidence: float
    band: str

    @property
    def right_first(self) -> bool:
        """Whether the first choice is the right entry; never for a question out of scope."""
        return self.rank == 0

    @property
    def answered(self) -> bool:
        """Whether the bot would say something as if it was sure: an entry's answer or a plain intent's reply."""
        return self.band == BAND_ANSWER

    @property
    def suggested_right(self) -> bool:
        """Whether the right entry stands among the suggestions of `did you mean`."""
        return self.band == BAND_DID_YOU_MEAN and self.rank is not None and self.rank < SUGGESTED

    @property
    def verdict(self) -> str:
        """In one word: `right`, `wrong`, `suggested`, `missed`; out of scope `refused` or `wrong`."""
        if self.answered:
            return "right" if self.right_first else "wrong"
        if self.question.kind is not None:
            return "refused"
        return "suggested" if self.suggested_right else "missed"


def read_held_out(path: Path) -> list[Question]:
    """Questions of `{entry: {language: [questions]}}`."""
    return [
        Question(text, language, entry=entry)
        for entry, by_language in _read(path).items()
        for language in LANGUAGES
        for text in by_language.get(language) or []
    ]


def read_out_of_scope(path: Path) -> list[Question]:
    """Texts of `{kind: {language: [texts]}}`, or of `{language: [texts]}`, which are all of kind `unrelated`."""
    content = _read(path)
    by_kind = {_UNKINDED: content} if set(content) <= set(LANGUAGES) else content
    return [
        Question(text, language, kind=kind)
        for kind, by_language in by_kind.items()
        for language in LANGUAGES
        for text in by_language.get(language) or []
    ]


def ask_all(matcher: Matcher, questions: list[Question]) -> list[Outcome]:
    """Match every question without context, in the language that is detected."""
    detected = [detect(question.text) for question in questions]
    matches = matcher.match_all([question.text for question in questions], detected)
    return [outcome(*each) for each in zip(questions, detected, matches, strict=True)]


def outcome(question: Question, detected: str, match: Match) -> Outcome:
    """The outcome of one match."""
    entries = [label[len(FAQ_PREFIX) :] for label, _ in match.ranking if label.startswith(FAQ_PREFIX)]
    rank = entries.index(question.entry) if question.entry in entries else None
    if rank is not None and match.label is not None and not match.label.startswith(FAQ_PREFIX):
        rank += 1  # the first choice was a plain intent, not this entry
    return Outcome(question, detected, match.label, rank, match.confidence, match.band)


def figures(outcomes: list[Outcome]) -> dict[str, Any]:
    """All figures: per language and over `all`, and the spread of `answered_right` over the languages (0..1)."""
    parts = {name: [o for o in outcomes if o.question.language == name] for name in LANGUAGES}
    by_language = {name: _figures_of(part) for name, part in {"all": outcomes, **parts}.items()}
    shares = [by_language[name]["answered_right"]["share"] for name in LANGUAGES if parts[name]]
    known = [value for value in shares if value is not None]
    return {
        "by_language": by_language,
        "spread_of_answered_right": round(max(known) - min(known), 4) if known else None,
        "out_of_scope_by_kind": _by_kind(outcomes),
    }


def _figures_of(outcomes: list[Outcome]) -> dict[str, Any]:
    asked = [o for o in outcomes if o.question.kind is None]
    strange = [o for o in outcomes if o.question.kind is not None]

    def of(rows: list[Outcome], holds: Callable[[Outcome], bool]) -> dict[str, Any]:
        return measures.share([holds(row) for row in rows])

    return {
        "top_1": of(asked, lambda o: o.right_first),
        "top_3": of(asked, lambda o: o.rank is not None and o.rank < SUGGESTED),
        "answered_right": of(asked, lambda o: o.verdict == "right"),
        "suggested_right": of(asked, lambda o: o.suggested_right),
        "missed": of(asked, lambda o: o.verdict == "missed"),
        "answered_wrong": of(outcomes, lambda o: o.verdict == "wrong"),
        "answered_wrong_in_scope": of(asked, lambda o: o.verdict == "wrong"),
        "out_of_scope_refused": of(strange, lambda o: o.verdict == "refused"),
        "out_of_scope_taken_for_an_intent": of(
            strange, lambda o: o.answered and not (o.label or "").startswith(FAQ_PREFIX)
        ),
        "language_detected": of(outcomes, lambda o: o.detected == o.question.language),
        "calibration": calibration(outcomes),
    }


def calibration(outcomes: list[Outcome]) -> dict[str, Any] | None:
    """Expected calibration error with its interval, and the bins of the reliability diagram; None without outcomes.

    Over questions in and out of scope together: the confidence says how probably the first choice is right, and out of
    scope no choice is.
    """
    if not outcomes:
        return None
    confidence = np.array([o.confidence for o in outcomes])
    right = np.array([o.right_first for o in outcomes], float)
    draws = measures.resampled(
        lambda rows: measures.calibration_error(confidence[rows], right[rows]), len(right), _DRAWS_OF_ERROR
    )
    return {
        "error": round(measures.calibration_error(confidence, right), 4),
        "interval": [round(float(end), 4) for end in measures.ends(draws)],
        "error_15_equal_width": round(measures.calibration_error(confidence, right, 15, equal_mass=False), 4),
        "bins": [[round(b.confidence, 4), round(b.right, 4), b.count] for b in measures.bins(confidence, right)],
    }


def _by_kind(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    kinds: dict[str, list[bool]] = {}
    for found in outcomes:
        if found.question.kind is not None:
            kinds.setdefault(found.question.kind, []).append(found.verdict == "refused")
    return {kind: measures.share(refused) for kind, refused in kinds.items()}


def _read(path: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {})
