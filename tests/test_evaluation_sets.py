"""The evaluation sets beside the held-out questions: right ids, right scripts, enough of each kind, nothing twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.nlu.overlap import normalized

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "hi", "hinglish")


def load(name: str) -> Any:
    return YAML(typ="safe").load(ROOT / "tests" / "nlu" / f"{name}.yml")


def entry_ids() -> set[str]:
    files = (ROOT / "data" / "faq").glob("*.yml")
    return {entry["id"] for path in files for entry in YAML(typ="safe").load(path)["entries"]}


def messages(name: str) -> Iterator[tuple[str, str, str]]:
    """(kind, language, text) of every message of a set."""
    content = load(name)
    if name == "out_of_scope":
        yield from ((kind, lang, t) for kind, by in content.items() for lang, texts in by.items() for t in texts)
    elif name == "frustration":
        yield from ((kind, lang, t) for lang, by in content.items() for kind, texts in by.items() for t in texts)
    elif name == "two_in_one":
        yield from ((str(len(item["entries"])), item["language"], item["text"]) for item in content)
    else:
        yield from ((item["kind"], item["language"], item["text"]) for item in content)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("out_of_scope", {"unrelated": 20, "near_miss": 20, "abuse": 10, "small_talk": 10}),
        ("two_in_one", {"1": 15, "2": 30}),
        ("follow_ups", {"follow_up": 30, "new_question": 15}),
        ("frustration", {"frustrated": 60, "calm": 60}),
    ],
)
def test_each_kind_has_enough_messages_in_each_language(name: str, least: dict[str, int]) -> None:
    found = Counter((kind, language) for kind, language, _ in messages(name))
    assert set(found) == {(kind, language) for kind in least for language in LANGUAGES}
    assert not {key: n for key, n in found.items() if n < least[key[0]]}


@pytest.mark.parametrize("name", ["out_of_scope", "two_in_one", "follow_ups", "frustration"])
def test_scripts_fit_the_language_and_nothing_stands_twice(name: str) -> None:
    seen = list(messages(name))
    for _, language, text in seen:
        devanagari, latin = len(re.findall(r"[\u0900-\u097f]", text)), len(re.findall(r"[A-Za-z]", text))
        assert devanagari > latin if language == "hi" else not devanagari, text
    assert [text for text, n in Counter(normalized(text) for _, _, text in seen).items() if n > 1] == []


def test_every_entry_named_exists() -> None:
    named = {entry for item in load("two_in_one") for entry in item["entries"]}
    named |= {item[field] for item in load("follow_ups") for field in ("entry", "before_entry")}
    assert named - entry_ids() == set()


def test_a_new_question_leaves_the_topic_before() -> None:
    assert [
        i["text"] for i in load("follow_ups") if i["kind"] == "new_question" and i["entry"] == i["before_entry"]
    ] == []
