"""Our own questions: held-out ones for every entry in three forms, and messages that no entry answers.

The matcher is trained on `data/` as the product does it. `answered_right` is at the automatic border of the question's
language; `answered_wrong` is a share of all questions, in and out of scope. The calibration error takes questions in and
out of scope together: out of scope no first choice is right.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.embedding import Embedder
from bot.evaluate import HELD_OUT, OUT_OF_SCOPE, evaluate, product_rows, table
from bot.matcher import Matcher


def measure(root: Path, heldout: Path | None = None, out_of_scope: Path | None = None) -> dict[str, Any]:
    """The figures of `bot.outcomes.figures`, and the number of training rows."""
    rows = product_rows(root)
    matcher = Matcher.fit(rows, Embedder())
    found, _ = evaluate(matcher, heldout or root / HELD_OUT, out_of_scope or root / OUT_OF_SCOPE)
    print(table(found))
    return {"rows": len(rows), **found}
