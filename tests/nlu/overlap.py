"""Which evaluation questions stand in the training data, to the letter or nearly so, and which fresh ones in an older set.

`python -m tests.nlu.overlap` lists them. Two questions are the same when they have the same words in any order, or when
their letters agree to 90 % (Ratcliff-Obershelp ratio) after case, punctuation and blanks are taken out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "nlu"
SAME = 0.9

# languages.yml tells languages apart and has nothing to do with what is trained, so it is not among these.
BY_LABEL = ("heldout", "development", "out_of_scope", "development_out_of_scope", "frustration")
BY_ITEM = {"two_in_one": ("text",), "follow_ups": ("before", "text")}
# A set that was never looked at, and the one it replaced, which recipes were chosen with.
FRESH = {"heldout": "development", "out_of_scope": "development_out_of_scope"}


class Overlap(NamedTuple):
    source: str  # "<file>/<entry>/<language>" of the evaluation question
    question: str
    twin: str  # normalized


def normalized(text: str) -> str:
    kept = "".join(
        c if c.isalnum() or unicodedata.category(c).startswith("M") else " "
        for c in unicodedata.normalize("NFKC", text).lower()
    )
    return " ".join(kept.split())


@cache
def training_questions() -> frozenset[str]:
    """Every variant of an entry and every example of an intent, as written."""
    found: set[str] = set()
    for path in (ROOT / "data" / "faq").glob("*.yml"):
        for entry in _load(path)["entries"]:
            for questions in entry["questions"].values():
                found.update(questions)
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        for block in _load(path).get("nlu", []):
            found.update(re.sub(r"^\s*- ", "", line) for line in block.get("examples", "").splitlines())
    return frozenset(found)


def evaluation_files() -> list[str]:
    return [*BY_LABEL, *BY_ITEM]


def evaluation_questions(file: str) -> Iterator[tuple[str, str]]:
    """(source, question) of every question in tests/nlu/<file>.yml."""
    content = _load(HERE / f"{file}.yml")
    if file in BY_LABEL:
        for source, text in _leaves(content):
            yield f"{file}{source}", text
        return
    for number, item in enumerate(content, start=1):
        for field in BY_ITEM[file]:
            yield f"{file}/{number}/{item['language']}", item[field]


def overlaps(questions: Iterable[tuple[str, str]], others: Iterable[str]) -> list[Overlap]:
    """The questions, given as (source, question), that are the same as one of the others."""
    index = Twins(others)
    found = ((source, question, index.find(question)) for source, question in questions)
    return [Overlap(source, question, twin) for source, question, twin in found if twin is not None]


def all_overlaps() -> list[Overlap]:
    """Of every file with the training data, and of the fresh sets with those they replaced."""
    everything = (pair for file in evaluation_files() for pair in evaluation_questions(file))
    found = overlaps(everything, training_questions())
    for fresh, old in FRESH.items():
        found += overlaps(evaluation_questions(fresh), (text for _, text in evaluation_questions(old)))
    return found


class Twins:
    """Texts, searched for one that is the same as another text.

    Comparing each with each takes minutes; most texts are told apart by a few rare letter pairs. In two texts of n and m
    letters that agree to 90 %, at most 0.65 n - 0.35 m of the first one's letter pairs are broken in the second, which is
    4/11 n at worst. So of any choice of pairs a twin holds all but that many; the choice here is the rarest.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = sorted({normalized(text) for text in texts} - {""})
        self._by_words = {_words(text): text for text in self.texts}
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.texts):
            for pair in set(_pairs(text)):
                self._holders[pair].append(number)

    def find(self, question: str) -> str | None:
        """The first of the texts, in alphabetical order, that is the same as the question."""
        text = normalized(question)
        if (twin := self._by_words.get(_words(text))) is not None:
            return twin
        matcher = SequenceMatcher(b=text, autojunk=False)
        for number in sorted(self._candidates(text)):
            candidate = self.texts[number]
            if 2 * min(len(candidate), len(text)) < SAME * (len(candidate) + len(text)):
                continue
            matcher.set_seq1(candidate)
            if matcher.quick_ratio() >= SAME and matcher.ratio() >= SAME:
                return candidate
        return None

    def _candidates(self, text: str) -> list[int]:
        pairs = Counter(_pairs(text))
        broken = 4 * len(text) // 11
        shared: Counter[int] = Counter()
        taken = 0
        for pair in sorted(pairs, key=lambda pair: len(self._holders.get(pair, ()))):
            for _ in range(pairs[pair]):
                shared.update(self._holders.get(pair, ()))
            taken += pairs[pair]
            if taken > 2 * broken:
                break
        return [number for number, times in shared.items() if times >= taken - broken]


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _words(text: str) -> str:
    return " ".join(sorted(text.split()))


def _leaves(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        for key, below in tree.items():
            yield from _leaves(below, f"{path}/{key}")
    else:
        for text in tree:
            yield path, text


@cache
def _load(path: Path) -> Any:
    return YAML(typ="safe").load(path)


if __name__ == "__main__":
    for overlap in all_overlaps():
        print(f"{overlap.source}: {overlap.question}  =  {overlap.twin}")
