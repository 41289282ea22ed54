"""Rows of the public data sets, as they lie in the folder that `--datasets` names. They are never trained on for the product.

HINT3 v1: Arora et al. (2020), arXiv 2009.13833. BANKING77: Casanueva et al. (2020), arXiv 2003.04807.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.language import detect
from bot.matcher import FAQ_PREFIX, Row

BOTS = ("sofmattress", "curekart")
NOTHING = "NO_NODES_DETECTED"
"""HINT3's label of questions that the bot cannot answer."""
PLATFORMS = {"haptik": 0.32, "dialogflow": 0.62, "bert": 0.96, "luis": 0.28, "rasa": 0.82}
"""Platforms with raw predictions, and the threshold that gives their published figures: one for all bots, best on test."""


class Asked(NamedTuple):
    """Test questions and their labels."""

    texts: list[str]
    labels: list[str]

    def first(self, count: int | None) -> Asked:
        """Only the first ones, to try a benchmark out."""
        return self if count is None else Asked(self.texts[:count], self.labels[:count])


class Predictions(NamedTuple):
    """A platform's answers: first choice (`NOTHING` when it had none) and its score, 0 where there was no choice."""

    labels: list[str]
    scores: np.ndarray


def rows(texts: list[str], labels: list[str]) -> list[Row]:
    """Training rows of FAQ entries with these labels."""
    return [Row(text, FAQ_PREFIX + label, detect(text)) for text, label in zip(texts, labels, strict=True)]


def hint3(folder: Path, bot: str) -> tuple[list[Row], Asked]:
    """Training rows and test questions of one bot."""
    learn, ask = (_read(folder / "hint3" / f"{bot}_{part}.csv") for part in ("train", "test"))
    return rows(*_columns(learn, "sentence", "label")), Asked(*_columns(ask, "sentence", "label"))


def platform(folder: Path, bot: str, name: str) -> Predictions:
    """What a platform said to the same test questions, in the same order. Raises ValueError when they are others."""
    found = _read(folder / "hint3" / f"pred_{name}_{bot}.csv")
    if [line["sentence"] for line in found] != hint3(folder, bot)[1].texts:
        raise ValueError(f"pred_{name}_{bot}.csv answers other questions than {bot}_test.csv holds")
    labels = [line["predicted_node"] for line in found]
    scores = [
        0.0 if label == NOTHING else float(line["predicted_node_score"])
        for label, line in zip(labels, found, strict=True)
    ]
    return Predictions(labels, np.array(scores))


def banking(folder: Path) -> tuple[list[Row], Asked]:
    """All training rows and test questions."""
    learn, ask = (_read(folder / "banking77" / f"{part}.csv") for part in ("train", "test"))
    return rows(*_columns(learn, "text", "category")), Asked(*_columns(ask, "text", "category"))


def shots(learn: list[Row], count: int, seed: int) -> list[Row]:
    """`count` rows of every label: labels in alphabetical order, `numpy.random.RandomState(seed).permutation` of each label's
    rows in file order, the first `count` of it."""
    random = np.random.RandomState(seed)
    by_label: dict[str, list[Row]] = {}
    for row in learn:
        by_label.setdefault(row.label, []).append(row)
    return [
        by_label[label][place]
        for label in sorted(by_label)
        for place in random.permutation(len(by_label[label]))[:count]
    ]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _columns(lines: list[dict[str, str]], *names: str) -> list[list[str]]:
    return [[line[name] for line in lines] for name in names]
