"""Our matcher on any rows, as one job for a process of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from bench.nlu_process import processor_seconds
from bot.confidence import BAND_ANSWER
from bot.embedding import Embedder
from bot.language import detect
from bot.matcher import FAQ_PREFIX, Match, Matcher, Row


class Answers(NamedTuple):
    """To each question: first label (None: nothing could be read), confidence in it, and whether it would be answered."""

    labels: list[str | None]
    confidence: list[float]
    answered: list[bool]


def ask(matcher: Matcher, texts: list[str]) -> Answers:
    """Match all texts, each in the language that is detected."""
    return answers(matcher.match_all(texts, [detect(text) for text in texts]))


def answers(matches: list[Match]) -> Answers:
    """First labels without the prefix of FAQ entries."""
    labels = [match.label[len(FAQ_PREFIX) :] if match.label else None for match in matches]
    return Answers(labels, [match.confidence for match in matches], [match.band == BAND_ANSWER for match in matches])


def fit_and_ask(learn: list[Row], texts: list[str], cold: bool = False) -> tuple[Answers, dict[str, float]]:
    """Train, ask, and the processor seconds of the phases; `cold` starts with an empty cache of embeddings and adds that
    first training as `train_cold`."""
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        embedder = Embedder(Path(folder) / "embeddings.sqlite") if cold else Embedder()
        if cold:
            with processor_seconds(seconds, "train_cold"):
                Matcher.fit(learn, embedder)
        with processor_seconds(seconds, "train"):
            matcher = Matcher.fit(learn, embedder)
        with processor_seconds(seconds, "ask"):
            found = ask(matcher, texts)
    return found, seconds
