"""BANKING77: 77 intents of a bank, all training rows or 10 of each; share of test questions whose first choice is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from bench import nlu_data, nlu_diet, nlu_ours
from bench.nlu_process import apart
from bot import measures

SHOTS = 10


def measure(datasets: Path, seeds: int, with_diet: bool, limit: int | None, epochs: int) -> dict[str, Any]:
    """`full` with the interval over test rows; `ten_shot`, the mean of `seeds` draws (seeds 0, 1, ...), with Student's
    interval over draws. Rasa's default pipeline only for the first draw: it takes minutes a draw, hours in full."""
    learn, asked = nlu_data.banking(datasets)
    asked = asked.first(limit)
    (found, seconds), cost = apart(nlu_ours.fit_and_ask, learn, asked.texts)
    full = {**measures.share(_right(found, asked)), "rows": len(learn), "costs": {"seconds": seconds, **cost}}
    shares, costs = [], []
    for seed in range(seeds):
        (found, seconds), cost = apart(nlu_ours.fit_and_ask, nlu_data.shots(learn, SHOTS, seed), asked.texts)
        shares.append(float(np.mean(_right(found, asked))))
        costs.append({"seconds": seconds, **cost})
    low, high = measures.spread_of_draws(shares)
    ten = {
        "share": round(float(np.mean(shares)), 4),
        "interval": [round(low, 4), round(high, 4)],
        "draws": [round(share, 4) for share in shares],
        "costs": costs[0],
    }
    figures = {"full": full, "ten_shot": ten}
    if with_diet:
        drawn = nlu_data.shots(learn, SHOTS, 0)
        (found, seconds), cost = apart(nlu_diet.fit_and_ask, drawn, asked.texts, epochs)
        figures["ten_shot_rasa_default"] = {
            **measures.share(_right(found, asked)),
            "ours_on_the_same_rows": round(shares[0], 4),
            "costs": {"seconds": seconds, **cost},
        }
    return figures


def _right(found: nlu_ours.Answers, asked: nlu_data.Asked) -> np.ndarray:
    return np.array([first == label for first, label in zip(found.labels, asked.labels, strict=True)])
