"""One linear classifier over all labels, and the signals that tell how far its first choice can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.features import columns_of
from bot.logistic import fit_logistic

OUT_OF_SCOPE = "out_of_scope"
"""Label of the texts that no entry answers: it takes probability from the others and is never a choice itself."""

_LOGIT_LIMIT = 30.0


@dataclass
class Scores:
    """Scores of several texts: probabilities (n, labels), the best choice's column, and the signals (n, 5 + 2 * encoders).

    Signals are of the best choice: its logit, energy, log-odds with and without the negatives, lead over the second, and for
    each encoder the cosine to the nearest row at all and to the nearest of the same label.
    """

    probabilities: np.ndarray
    best: np.ndarray
    signals: np.ndarray


@dataclass
class Classifier:
    """Fitted classifier with the embeddings of its training rows as neighbours (their texts are not kept).

    `labels` are the choices; with negatives `coefficients` has one row more, the last, for `OUT_OF_SCOPE`.
    """

    labels: list[str]
    coefficients: np.ndarray
    neighbours: np.ndarray
    neighbour_labels: np.ndarray
    widths: tuple[int, ...]

    @classmethod
    def fit(cls, rows: np.ndarray, labels: Sequence[str], widths: Sequence[int]) -> Classifier:
        """Train on rows of `Features.transform` and their labels (at least one that is not `OUT_OF_SCOPE`)."""
        names = sorted(set(labels) - {OUT_OF_SCOPE})
        column = {name: index for index, name in enumerate([*names, OUT_OF_SCOPE])}
        numbers = np.array([column[label] for label in labels], np.int32)
        counts = np.bincount(numbers)
        # every label weighs the same, however many variants it has
        weights = (len(numbers) / (counts > 0).sum() / np.maximum(counts, 1))[numbers]
        chosen = numbers < len(names)
        return cls(
            names,
            fit_logistic(rows, numbers, weights, len(counts)),
            rows[chosen, : sum(widths)].astype(np.float16).astype(np.float32),
            numbers[chosen],
            tuple(widths),
        )

    def score(self, rows: np.ndarray) -> Scores:
        """Probabilities and signals of new rows."""
        logits = rows @ self.coefficients[:, :-1].T + self.coefficients[:, -1]
        logits = np.clip(logits, -_LOGIT_LIMIT, _LOGIT_LIMIT).astype(np.float64)
        shares = _softmax(logits)
        count = len(self.labels)
        choices, among = logits[:, :count], _softmax(logits[:, :count])
        best = choices.argmax(axis=1)
        each = np.arange(len(rows))
        second = np.sort(among, axis=1)[:, -2] if count > 1 else np.zeros(len(rows))
        signals = [
            choices[each, best],
            np.log(np.exp(choices).sum(axis=1)),
            _log_odds(shares[each, best]),
            _log_odds(among[each, best]),
            among[each, best] - second,
            *self._nearness(rows, best),
        ]
        return Scores(shares[:, :count], best, np.stack(signals, axis=1))

    def _nearness(self, rows: np.ndarray, best: np.ndarray) -> list[np.ndarray]:
        same = self.neighbour_labels[None, :] == best[:, None]
        found = []
        for columns in columns_of(self.widths):
            cosines = rows[:, columns] @ self.neighbours[:, columns].T
            found += [cosines.max(axis=1), np.where(same, cosines, -1.0).max(axis=1)]
        return found

    def arrays(self) -> dict[str, np.ndarray]:
        """What to keep on disk (with `labels`)."""
        return {
            "coefficients": self.coefficients,
            "neighbours": self.neighbours.astype(np.float16),
            "neighbour_labels": self.neighbour_labels,
        }

    @classmethod
    def restore(cls, arrays: Any, labels: Sequence[str], widths: Sequence[int]) -> Classifier:
        """The classifier from what `arrays` gave."""
        return cls(
            list(labels),
            arrays["coefficients"],
            arrays["neighbours"].astype(np.float32),
            arrays["neighbour_labels"],
            tuple(widths),
        )


def _softmax(logits: np.ndarray) -> np.ndarray:
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _log_odds(shares: np.ndarray) -> np.ndarray:
    kept = np.clip(shares, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(kept / (1 - kept)))
