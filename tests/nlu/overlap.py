"""Which evaluation questions stand in the training data, to the letter or nearly so.

`python -m tests.nlu.overlap` lists them. Two questions are the same when they have the same words in any order, or when
their letters agree to 90 % (Ratcliff-Obershelp ratio) after case, punctuation and blanks are taken out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
SAME = 0.9


class Overlap(NamedTuple):
    source: str  # "<entry>/<language>" of the evaluation question
    question: str
    trained: str


def normalized(text: str) -> str:
    kept = "".join(
        c if c.isalnum() or unicodedata.category(c).startswith("M") else " "
        for c in unicodedata.normalize("NFKC", text).lower()
    )
    return " ".join(kept.split())


def training_questions() -> set[str]:
    load = YAML(typ="safe").load
    found: set[str] = set()
    for path in (ROOT / "data" / "faq").glob("*.yml"):
        for entry in load(path)["entries"]:
            for questions in entry["questions"].values():
                found.update(normalized(question) for question in questions)
    for path in (ROOT / "data" / "nlu").glob("*.yml"):
        for block in load(path).get("nlu", []):
            found.update(
                normalized(re.sub(r"^- ", "", line)) for line in block.get("examples", "").splitlines() if line.strip()
            )
    return found - {""}


def evaluation_questions() -> Iterator[tuple[str, str]]:
    load = YAML(typ="safe").load
    for entry, forms in load(ROOT / "tests" / "nlu" / "heldout.yml").items():
        for language, questions in forms.items():
            for question in questions:
                yield f"{entry}/{language}", question
    for language, questions in load(ROOT / "tests" / "nlu" / "out_of_scope.yml").items():
        for question in questions:
            yield f"out_of_scope/{language}", question


def overlaps() -> list[Overlap]:
    trained = sorted(training_questions())
    by_words = {" ".join(sorted(text.split())): text for text in trained}
    found = []
    for source, question in evaluation_questions():
        text = normalized(question)
        twin = by_words.get(" ".join(sorted(text.split())))
        matcher = SequenceMatcher(b=text, autojunk=False)
        for candidate in trained if twin is None else ():
            if abs(len(candidate) - len(text)) > 0.11 * (len(candidate) + len(text)):
                continue
            matcher.set_seq1(candidate)
            if matcher.real_quick_ratio() >= SAME and matcher.quick_ratio() >= SAME and matcher.ratio() >= SAME:
                twin = candidate
                break
        if twin is not None:
            found.append(Overlap(source, question, twin))
    return found


if __name__ == "__main__":
    for overlap in overlaps():
        print(f"{overlap.source}: {overlap.question}  =  {overlap.trained}")
