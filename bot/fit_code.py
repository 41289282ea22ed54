"""The code that decides what a fitted matcher is: when it changes, kept fits and trained models are worthless."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_ROOTS = ("matcher", "frustration", "retriever")
_ONLY_SERVING = frozenset({"questions", "parts", "faq_importer"})
"""Imported by the retriever, but not for fitting."""
_IMPORT = re.compile(r"^\s*from bot\.(\w+) import", re.MULTILINE)
_DATA = (".txt", ".yml")


@lru_cache(maxsize=1)
def fit_code() -> tuple[Path, ...]:
    """The matcher, the detector of frustration, what they import of this package, and the data files of the same names."""
    folder = Path(__file__).parent
    found: set[str] = set()
    waiting = list(_ROOTS)
    while waiting:
        name = waiting.pop()
        if name not in found and name not in _ONLY_SERVING:
            found.add(name)
            waiting += _IMPORT.findall((folder / f"{name}.py").read_text(encoding="utf-8"))
    files = [folder / f"{name}{ending}" for name in sorted(found) for ending in (".py", *_DATA)]
    return tuple(path for path in files if path.exists())
