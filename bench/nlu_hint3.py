"""HINT3: real questions to two Indian shops. Ours, five platforms from their raw predictions, Rasa's default pipeline.

* in-scope accuracy: share of the questions that have an entry whose first choice is right, without any threshold;
* MCC: over all questions, `NO_NODES_DETECTED` being one more class. Ours with its own border (band `answer`), which never
  saw a test row; Rasa's default pipeline with its default threshold; the platforms with a threshold tuned on these test
  rows: one for both bots as published, and, more generous, the best for each bot (`mcc_tuned`);
* out-of-scope recall: share of the questions without entry that get no answer, at the same border as the MCC;
* AUROC: how well the confidence parts questions with and without entry.

95 % intervals: 2,000 bootstrap resamples of the test rows of each bot, the same for every system (differences are paired);
thresholds stay as they were chosen on the whole.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench import nlu_data, nlu_diet, nlu_ours
from bench.nlu_process import apart
from bot import measures

OURS, DIET = "ours", "rasa_default"
MEASURES = ("in_scope_accuracy", "mcc", "mcc_tuned", "out_of_scope_recall", "auroc")


class System(NamedTuple):
    """Codes of first choices, of answers at the border and of answers at the border best on test, and the scores."""

    first: np.ndarray
    given: np.ndarray
    tuned: np.ndarray
    scores: np.ndarray


def measure(datasets: Path, with_diet: bool, limit: int | None, epochs: int) -> dict[str, Any]:
    """The figures of every system by bot and over both; `limit` asks only the first questions, to try it out."""
    asked_in_all = 0
    costs: dict[str, Any] = {}
    values: dict[str, dict[str, tuple[np.ndarray, np.ndarray]]] = {}
    for bot in nlu_data.BOTS:
        learn, asked = nlu_data.hint3(datasets, bot)
        asked = asked.first(limit)
        asked_in_all += len(asked.texts)
        found: dict[str, nlu_ours.Answers] = {}
        (found[OURS], seconds), cost = apart(nlu_ours.fit_and_ask, learn, asked.texts, True)
        costs[bot] = {OURS: {"seconds": seconds, **cost}}
        if with_diet:
            (found[DIET], seconds), cost = apart(nlu_diet.fit_and_ask, learn, asked.texts, epochs)
            costs[bot][DIET] = {"seconds": seconds, **cost}
        values[bot] = _values(datasets, bot, asked, found)
    names = list(values[nlu_data.BOTS[0]])
    systems = {
        name: {
            **{bot: _described(*values[bot][name]) for bot in nlu_data.BOTS},
            "mean": _described(*_mean(values, name)),
        }
        for name in names
    }
    return {"questions": asked_in_all, "systems": systems, "differences": _differences(values, names), "costs": costs}


def _values(
    datasets: Path, bot: str, asked: nlu_data.Asked, found: dict[str, nlu_ours.Answers]
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """By system: the measures, and their bootstrap values."""
    predictions = {name: nlu_data.platform(datasets, bot, name) for name in nlu_data.PLATFORMS}
    known = sorted(
        {nlu_data.NOTHING, *asked.labels}.union(*(p.labels for p in predictions.values()))
        | {label for answers in found.values() for label in answers.labels if label}
    )
    code = {label: number for number, label in enumerate(known)}
    nothing, size = code[nlu_data.NOTHING], len(asked.texts)
    true = np.array([code[label] for label in asked.labels])
    systems: dict[str, System] = {}
    for name, answers in found.items():
        first = np.array([code[label or nlu_data.NOTHING] for label in answers.labels])
        given = np.where(answers.answered, first, nothing)
        systems[name] = System(first, given, given, np.array(answers.confidence))
    for name, (labels, scores) in predictions.items():
        first, scores = np.array([code[label] for label in labels[:size]]), scores[:size]
        best = measures.best_threshold(true, first, scores, nothing)
        given, tuned = (np.where(scores < border, nothing, first) for border in (nlu_data.PLATFORMS[name], best))
        systems[name] = System(first, given, tuned, scores)

    def of_all(rows: np.ndarray) -> np.ndarray:
        return np.array([_of(true[rows], System(*(column[rows] for column in s)), nothing) for s in systems.values()])

    whole, draws = of_all(np.arange(size)), measures.resampled(of_all, size)
    return {name: (whole[place], draws[:, place]) for place, name in enumerate(systems)}


def _of(true: np.ndarray, system: System, nothing: int) -> tuple[float, ...]:
    known = true != nothing
    return (
        float((system.first == true)[known].mean()) if known.any() else float("nan"),
        measures.mcc(true, system.given),
        measures.mcc(true, system.tuned),
        float((system.given == nothing)[~known].mean()) if not known.all() else float("nan"),
        measures.auroc(system.scores, known),
    )


def _mean(values: dict[str, Any], name: str) -> tuple[np.ndarray, np.ndarray]:
    both = [values[bot][name] for bot in nlu_data.BOTS]
    return np.mean([whole for whole, _ in both], axis=0), np.mean([draws for _, draws in both], axis=0)


def _described(whole: np.ndarray, draws: np.ndarray) -> dict[str, Any]:
    low, high = measures.ends(draws)
    return {
        name: {"value": round(float(whole[i]), 4), "interval": [round(float(low[i]), 4), round(float(high[i]), 4)]}
        for i, name in enumerate(MEASURES)
    }


def _differences(values: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Ours minus the best platform, mean of both bots, paired; the best by the threshold as published and as tuned."""
    ours = _mean(values, OURS)
    found = {}
    for name in ("mcc", "mcc_tuned"):
        place = MEASURES.index(name)
        best = max(nlu_data.PLATFORMS, key=lambda platform: _mean(values, platform)[0][place])
        whole, draws = _mean(values, best)
        # ours has no tuned threshold: its own border against either of theirs
        low, high = measures.ends(ours[1][:, 1] - draws[:, place])
        found[name] = {
            "best_platform": best,
            "value": round(float(ours[0][1] - whole[place]), 4),
            "interval": [round(float(low), 4), round(float(high), 4)],
        }
    return found
