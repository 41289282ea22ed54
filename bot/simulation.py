"""What would happen to questions that the bot does not know? Played through on the training rows alone.

A quarter of the labels (and of the negatives) is taken out at a time, together with a quarter of the other rows; the rest
is trained on and asked all that was taken out. No out-of-scope examples are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.classifier import OUT_OF_SCOPE, Classifier

FOLDS = 4
HELD_OUT_ROWS = 0.25
MAX_ROWS = 5_000
MAX_LABELS = 500
"""Of a larger knowledge base a part is played: rows times labels is what it costs."""
_LEAST_LABELS = 4


@dataclass(frozen=True)
class Simulation:
    """What was seen of each asked row: signals (n, s), whether the first choice was right, whether its label was known,
    whether it was one of the negatives, and its language."""

    signals: np.ndarray
    right: np.ndarray
    known: np.ndarray
    negative: np.ndarray
    languages: np.ndarray

    def of(self, rows: np.ndarray) -> Simulation:
        """A part of it; `rows` is a mask."""
        return Simulation(
            self.signals[rows], self.right[rows], self.known[rows], self.negative[rows], self.languages[rows]
        )


def simulate(
    rows: np.ndarray, labels: Sequence[str], languages: Sequence[str], unknown: Sequence[str], widths: Sequence[int]
) -> Simulation | None:
    """Leave-labels-out simulation; only the labels in `unknown` play questions nobody foresaw. None with too few of them."""
    if len(unknown) < _LEAST_LABELS:
        return None
    random = np.random.RandomState(0)
    label, language = np.asarray(labels).astype(str), np.asarray(languages).astype(str)
    order = np.array(sorted(unknown))
    sample = np.arange(len(label))
    if len(order) > MAX_LABELS:
        played = random.choice(order, MAX_LABELS, replace=False)
        sample = np.flatnonzero(~np.isin(label, np.setdiff1d(order, played)))
        order = np.sort(played)
    if len(sample) > MAX_ROWS:
        sample = np.sort(random.choice(sample, MAX_ROWS, replace=False))
    random.shuffle(order)
    part = random.randint(FOLDS, size=len(sample))
    parts: list[tuple[np.ndarray, ...]] = []
    for fold in range(FOLDS):
        negative = (label[sample] == OUT_OF_SCOPE) & (part == fold)
        missing = np.isin(label[sample], order[fold::FOLDS])
        held = missing | negative | ((random.rand(len(sample)) < HELD_OUT_ROWS) & (label[sample] != OUT_OF_SCOPE))
        _keep_one_of_each(held, missing, label[sample])
        learn, ask = sample[~held], sample[held]
        classifier = Classifier.fit(rows[learn], list(label[learn]), widths)
        scores = classifier.score(rows[ask])
        right = np.asarray(classifier.labels)[scores.best] == label[ask]
        known = ~missing[held] & ~negative[held]
        parts.append((scores.signals, right, known, negative[held], language[ask]))
    signals, right, known, negative, spoken = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Simulation(signals, right, known, negative, spoken)


def _keep_one_of_each(held: np.ndarray, missing: np.ndarray, label: np.ndarray) -> None:
    """A known label keeps at least one row to learn from."""
    for name in set(label[held & ~missing]) - {OUT_OF_SCOPE}:
        own = np.flatnonzero(label == name)
        if held[own].all():
            held[own[0]] = False
