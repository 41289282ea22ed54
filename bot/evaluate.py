"""Measure the trained model on questions it never saw: `python -m bot.evaluate`, from the repository's root.

`tests/nlu/heldout.yml` holds questions by entry and language, `tests/nlu/out_of_scope.yml` unrelated texts by language. Both
are for measuring only: nothing may be trained or tuned on them.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import argparse
import json
import platform
import sys
import tarfile
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from ruamel.yaml import YAML

from bot.confidence import BAND_ANSWER, BAND_DID_YOU_MEAN, BAND_MISS
from bot.embedding import Embedder
from bot.language import LANGUAGES, detect
from bot.matcher import FAQ_PREFIX, Matcher

_MATCHER_FILES = ("matcher.npz", "matcher.json")


class Outcome(NamedTuple):
    """What the model did with one question."""

    language: str
    detected: str
    rank: int | None
    band: str
    plain: bool
    milliseconds: float


def load_matcher(model: Path) -> Matcher:
    """The matcher inside a model archive. Raises FileNotFoundError when there is none."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(model) as archive:
        for member in archive.getmembers():
            name = Path(member.name).name
            content = archive.extractfile(member) if name in _MATCHER_FILES else None
            if content is not None:
                (Path(folder) / name).write_bytes(content.read())
        if not all((Path(folder) / name).exists() for name in _MATCHER_FILES):
            raise FileNotFoundError(f"{model} holds no matcher")
        return Matcher.load(Path(folder), Embedder())


def ask(matcher: Matcher, question: str, listed: str, entry: str | None) -> Outcome:
    """Match one question without any context; `rank` is the right entry's place among the entries, from 0."""
    began = time.perf_counter()
    detected = detect(question)
    match = matcher.match(question, detected)
    milliseconds = 1_000 * (time.perf_counter() - began)
    entries = [label[len(FAQ_PREFIX) :] for label, _ in match.ranking if label.startswith(FAQ_PREFIX)]
    plain = match.label is not None and not match.label.startswith(FAQ_PREFIX)
    rank = entries.index(entry) if entry in entries else None
    if plain and rank is not None:
        rank += 1  # the first choice was an intent, not this entry
    return Outcome(listed, detected, rank, match.band, plain, milliseconds)


def summary_of_questions(outcomes: list[Outcome]) -> dict[str, Any]:
    """Shares of all given questions."""

    def share(condition: list[bool]) -> float:
        return round(float(np.mean(condition)), 4) if condition else 0.0

    return {
        "questions": len(outcomes),
        "top_1": share([o.rank == 0 for o in outcomes]),
        "top_3": share([o.rank is not None and o.rank < 3 for o in outcomes]),
        "answered_right": share([o.band == BAND_ANSWER and o.rank == 0 for o in outcomes]),
        "answered_wrong": share([o.band == BAND_ANSWER and o.rank != 0 for o in outcomes]),
        "suggested_right": share([o.band == BAND_DID_YOU_MEAN and o.rank is not None and o.rank < 3 for o in outcomes]),
        "suggested_wrong": share([o.band == BAND_DID_YOU_MEAN and (o.rank is None or o.rank >= 3) for o in outcomes]),
        "missed": share([o.band == BAND_MISS for o in outcomes]),
        "language_right": share([o.detected == o.language for o in outcomes]),
    }


def summary_of_unrelated(outcomes: list[Outcome]) -> dict[str, Any]:
    """`refused`: no answer was given (suggestions count as refused, they ask back); `missed`: not even suggestions."""
    count = max(1, len(outcomes))
    return {
        "texts": len(outcomes),
        "refused": round(sum(o.band != BAND_ANSWER for o in outcomes) / count, 4),
        "missed": round(sum(o.band == BAND_MISS for o in outcomes) / count, 4),
        "taken_for_an_intent": round(sum(o.band == BAND_ANSWER and o.plain for o in outcomes) / count, 4),
    }


def evaluate(model: Path, heldout: Path, unrelated: Path) -> dict[str, Any]:
    """All figures for one model."""
    matcher = load_matcher(model)
    known = [
        ask(matcher, question, language, entry)
        for entry, by_language in _read(heldout).items()
        for language in LANGUAGES
        for question in by_language.get(language) or []
    ]
    unknown = [
        ask(matcher, text, language, None) for language in LANGUAGES for text in _read(unrelated).get(language) or []
    ]
    times = [outcome.milliseconds for outcome in known + unknown]
    return {
        "model": model.name,
        "heldout": {
            "all": summary_of_questions(known),
            **{name: summary_of_questions([o for o in known if o.language == name]) for name in LANGUAGES},
        },
        "out_of_scope": {
            "all": summary_of_unrelated(unknown),
            **{name: summary_of_unrelated([o for o in unknown if o.language == name]) for name in LANGUAGES},
        },
        "milliseconds": {
            "p50": round(float(np.percentile(times, 50)), 1),
            "p99": round(float(np.percentile(times, 99)), 1),
        },
        "thresholds": {
            name: [round(value, 4) for value in pair] for name, pair in matcher.confidence.thresholds.items()
        },
        "command": "python -m bot.evaluate",
        "machine": f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}",
        "measured_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
    }


def _read(path: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {})


def _table(figures: dict[str, Any]) -> str:
    lines = []
    for part in ("heldout", "out_of_scope"):
        columns = list(figures[part]["all"])
        lines.append(f"{part:14}" + "".join(f"{name:>17}" for name in columns))
        lines += [
            f"{language:14}" + "".join(f"{figures[part][language][name]:>17}" for name in columns)
            for language in ("all", *LANGUAGES)
        ]
        lines.append("")
    return "\n".join(lines) + f"milliseconds a text: {figures['milliseconds']}"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluate", description="Measure the newest model.")
    parser.add_argument("--model", type=Path, help="archive to measure (default: the newest in models/)")
    parser.add_argument("--heldout", type=Path, default=Path("tests/nlu/heldout.yml"))
    parser.add_argument("--unrelated", type=Path, default=Path("tests/nlu/out_of_scope.yml"))
    parser.add_argument("--output", type=Path, default=Path("bench/results/nlu.json"))
    arguments = parser.parse_args()
    models = sorted(Path("models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    model = arguments.model or (models[-1] if models else None)
    if model is None:
        sys.stderr.write("error: no model in models/; run python -m bot.train\n")
        return 1
    for path in (arguments.heldout, arguments.unrelated):
        if not path.exists():
            sys.stderr.write(f"error: {path} is missing\n")
            return 1
    figures = evaluate(model, arguments.heldout, arguments.unrelated)
    sys.stdout.write(_table(figures) + "\n")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"written to {arguments.output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
