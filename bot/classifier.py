"""One linear classifier over all labels, and the signals that tell how far its first choice can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.features import Features

INVERSE_REGULARISATION = 20.0
MAX_ITERATIONS = 200
TOLERANCE = 1e-2
"""A finer end of the optimisation costs half as much again and finds no more right answers (cross-validation)."""
_LOGIT_LIMIT = 30.0

SIGNALS = ("top_logit", "energy", "nearest", "nearest_same_label", "probability", "margin")


@dataclass
class Scores:
    """Scores of several texts: probabilities (n, labels), the best label's column, and the signals (n, 6)."""

    probabilities: np.ndarray
    best: np.ndarray
    signals: np.ndarray


@dataclass
class Classifier:
    """Fitted classifier with its training rows kept as neighbours (only their embeddings, not their texts)."""

    features: Features
    labels: list[str]
    coefficients: np.ndarray
    intercepts: np.ndarray
    neighbours: np.ndarray | None
    neighbour_labels: np.ndarray

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: np.ndarray | None, labels: Sequence[str]) -> Classifier:
        """Train on texts, their embeddings (None: characters only) and their labels (at least two different ones)."""
        features = Features.fit(texts, vectors)
        rows = features.transform(texts, vectors)
        model = LogisticRegression(
            C=INVERSE_REGULARISATION, class_weight="balanced", max_iter=MAX_ITERATIONS, tol=TOLERANCE
        ).fit(rows, np.asarray(labels, object).astype(str))
        names = [str(name) for name in model.classes_]
        coefficients, intercepts = model.coef_, model.intercept_
        if len(names) == 2:
            # scikit-learn keeps one row for two labels; two rows give the same probabilities
            coefficients, intercepts = (
                np.vstack([-coefficients, coefficients]) / 2,
                np.hstack([-intercepts, intercepts]) / 2,
            )
        neighbours = None if vectors is None else features.centred(vectors).astype(np.float16).astype(np.float32)
        column = {name: index for index, name in enumerate(names)}
        return cls(
            features,
            names,
            coefficients.astype(np.float32),
            intercepts.astype(np.float32),
            neighbours,
            np.array([column[label] for label in labels], np.int32),
        )

    def score(self, texts: Sequence[str], vectors: np.ndarray | None) -> Scores:
        """Probabilities and signals of new texts."""
        logits = self.features.transform(texts, vectors) @ self.coefficients.T + self.intercepts
        logits = np.clip(logits, -_LOGIT_LIMIT, _LOGIT_LIMIT).astype(np.float64)
        exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
        best = probabilities.argmax(axis=1)
        two_best = np.sort(probabilities, axis=1)[:, -2:]
        nearest, nearest_same = self._nearness(vectors, best)
        signals = np.stack(
            [
                logits.max(axis=1),
                np.log(np.exp(logits).sum(axis=1)),
                nearest,
                nearest_same,
                two_best[:, 1],
                two_best[:, 1] - two_best[:, 0],
            ],
            axis=1,
        )
        return Scores(probabilities, best, signals)

    def _nearness(self, vectors: np.ndarray | None, best: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Cosine to the nearest training row at all, and to the nearest of the best label; zeros without embeddings."""
        if vectors is None or self.neighbours is None:
            return np.zeros(len(best)), np.zeros(len(best))
        cosines = self.features.centred(vectors) @ self.neighbours.T
        same = np.where(self.neighbour_labels[None, :] == best[:, None], cosines, -1.0)
        return cosines.max(axis=1), same.max(axis=1)

    def arrays(self) -> dict[str, np.ndarray]:
        """What to keep on disk (with `labels` and the features' n-grams)."""
        kept = {
            "coefficients": self.coefficients,
            "intercepts": self.intercepts,
            "neighbour_labels": self.neighbour_labels,
            **self.features.arrays(),
        }
        if self.neighbours is not None:
            kept["neighbours"] = self.neighbours.astype(np.float16)
        return kept

    @classmethod
    def restore(cls, arrays: Any, labels: Sequence[str], ngrams: Sequence[str]) -> Classifier:
        """The classifier from what `arrays` gave."""
        neighbours = arrays["neighbours"].astype(np.float32) if "neighbours" in arrays else None
        return cls(
            Features.restore(arrays, ngrams),
            list(labels),
            arrays["coefficients"],
            arrays["intercepts"],
            neighbours,
            arrays["neighbour_labels"],
        )
