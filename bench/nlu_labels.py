"""What labels of real questions gain: 0, 50, 100, 200 of the questions that a bot received, labelled, join the training.

A draw shuffles the HINT3 test rows of a bot. The first 200 can be labelled: those with an entry become variants of it,
those without become `out_of_scope` rows (negatives of the domain). Measured on the rest, the same rest for every number
of labels, so that the points of a draw are paired. Mean of both bots; mean of the draws with Student's interval over draws.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from bench import nlu_data, nlu_ours
from bot import measures
from bot.embedding import Embedder
from bot.language import detect
from bot.matcher import FAQ_PREFIX, Matcher, Row

LABELS = (0, 50, 100, 200)
DRAWS = 5
OUT_OF_SCOPE = "out_of_scope"


def measure(datasets: Path, limit: int | None, draws: int = DRAWS, labels: tuple[int, ...] = LABELS) -> dict[str, Any]:
    """MCC and out-of-scope recall at our own border by number of labels; `gain` is against none, paired by draw."""
    values = np.zeros((len(nlu_data.BOTS), draws, len(labels), 2))
    for b, bot in enumerate(nlu_data.BOTS):
        learn, asked = nlu_data.hint3(datasets, bot)
        asked = asked.first(limit)
        unlabelled = Matcher.fit(learn, Embedder())
        for draw in range(draws):
            order = np.random.RandomState(draw).permutation(len(asked.texts))
            rest = order[max(labels) :]
            for place, count in enumerate(labels):
                rows = [*learn, *(_labelled(asked, row) for row in order[:count])]
                matcher = Matcher.fit(rows, Embedder()) if count else unlabelled
                values[b, draw, place] = _on(matcher, asked, rest)
    by_draw = values.mean(axis=0)
    points = [
        {
            "labels": count,
            "mcc": _mean(by_draw[:, place, 0]),
            "gain": _mean(by_draw[:, place, 0] - by_draw[:, 0, 0]),
            "out_of_scope_recall": _mean(by_draw[:, place, 1]),
            "mcc_by_bot": {bot: round(float(values[b, :, place, 0].mean()), 4) for b, bot in enumerate(nlu_data.BOTS)},
        }
        for place, count in enumerate(labels)
    ]
    return {"draws": draws, "points": points}


def _labelled(asked: nlu_data.Asked, row: int) -> Row:
    label = asked.labels[row]
    text = asked.texts[row]
    return Row(text, OUT_OF_SCOPE if label == nlu_data.NOTHING else FAQ_PREFIX + label, detect(text))


def _on(matcher: Matcher, asked: nlu_data.Asked, rows: np.ndarray) -> tuple[float, float]:
    found = nlu_ours.ask(matcher, [asked.texts[row] for row in rows])
    given = [
        label if label and answered else nlu_data.NOTHING
        for label, answered in zip(found.labels, found.answered, strict=True)
    ]
    labels = [asked.labels[row] for row in rows]
    true, predicted, nothing = measures.codes(labels, given, [nlu_data.NOTHING])
    strange = true == nothing[0]
    return measures.mcc(true, predicted), float((predicted == nothing[0])[strange].mean()) if strange.any() else 0.0


def _mean(values: np.ndarray) -> dict[str, Any]:
    low, high = measures.spread_of_draws(list(values))
    return {"value": round(float(values.mean()), 4), "interval": [round(low, 4), round(high, 4)]}
