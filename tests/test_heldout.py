"""The evaluation questions are complete and independent of the training data."""

from collections import Counter

from ruamel.yaml import YAML

from tests.nlu.overlap import ROOT, evaluation_questions, normalized, overlaps

LANGUAGES = ("en", "hi", "hinglish")


def test_every_entry_has_five_questions_in_each_language() -> None:
    load = YAML(typ="safe").load
    entries = {entry["id"] for path in (ROOT / "data" / "faq").glob("*.yml") for entry in load(path)["entries"]}
    heldout = load(ROOT / "tests" / "nlu" / "heldout.yml")
    assert set(heldout) == entries
    short = [
        f"{entry}/{language}" for entry, forms in heldout.items() for language in LANGUAGES if len(forms[language]) < 5
    ]
    assert short == []


def test_at_least_a_hundred_out_of_scope_questions() -> None:
    load = YAML(typ="safe").load
    assert sum(map(len, load(ROOT / "tests" / "nlu" / "out_of_scope.yml").values())) >= 100


def test_no_evaluation_question_is_trained_on() -> None:
    assert overlaps() == []


def test_no_evaluation_question_stands_twice() -> None:
    counted = Counter(normalized(question) for _, question in evaluation_questions())
    assert [question for question, times in counted.items() if times > 1] == []
