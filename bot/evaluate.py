"""Ask the evaluation questions and say what got worse: `python -m bot.evaluate`, from the repository's root.

A matcher is trained on the data as it is (seconds, embeddings are cached) and asked `tests/nlu/heldout.yml` (questions by
entry and language) and `tests/nlu/out_of_scope.yml` (messages that no entry answers, by kind and language). Both are for
measuring only: nothing may be trained or tuned on them. The verdict on each question is compared with the one kept in
`bench/results/own.json`.

Exit codes: 0 not significantly worse, 1 significantly worse (McNemar, p < .05), 2 something is missing.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import argparse
import json
import sys
import tarfile
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

from rasa.shared.importers.importer import TrainingDataImporter

from bot.comparison import compare, verdicts
from bot.embedding import Embedder
from bot.matcher import Matcher, Row
from bot.outcomes import Outcome, ask_all, figures, read_held_out, read_out_of_scope
from bot.retriever import training_rows
from bot.text import LANGUAGES

HELD_OUT = Path("tests/nlu/heldout.yml")
OUT_OF_SCOPE = Path("tests/nlu/out_of_scope.yml")
LAST = Path("bench/results/own.json")

_MATCHER_FILES = ("matcher.npz", "matcher.json")
_SHOWN = (
    "top_1",
    "top_3",
    "answered_right",
    "suggested_right",
    "missed",
    "answered_wrong",
    "out_of_scope_refused",
    "language_detected",
)


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


def product_rows(root: Path) -> list[Row]:
    """The training rows of the product, read by the importers that `config.yml` names.

    Raises:
        FaqContentError: the knowledge base has faults.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa warns of several importers, which are meant to be there
        importer = TrainingDataImporter.load_from_config(
            str(root / "config.yml"), str(root / "domain.yml"), [str(root / "data" / "nlu")]
        )
        return training_rows(importer.get_nlu_data())


def evaluate(matcher: Matcher, heldout: Path, out_of_scope: Path) -> tuple[dict[str, Any], list[Outcome]]:
    """The figures of a matcher (see `bot.outcomes.figures`) and the outcome of every question."""
    outcomes = ask_all(matcher, [*read_held_out(heldout), *read_out_of_scope(out_of_scope)])
    return figures(outcomes), outcomes


def table(found: dict[str, Any]) -> str:
    """The main figures by language, for reading."""
    columns = ("all", *LANGUAGES)
    lines = [f"{'':24}" + "".join(f"{name:>24}" for name in columns)]
    for name in _SHOWN:
        lines.append(f"{name:24}" + "".join(f"{_cell(found['by_language'][column][name]):>24}" for column in columns))
    errors = [found["by_language"][column]["calibration"] for column in columns]
    lines.append(f"{'calibration error':24}" + "".join(f"{e['error'] if e else '-':>24}" for e in errors))
    lines.append(f"spread of answered_right over the languages: {found['spread_of_answered_right']}")
    for kind, share in found["out_of_scope_by_kind"].items():
        lines.append(f"refused, {kind}: {_cell(share)}")
    return "\n".join(lines)


def _cell(share: dict[str, Any]) -> str:
    if share["share"] is None:
        return "-"
    low, high = share["interval"]
    return f"{share['share']:.1%} ({low:.1%}-{high:.1%})"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluate", description="What got worse?")
    parser.add_argument("--model", type=Path, help="ask this model archive (default: train on the data as it is)")
    parser.add_argument("--heldout", type=Path, default=HELD_OUT)
    parser.add_argument("--out-of-scope", type=Path, default=OUT_OF_SCOPE)
    parser.add_argument("--last", type=Path, default=LAST, help="results to compare with")
    parser.add_argument("--keep", action="store_true", help="keep these results as the last ones")
    arguments = parser.parse_args()
    for path in (arguments.heldout, arguments.out_of_scope, *([arguments.model] if arguments.model else [])):
        if not path.exists():
            sys.stderr.write(f"error: {path} is missing\n")
            return 2
    began = time.perf_counter()
    matcher = load_matcher(arguments.model) if arguments.model else Matcher.fit(product_rows(Path.cwd()), Embedder())
    found, outcomes = evaluate(matcher, arguments.heldout, arguments.out_of_scope)
    sys.stdout.write(f"{table(found)}\n{time.perf_counter() - began:.0f} s\n\n")
    return _compare_and_keep(outcomes, arguments.last, arguments.keep)


def _compare_and_keep(outcomes: list[Outcome], last: Path, keep: bool) -> int:
    now = verdicts(outcomes)
    worse = False
    if last.exists():
        comparison = compare(json.loads(last.read_text(encoding="utf-8")), now)
        worse = comparison.significantly_worse
        sys.stdout.write("\n".join(comparison.lines()) + "\n")
    else:
        sys.stdout.write(f"nothing to compare with: {last} is missing; --keep writes it\n")
    if keep:
        last.parent.mkdir(parents=True, exist_ok=True)
        last.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"kept in {last}\n")
    return int(worse)


if __name__ == "__main__":
    sys.exit(main())
