"""How sure the matcher may be: calibrated confidence and, per language, the borders of the three bands.

Learnt from a simulation on the training rows (`bot/simulation.py`), without out-of-scope examples and without a hand-set
threshold. Scores of Hindi and Hinglish questions run lower than English ones, so every language has its own offset and borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from bot.language import LANGUAGES
from bot.simulation import Simulation

BAND_ANSWER = "answer"
BAND_DID_YOU_MEAN = "did_you_mean"
BAND_MISS = "miss"

UNKNOWN_SHARE = 0.15
"""Share of messages that no entry answers, as the calibrator assumes it."""
NEGATIVE_SHARE = 0.7
"""Share of these that are not about the business at all; the others are about entries that nobody wrote."""
REFUSED_SHARE = 0.85
"""Share of the questions about unwritten entries that must stay below the border of `answer`."""
SUGGESTION_RECALL = 0.97
"""Share of known questions that must reach at least `did_you_mean`."""
_FALLBACK_BORDERS = (0.6, 0.3)
_MIN_ROWS_A_LANGUAGE = 60
_LOG_ODDS = 2
"""Column of the signals that has to do when nothing could be simulated."""
_RELATIVE = slice(2, 5)
"""Columns that compare the first choice with the others; the rest is evidence by itself."""
_EVIDENCE_SHARE = 0.4


@dataclass
class Confidence:
    """Fitted calibrator and borders; `thresholds[language]` is (answer, did_you_mean)."""

    weights: np.ndarray
    offset: float
    centre: np.ndarray
    scale: np.ndarray
    thresholds: dict[str, tuple[float, float]]

    @classmethod
    def fit(cls, simulation: Simulation | None) -> Confidence:
        """Learn from a simulation; without one (too few labels) the classifier's own probability has to do."""
        if simulation is None or len(set(simulation.right)) < 2:
            return cls(np.zeros(0), 0.0, np.zeros(0), np.ones(0), dict.fromkeys(LANGUAGES, _FALLBACK_BORDERS))
        signals = simulation.signals
        centre, scale = signals.mean(axis=0), np.maximum(signals.std(axis=0), 1e-6)
        rows = _rows((signals - centre) / scale, simulation.languages)
        row_weights = _row_weights(simulation)
        right, right_offset = _fit_rising(rows, simulation.right, row_weights, np.ones(signals.shape[1], bool))
        # Is it a question we know at all? Rivals say nothing about that: two similar entries share their evidence.
        absolute = np.ones(signals.shape[1], bool)
        absolute[_RELATIVE] = False
        known, known_offset = _fit_rising(rows, simulation.known, row_weights, absolute)
        # the mean of two log-odds, which is one linear function again
        weights = _EVIDENCE_SHARE * known + (1 - _EVIDENCE_SHARE) * right
        offset = _EVIDENCE_SHARE * known_offset + (1 - _EVIDENCE_SHARE) * right_offset
        fitted = cls(weights, offset, centre, scale, {})
        scores = fitted.of(signals, simulation.languages)
        everything = _borders(scores, simulation)
        for language in LANGUAGES:
            mine = simulation.languages == language
            unwritten = mine & ~simulation.known & ~simulation.negative
            few = unwritten.sum() < _MIN_ROWS_A_LANGUAGE
            fitted.thresholds[language] = everything if few else _borders(scores[mine], simulation.of(mine))
        return fitted

    def of(self, signals: np.ndarray, languages: Sequence[str]) -> np.ndarray:
        """Confidence 0..1 that the first choice is right, one a row."""
        if not len(self.weights):
            return np.asarray(1.0 / (1.0 + np.exp(-signals[:, _LOG_ODDS])))
        logits = _rows((signals - self.centre) / self.scale, languages) @ self.weights + self.offset
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


def _rows(signals: np.ndarray, languages: Sequence[str]) -> np.ndarray:
    one_hot = np.array([[float(name == language) for name in LANGUAGES] for language in languages])
    return np.hstack([signals, one_hot.reshape(len(signals), len(LANGUAGES))])


def _row_weights(simulation: Simulation) -> np.ndarray:
    """Weights of the asked rows: unknown questions get their assumed share, and every language counts the same."""
    weights = np.zeros(len(simulation.right))
    strange = simulation.negative
    shares = (
        (simulation.known, 1 - UNKNOWN_SHARE),
        (strange, UNKNOWN_SHARE * NEGATIVE_SHARE),
        (~simulation.known & ~strange, UNKNOWN_SHARE * (1 - NEGATIVE_SHARE)),
    )
    for kind, share in shares:
        spoken = [kind & (simulation.languages == language) for language in LANGUAGES]
        present = [rows for rows in spoken if rows.any()]
        for rows in present:
            weights[rows] = share * len(weights) / len(present) / rows.sum()
    return weights


def _fit_rising(
    rows: np.ndarray, true: np.ndarray, row_weights: np.ndarray, used: np.ndarray
) -> tuple[np.ndarray, float]:
    """Logistic regression in which no signal may lower the confidence; returns coefficients and offset.

    Every signal speaks for the first choice by its nature; where a small simulation says otherwise, it is noise. `used` is a
    mask of the signals, which are the first columns of the rows.
    """
    target = true.astype(float)
    width = rows.shape[1]

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        logits = rows @ values[:width] + values[width]
        slope = row_weights * (1.0 / (1.0 + np.exp(-logits)) - target)
        value = float(
            (row_weights * (np.logaddexp(0.0, logits) - target * logits)).sum() + 0.5 * (values[:width] ** 2).sum()
        )
        return value, np.append(rows.T @ slope + values[:width], slope.sum())

    bounds: list[tuple[float | None, float | None]] = [(0.0, None if use else 0.0) for use in used]
    bounds += [(None, None)] * (width - len(used) + 1)
    found = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300})
    return np.asarray(found.x[:width]), float(found.x[width])


def _borders(scores: np.ndarray, simulation: Simulation) -> tuple[float, float]:
    """The borders of `answer` and of `did_you_mean`. Both are quantiles: they move little when a few variants change."""
    unwritten = scores[~simulation.known & ~simulation.negative]
    known = scores[simulation.known]
    answer = float(np.quantile(unwritten, REFUSED_SHARE)) if len(unwritten) else _FALLBACK_BORDERS[0]
    suggest = float(np.quantile(known, 1.0 - SUGGESTION_RECALL)) if len(known) else _FALLBACK_BORDERS[1]
    return answer, min(suggest, answer)
