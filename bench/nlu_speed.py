"""What understanding costs: a whole turn of the NLU, beside Rasa's default pipeline, and training again after an edit.

A turn is `Agent.parse_message`: every component of the pipeline, as in a conversation. Both pipelines are trained on the
product's rows and loaded in a process each, one thread each; the same messages go to one and the other in turn, so that a
busy machine slows both alike. The messages are `tests/nlu/development.yml`'s, which no pipeline was trained on.

Training again: `Matcher.fit` after one word was added to one row, all other embeddings in the cache. Rows are drawn from
the product's and BANKING77's training rows.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from bench import nlu_data, nlu_diet
from bench.nlu_process import apart, peak_mb
from bot.embedding import Embedder
from bot.evaluate import product_rows
from bot.matcher import Matcher, Row
from bot.outcomes import read_held_out

MESSAGES = 300
EXAMPLES = (600, 3_000, 10_000)
_WARM_UP = ("hello", "मेरा ऑर्डर कहाँ है", "mera order kahan hai")


def measure(datasets: Path, root: Path, with_diet: bool, limit: int | None, epochs: int) -> dict[str, Any]:
    """Milliseconds a turn (p50, p99) and megabytes by pipeline; processor seconds to train again by number of examples."""
    return {
        "turn": _turns(root, with_diet, limit or MESSAGES, epochs),
        "train_again": [
            {"examples": count, **apart(_train_again, datasets, root, count)[0]}
            for count in (EXAMPLES if limit is None else EXAMPLES[:1])
        ],
    }


def _turns(root: Path, with_diet: bool, count: int, epochs: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        models = {"ours": _newest_model(root)}
        costs: dict[str, Any] = {}
        if with_diet:
            models["rasa_default"], costs["rasa_default"] = apart(
                nlu_diet.train, product_rows(root), Path(folder), epochs
            )
        asked = [question.text for question in read_held_out(root / "tests" / "nlu" / "development.yml")]
        texts = [asked[place] for place in np.random.RandomState(0).permutation(len(asked))[:count]]
        served = {name: _Served(model) for name, model in models.items()}
        milliseconds: dict[str, list[float]] = {name: [] for name in served}
        for text in _WARM_UP:
            for pipeline in served.values():
                pipeline.ask(text)
        for text in texts:
            for name, pipeline in served.items():
                milliseconds[name].append(pipeline.ask(text))
        memory = {name: pipeline.stop() for name, pipeline in served.items()}
    return {
        name: {
            "p50_ms": round(float(np.percentile(milliseconds[name], 50)), 1),
            "p99_ms": round(float(np.percentile(milliseconds[name], 99)), 1),
            "messages": len(texts),
            **memory[name],
            **({"training": costs[name]} if name in costs else {}),
        }
        for name in served
    }


def _newest_model(root: Path) -> Path:
    models = sorted((root / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise FileNotFoundError("no model in models/: run make train")
    return models[-1]


class _Served:
    """A model, loaded in a process of its own, that parses one message at a time."""

    def __init__(self, model: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, its = context.Pipe()
        self._process = context.Process(target=_serve, args=(its, model))
        self._process.start()
        its.close()

    def ask(self, text: str) -> float:
        """Milliseconds of one turn, as the process itself measured them."""
        self._connection.send(text)
        return float(self._connection.recv())

    def stop(self) -> dict[str, float]:
        """End the process; its memory now (`resident_mb`) and at most (`peak_mb`)."""
        self._connection.send(None)
        memory: dict[str, float] = self._connection.recv()
        self._process.join()
        return memory


def _serve(connection: Connection, model: Path) -> None:
    parse: Callable[[str], Any] = nlu_diet.parser(model)
    while (text := connection.recv()) is not None:
        began = time.perf_counter()
        parse(text)
        connection.send(1_000 * (time.perf_counter() - began))
    connection.send({"resident_mb": _resident_mb(), "peak_mb": peak_mb()})


def _resident_mb() -> float:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return peak_mb()
    return round(int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def _train_again(datasets: Path, root: Path, count: int) -> dict[str, Any]:
    pool = [*product_rows(root), *nlu_data.banking(datasets)[0]]
    order = np.random.RandomState(0).permutation(len(pool))[:count]
    rows = [pool[place] for place in order]
    embedder = Embedder()
    Matcher.fit(rows, embedder)  # fills the cache, and the libraries are loaded
    rows[0] = Row(f"{rows[0].text} please", rows[0].label, rows[0].language)
    began, began_wall = time.process_time(), time.perf_counter()
    Matcher.fit(rows, embedder)
    return {
        "labels": len({row.label for row in rows}),
        "cpu_seconds": round(time.process_time() - began, 2),
        "seconds": round(time.perf_counter() - began_wall, 2),
        "peak_mb": peak_mb(),
    }
