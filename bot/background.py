"""Negatives that every knowledge base has: what people write to any bot and no FAQ answers. The texts are data:
`background.txt`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bot.classifier import OUT_OF_SCOPE
from bot.rows import Row
from bot.text import fold


def background_rows(rows: Sequence[Row]) -> list[Row]:
    """The negatives, without those that the training rows have as questions of their own."""
    asked = {fold(row.text) for row in rows}
    return [row for row in _background() if fold(row.text) not in asked]


@lru_cache(maxsize=1)
def _background() -> tuple[Row, ...]:
    language, found = "", []
    for line in Path(__file__).with_name("background.txt").read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            language = line[1:-1]
        elif line and not line.startswith("#"):
            found.append(Row(line, OUT_OF_SCOPE, language))
    return tuple(dict.fromkeys(found))
