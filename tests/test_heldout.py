"""The evaluation questions are complete and independent of the training data, and the fresh ones of those already looked at."""

import re
from collections import Counter

import pytest
from ruamel.yaml import YAML

from tests.nlu.overlap import (
    FRESH,
    HERE,
    ROOT,
    evaluation_files,
    evaluation_questions,
    normalized,
    overlaps,
    training_questions,
)

LANGUAGES = ("en", "hi", "hinglish")


def test_every_entry_has_four_questions_in_each_language() -> None:
    load = YAML(typ="safe").load
    entries = {entry["id"] for path in (ROOT / "data" / "faq").glob("*.yml") for entry in load(path)["entries"]}
    for file in ("heldout", "development"):
        questions = load(HERE / f"{file}.yml")
        assert set(questions) == entries
        assert [
            f"{entry}/{language}"
            for entry, forms in questions.items()
            for language in LANGUAGES
            if len(forms[language]) < 4
        ] == []


def test_held_out_questions_are_written_in_the_script_of_their_language() -> None:
    for source, question in evaluation_questions("heldout"):
        assert bool(re.search(r"[\u0900-\u097f]", question)) == source.endswith("/hi"), question


@pytest.mark.parametrize("file", evaluation_files())
def test_no_evaluation_question_is_trained_on(file: str) -> None:
    assert overlaps(evaluation_questions(file), training_questions()) == []


@pytest.mark.parametrize(("fresh", "old"), FRESH.items())
def test_fresh_questions_are_not_in_the_set_they_replace(fresh: str, old: str) -> None:
    assert overlaps(evaluation_questions(fresh), (text for _, text in evaluation_questions(old))) == []


@pytest.mark.parametrize("file", ["heldout", "development", "development_out_of_scope"])
def test_no_evaluation_question_stands_twice(file: str) -> None:
    counted = Counter(normalized(question) for _, question in evaluation_questions(file))
    assert [question for question, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(
    ("question", "trained"),
    [
        ("Where is my order??", "where is my order"),
        ("my order is where", "where is my order"),  # the same words in another order
        ("min amount for emi", "minimum amount for emi"),  # exactly 90 %
        ("रिफ़ंड कितने दिन में आएगा?", "रिफ़ंड कितने दिनों में आएगा"),
    ],
)
def test_a_twin_is_found(question: str, trained: str) -> None:
    assert [found.twin for found in overlaps([("x", question)], ["how to pay", trained])] == [normalized(trained)]


def test_another_question_is_no_twin() -> None:
    assert overlaps([("x", "where is my refund")], ["where is my order", "wo"]) == []
