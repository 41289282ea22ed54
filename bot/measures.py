"""Measures of understanding, and how sure they are. Pure numbers: no model, no files.

Sources: Gorodkin (2004) for the correlation coefficient of many classes; Guo et al. (2017, arXiv 1706.04599) for the
expected calibration error, Nguyen and O'Connor (2015) for bins of equal mass; Efron and Tibshirani (1993) for the
percentile bootstrap; Wilson (1927) for the interval of a share; McNemar (1947) in its exact, binomial form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import stats

DRAWS = 2_000
_LEVEL = 0.95


class Bin(NamedTuple):
    """One bin of a reliability diagram: how sure the bot was, how often it was right (both 0..1), how many texts."""

    confidence: float
    right: float
    count: int


def codes(*columns: Sequence[str]) -> list[np.ndarray]:
    """Columns of labels as integers, the same label as the same number in every column."""
    names = {name: number for number, name in enumerate(sorted({name for column in columns for name in column}))}
    return [np.array([names[name] for name in column], np.int64) for column in columns]


def mcc(true: np.ndarray, predicted: np.ndarray) -> float:
    """Matthews' correlation coefficient of many classes, -1..1, from integer codes; 0 when a side is constant."""
    width = int(max(true.max(initial=0), predicted.max(initial=0))) + 1
    count = float(len(true))
    of_true = np.bincount(true, minlength=width).astype(float)
    of_predicted = np.bincount(predicted, minlength=width).astype(float)
    covariance = float((true == predicted).sum()) * count - float(of_true @ of_predicted)
    spread = (count**2 - float(of_true @ of_true)) * (count**2 - float(of_predicted @ of_predicted))
    return covariance / float(np.sqrt(spread)) if spread > 0 else 0.0


def auroc(scores: np.ndarray, positive: np.ndarray) -> float:
    """Probability that a positive row scores above a negative one, ties counting half; NaN without one of the two."""
    positives = int(positive.sum())
    negatives = len(positive) - positives
    if not positives or not negatives:
        return float("nan")
    ranks = stats.rankdata(scores)
    return float((ranks[positive].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def best_threshold(true: np.ndarray, predicted: np.ndarray, scores: np.ndarray, nothing: int) -> float:
    """The threshold with the best coefficient when rows scoring below it become the code `nothing` (out of scope)."""
    candidates = np.unique(scores)
    values = [mcc(true, np.where(scores < border, nothing, predicted)) for border in candidates]
    return float(candidates[int(np.argmax(values))])


def bins(confidence: np.ndarray, right: np.ndarray, number: int = 10, *, equal_mass: bool = True) -> list[Bin]:
    """Texts by confidence: `number` bins of as equal a count as possible, or of equal width on 0..1; empty ones left out.

    Texts of the same confidence share a bin.
    """
    if equal_mass:
        firsts = [part[0] for part in np.array_split(np.sort(confidence), number)[1:] if len(part)]
        places = np.searchsorted(firsts, confidence, side="right")
    else:
        places = np.minimum((confidence * number).astype(int), number - 1)
    parts = [np.flatnonzero(places == place) for place in range(number)]
    return [Bin(float(confidence[part].mean()), float(right[part].mean()), len(part)) for part in parts if len(part)]


def calibration_error(confidence: np.ndarray, right: np.ndarray, number: int = 10, *, equal_mass: bool = True) -> float:
    """Expected calibration error, 0..1: mean distance of confidence and share of right ones, weighted by the bins' sizes."""
    parts = bins(confidence, right, number, equal_mass=equal_mass)
    total = sum(part.count for part in parts)
    return sum(part.count * abs(part.confidence - part.right) for part in parts) / total if total else 0.0


def resampled(statistic: Callable[[np.ndarray], Any], size: int, draws: int = DRAWS, seed: int = 0) -> np.ndarray:
    """What `statistic` gives for `draws` bootstrap resamples of `size` rows: (draws, ...).

    `statistic` takes row numbers, (size,), and returns a number or an array. The same size and seed give the same
    resamples: differences between systems that were asked the same rows are paired.
    """
    random = np.random.RandomState(seed)
    return np.array([statistic(random.randint(0, size, size)) for _ in range(draws)], float)


def ends(values: np.ndarray) -> np.ndarray:
    """Lower and upper end of the 95 % percentile interval, (2, ...), of bootstrap values (draws, ...)."""
    return np.asarray(np.nanquantile(values, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2], axis=0))


def share(condition: Sequence[bool] | np.ndarray) -> dict[str, Any]:
    """A share of rows with its 95 % interval (Wilson's score interval) and the number of rows."""
    count, hits = len(condition), int(np.sum(condition))
    if not count:
        return {"share": None, "interval": None, "of": 0}
    low, high = stats.binomtest(hits, count).proportion_ci(_LEVEL, method="wilson")
    return {"share": round(hits / count, 4), "interval": [round(float(low), 4), round(float(high), 4)], "of": count}


def spread_of_draws(values: Sequence[float]) -> tuple[float, float]:
    """95 % interval (Student's t) of the mean of a few independent draws; without width for a single one."""
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, mean
    half = float(stats.t.ppf((1 + _LEVEL) / 2, len(values) - 1) * stats.sem(values))
    return mean - half, mean + half


def mcnemar(before: np.ndarray, after: np.ndarray) -> float:
    """Two-sided exact probability that rows turned right and turned wrong this unevenly by chance alone."""
    lost, won = int((before & ~after).sum()), int((~before & after).sum())
    return float(stats.binomtest(min(lost, won), lost + won, 0.5).pvalue) if lost + won else 1.0
