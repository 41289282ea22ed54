"""Multinomial logistic regression in single precision, by L-BFGS.

Library solvers compute in double precision, which costs two to three times the time for the same choices; training after each
edit of the knowledge base is what an editor waits for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

INVERSE_REGULARISATION = 60.0
ITERATIONS = 30
"""More of them find no more right answers (cross-validation); stopping here regularises, too."""
_REMEMBERED_STEPS = 6
_SMALL_SLOPE = 1e-5


def fit_logistic(rows: np.ndarray, labels: np.ndarray, weights: np.ndarray, label_count: int) -> np.ndarray:
    """Coefficients (label_count, d + 1), float32, the intercept last.

    Minimises the weighted cross-entropy plus the squared norm of the coefficients / (2 C). `rows` (n, d); `labels` (n,) are
    column numbers; `weights` (n,) of the rows.
    """
    rows = np.hstack([rows, np.ones((len(rows), 1))]).astype(np.float32)
    weights = (weights / len(rows)).astype(np.float32)
    each = np.arange(len(rows))
    ridge = np.full(rows.shape[1], 1.0 / (INVERSE_REGULARISATION * len(rows)), np.float32)
    ridge[-1] = 0.0

    def loss(coefficients: np.ndarray) -> tuple[float, np.ndarray]:
        logits = rows @ coefficients.T
        logits -= logits.max(axis=1, keepdims=True)
        of_label = logits[each, labels].copy()
        np.exp(logits, out=logits)
        totals = logits.sum(axis=1)
        value = float(np.dot(weights, np.log(totals) - of_label)) + 0.5 * float((coefficients**2 @ ridge).sum())
        logits *= (weights / totals)[:, None]
        logits[each, labels] -= weights
        return value, logits.T @ rows + coefficients * ridge

    return _minimum(loss, np.zeros((label_count, rows.shape[1]), np.float32))


def _minimum(loss: Callable[[np.ndarray], tuple[float, np.ndarray]], place: np.ndarray) -> np.ndarray:
    """L-BFGS with backtracking (Nocedal and Wright, Numerical Optimization, 2006, algorithms 7.4 and 3.1)."""
    steps: deque[tuple[np.ndarray, np.ndarray, float]] = deque(maxlen=_REMEMBERED_STEPS)
    value, slope = loss(place)
    for iteration in range(ITERATIONS):
        if np.abs(slope).max() < _SMALL_SLOPE:
            break
        direction = _descent(slope, steps)
        expected = float(np.vdot(direction, slope))
        length = 1.0 if iteration else min(1.0, 1.0 / float(np.abs(slope).sum()))
        while True:
            change = length * direction
            found, turned = loss(place + change)
            if found <= value + 1e-4 * length * expected or length < 1e-6:
                break
            length *= 0.5
        difference = turned - slope
        curvature = float(np.vdot(change, difference))
        if curvature > 1e-12:
            steps.append((change, difference, curvature))
        place, value, slope = place + change, found, turned
    return place


def _descent(slope: np.ndarray, steps: deque[tuple[np.ndarray, np.ndarray, float]]) -> np.ndarray:
    direction = -slope
    shares = []
    for change, difference, curvature in reversed(steps):
        share = float(np.vdot(change, direction)) / curvature
        direction -= share * difference
        shares.append(share)
    if steps:
        _, difference, curvature = steps[-1]
        direction *= curvature / float(np.vdot(difference, difference))
    for (change, difference, curvature), share in zip(steps, reversed(shares), strict=True):
        direction += (share - float(np.vdot(difference, direction)) / curvature) * change
    return direction
