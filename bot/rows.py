"""Training rows of the matcher."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

FAQ_PREFIX = "faq/"


class Row(NamedTuple):
    """One training row."""

    text: str
    label: str
    language: str


def name_rows(rows: Iterable[Row]) -> list[Row]:
    """One row more for each entry: its id in words. An editor's name for an entry is a short way to ask for it."""
    names = sorted({row.label for row in rows if row.label.startswith(FAQ_PREFIX)})
    worded = ((name, name[len(FAQ_PREFIX) :].replace("_", " ").replace("-", " ").lower()) for name in names)
    return [Row(text, name, "en") for name, text in worded if any(letter.isalpha() for letter in text)]
