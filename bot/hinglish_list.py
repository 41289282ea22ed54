"""The list of romanised Hindi words, `hinglish.txt`, read once and laid out for looking up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.romanised import inflect, is_shortened, keys, romanise, skeleton

_FILE = Path(__file__).with_name("hinglish.txt")
_SECTION = re.compile(r"\[(\w+)\]\Z")
_MARKS = ("", "-", "~", "^")
_SHORTEST_PROOF = 4
_SHORTEST_KEY = 3


class WordList(NamedTuple):
    """What the list says about spellings, all in lower case."""

    devanagari: dict[str, str]
    """Spelling -> Devanagari, of the spellings that are listed or made by rule."""
    evidence: frozenset[str]
    """Spellings that prove Hindi."""
    mild: frozenset[str]
    """Spellings that speak for Hindi without proving it: made by rule, or at home in Indian English, too ("yaar")."""
    hints: frozenset[str]
    """Also English words, names or things with an Indian name in English: converted inside Hinglish, proving nothing."""
    beside_hindi: frozenset[str]
    """Converted only beside Hindi words ("hi", "the", "or")."""
    levelled: tuple[dict[str, str], ...]
    """Keys of `bot.romanised.keys` -> Devanagari, one table for each level."""
    skeletons: dict[str, str]
    """`bot.romanised.skeleton` -> Devanagari."""
    stems: frozenset[str]
    """Stems of verbs in Latin letters."""
    heads: frozenset[str]
    """What comes first in words that are written as one."""
    tails: frozenset[str]
    """What comes last in them."""
    grammar: frozenset[str]
    """Words that make a text English, without hints."""
    english: frozenset[str]
    """English words that some rule would take for Hindi, and must not."""


@lru_cache(maxsize=1)
def word_list() -> WordList:
    """The list.

    Raises:
        ValueError: a line of the file cannot be read; says which.
    """
    sections = _sections()
    english, grammar, heads, tails = (_words(sections, name) for name in ("english", "grammar", "heads", "tails"))
    spellings = _Spellings(english)
    for native, marked in _entries(sections["words"]):
        spellings.add_word(native, marked)
    skeletons = spellings.skeletons()
    for native, stems in _entries(sections["verbs"]):
        spellings.add_verb(native, stems)
    for native in _declined(sections["nominals"]) + [word for line in sections["plain"] for word in line.split()]:
        spellings.add_regular(native)
    marked_as = spellings.marked_as
    ambiguous = marked_as["~"] | marked_as["^"] | english | grammar
    return WordList(
        devanagari=spellings.devanagari,
        evidence=frozenset(marked_as[""] - ambiguous),
        mild=frozenset(marked_as["-"] - marked_as[""] - ambiguous),
        hints=frozenset(marked_as["~"]),
        beside_hindi=frozenset(marked_as["^"]),
        levelled=spellings.levelled(),
        skeletons=skeletons,
        stems=frozenset(spellings.stems),
        heads=heads & spellings.devanagari.keys(),
        tails=tails & spellings.devanagari.keys(),
        grammar=grammar - marked_as["~"],
        english=english | grammar,
    )


class _Spellings:
    """Collects spellings; of two words that are spelt alike the first one counts."""

    def __init__(self, english: frozenset[str]) -> None:
        self.devanagari: dict[str, str] = {}
        self.marked_as: dict[str, set[str]] = {mark: set() for mark in _MARKS}
        self.stems: set[str] = set()
        self._english = english
        self._spelt: list[tuple[str, str]] = []
        self._regular: list[tuple[str, str]] = []

    def add_word(self, native: str, marked: list[str]) -> None:
        """A word with its spellings, each of which may carry a mark."""
        for entry in marked:
            spelling = entry.lstrip("".join(_MARKS))
            self.devanagari.setdefault(spelling, native)
            self.marked_as[entry[: -len(spelling)]].add(spelling)
            self._spelt.append((spelling, native))

    def add_verb(self, native: str, stems: list[str]) -> None:
        """All forms of a verb. They prove Hindi where somebody wrote its stem down, else they speak for it."""
        mark = "" if stems else "-"
        stems = stems or romanise(native)
        self.stems.update(stems)
        for stem in stems:
            for spelling, form in inflect(stem, native):
                self._add(spelling, form, mark, self._spelt)

    def add_regular(self, native: str) -> None:
        """A word as it is regularly spelt."""
        first, *others = romanise(native)
        for spelling in (first, *(other for other in others if len(other) >= _SHORTEST_PROOF)):
            self._add(spelling, native, "-", self._regular)

    def levelled(self) -> tuple[dict[str, str], ...]:
        """Tables by the keys of a spelling. Words that are not spelt out are compared by the strictest key only."""
        tables: tuple[dict[str, str], ...] = ({}, {}, {})
        for spelling, native in self._spelt:
            used = tables[:1] if is_shortened(spelling) else tables
            for table, key in zip(used, keys(spelling), strict=False):
                if len(key) >= _SHORTEST_KEY:
                    table.setdefault(key, native)
        for spelling, native in self._regular:
            tables[0].setdefault(keys(spelling)[0], native)
        return tables

    def skeletons(self) -> dict[str, str]:
        """The words so far by their skeletons."""
        found: dict[str, str] = {}
        for spelling, native in self._spelt:
            found.setdefault(skeleton(spelling), native)
        return found

    def _add(self, spelling: str, native: str, mark: str, kept: list[tuple[str, str]]) -> None:
        if len(spelling) < _SHORTEST_KEY or spelling in self._english:
            return
        kept.append((spelling, native))
        if self.devanagari.setdefault(spelling, native) == native and len(spelling) >= _SHORTEST_PROOF:
            self.marked_as[mark].add(spelling)


def _declined(lines: list[str]) -> list[str]:
    """The words, then their other forms: what is listed goes before what is made."""
    words = [word for line in lines for word in line.split()]
    made = [word[:-1] + ending for word in words if word.endswith("ा") for ending in ("े", "ी")]
    return words + made + [word[:-1] + "ियाँ" for word in words if word.endswith("ी")]


def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        heading = _SECTION.match(line.strip())
        if heading:
            current = found.setdefault(heading.group(1), [])
        elif line.strip() and not line.startswith("#"):
            current.append(line)
    return found


def _words(sections: dict[str, list[str]], name: str) -> frozenset[str]:
    return frozenset(word for line in sections[name] for word in line.split())


def _entries(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Native form (`_` joins words) and its spellings."""
    for line in lines:
        native, *spellings = line.split()
        if native.isascii():
            raise ValueError(f"{_FILE.name}: {line!r}: expected a Devanagari form first, then its spellings")
        yield native.replace("_", " "), spellings
