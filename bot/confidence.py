"""How sure the matcher may be: calibrated confidence and, per language, the thresholds of the three bands.

No out-of-scope examples and no hand-set threshold are needed. A simulation on the training rows holds out a quarter of the
labels (questions the bot does not know) and a part of the other rows (questions it does know), trains on the rest and
learns which signals tell right answers from wrong ones. Scores of Hindi and Hinglish questions run lower than English
ones, so every language gets its own offset and its own thresholds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.classifier import SIGNALS, Classifier
from bot.language import LANGUAGES

BAND_ANSWER = "answer"
BAND_DID_YOU_MEAN = "did_you_mean"
BAND_MISS = "miss"

FOLDS = 4
HELD_OUT_ROWS = 0.25
MAX_SIMULATED_ROWS = 3_000
COST_OF_WRONG_ANSWER = 1.0
"""A wrong answer weighs this many unanswered questions when the threshold of `answer` is chosen."""
SUGGESTION_RECALL = 0.97
"""Share of known questions that must reach at least `did_you_mean`."""
_FALLBACK_THRESHOLDS = (0.6, 0.3)
_MIN_LABELS = 8
_MIN_ROWS_A_LANGUAGE = 60


@dataclass(frozen=True)
class Simulation:
    """What the simulation saw: signals (n, 6), whether the first choice was right, whether the label was known, languages."""

    signals: np.ndarray
    right: np.ndarray
    known: np.ndarray
    languages: np.ndarray


@dataclass
class Confidence:
    """Fitted calibrator and thresholds; `thresholds[language]` is (answer, did_you_mean)."""

    weights: np.ndarray
    offset: float
    centre: np.ndarray
    scale: np.ndarray
    thresholds: dict[str, tuple[float, float]]

    @classmethod
    def fit(cls, simulation: Simulation | None) -> Confidence:
        """Learn from a simulation; without one (too few labels) the classifier's own probability has to do."""
        if simulation is None or len(set(simulation.right)) < 2:
            width = len(SIGNALS) + len(LANGUAGES)
            weights = np.zeros(width)
            weights[SIGNALS.index("probability")] = 8.0
            return cls(weights, -4.0, np.zeros(width), np.ones(width), dict.fromkeys(LANGUAGES, _FALLBACK_THRESHOLDS))
        rows = _rows(simulation.signals, simulation.languages)
        centre, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
        model = LogisticRegression(C=1.0, max_iter=1_000).fit((rows - centre) / scale, simulation.right)
        fitted = cls(model.coef_[0], float(model.intercept_[0]), centre, scale, {})
        scores = fitted.of(simulation.signals, simulation.languages)
        everything = _thresholds(scores, simulation.right, simulation.known)
        for language in LANGUAGES:
            mine = simulation.languages == language
            fitted.thresholds[language] = (
                everything
                if mine.sum() < _MIN_ROWS_A_LANGUAGE
                else _thresholds(scores[mine], simulation.right[mine], simulation.known[mine])
            )
        return fitted

    def of(self, signals: np.ndarray, languages: Sequence[str]) -> np.ndarray:
        """Confidence 0..1 that the first choice is right, one a row."""
        logits = (_rows(signals, languages) - self.centre) / self.scale @ self.weights + self.offset
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -30, 30))))

    def band(self, confidence: float, language: str) -> str:
        """`answer`, `did_you_mean` or `miss`."""
        answer, suggest = self.thresholds[language]
        if confidence >= answer:
            return BAND_ANSWER
        return BAND_DID_YOU_MEAN if confidence >= suggest else BAND_MISS

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the model file."""
        return {
            "weights": self.weights.tolist(),
            "offset": self.offset,
            "centre": self.centre.tolist(),
            "scale": self.scale.tolist(),
            "thresholds": {name: list(pair) for name, pair in self.thresholds.items()},
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Confidence:
        """The inverse of `as_dict`."""
        return cls(
            np.array(data["weights"]),
            float(data["offset"]),
            np.array(data["centre"]),
            np.array(data["scale"]),
            {name: (float(pair[0]), float(pair[1])) for name, pair in data["thresholds"].items()},
        )


def simulate(
    texts: Sequence[str],
    vectors: np.ndarray | None,
    labels: Sequence[str],
    languages: Sequence[str],
    held_out_labels: Sequence[str],
) -> Simulation | None:
    """Leave-labels-out simulation; only `held_out_labels` play the unknown ones. None with too few of them."""
    if len(held_out_labels) < _MIN_LABELS:
        return None
    random = np.random.RandomState(0)
    label, language, text = (np.asarray(column, object) for column in (labels, languages, texts))
    sample = np.arange(len(text))
    if len(sample) > MAX_SIMULATED_ROWS:
        sample = np.sort(random.choice(sample, MAX_SIMULATED_ROWS, replace=False))
    order = np.array(sorted(held_out_labels), object)
    random.shuffle(order)
    parts: list[tuple[np.ndarray, ...]] = []
    for fold in range(FOLDS):
        unknown = np.isin(label[sample].astype(str), order[fold::FOLDS].astype(str))
        held = unknown | (random.rand(len(sample)) < HELD_OUT_ROWS)
        for name in sorted(set(label[sample[~unknown]])):
            rows = np.flatnonzero((label[sample] == name) & ~unknown)
            if held[rows].all():
                held[rows[0]] = False
        learn, ask = sample[~held], sample[held]
        classifier = Classifier.fit(text[learn], None if vectors is None else vectors[learn], list(label[learn]))
        scores = classifier.score(text[ask], None if vectors is None else vectors[ask])
        right = np.asarray(classifier.labels, object)[scores.best] == label[ask]
        parts.append((scores.signals, right, ~unknown[held], language[ask]))
    signals, right, known, spoken = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Simulation(signals, right.astype(bool), known.astype(bool), spoken.astype(str))


def _rows(signals: np.ndarray, languages: Sequence[str]) -> np.ndarray:
    one_hot = np.array([[float(name == language) for name in LANGUAGES] for language in languages])
    return np.hstack([signals, one_hot.reshape(len(signals), len(LANGUAGES))])


def _thresholds(scores: np.ndarray, right: np.ndarray, known: np.ndarray) -> tuple[float, float]:
    """The answer threshold with the best balance of right and wrong answers, and the suggestion threshold below it."""
    candidates = np.unique(np.quantile(scores, np.linspace(0.02, 0.98, 97)))
    gains = [(right & (scores >= t)).sum() - COST_OF_WRONG_ANSWER * (~right & (scores >= t)).sum() for t in candidates]
    answer = float(candidates[int(np.argmax(gains))])
    suggest = float(np.quantile(scores[known], 1.0 - SUGGESTION_RECALL)) if known.any() else answer
    return answer, min(suggest, answer)
