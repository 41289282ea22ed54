"""Questions from messages: what is left of them, and how they come into files that people write, too."""

import fcntl
import os
import textwrap
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.knowledge.check import normalised
from desk.knowledge.files import Folder, read_topic_file
from desk.knowledge.teach import add_question, remove_question
from desk.knowledge.variants import NoSuchPlace, with_variant, without_variant
from desk.knowledge.wording import question_of
from tests.desk.conftest import write_faq

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("  where is\n my\tparcel ?  ", "where is my parcel?"),
        ("mera order OD1234567890 kab aayega", "mera order kab aayega"),
        ("order no. #SAH-1234567, cancel it", "order no., cancel it"),
        ("call me +91 98765-43210 about the refund", "call me about the refund"),
        ("call (022) 2345 6789 please", "call please"),
        ("मेरा नंबर ९८७६५४३२१० है, रिफंड कब आएगा", "मेरा नंबर है, रिफंड कब आएगा"),
        ("card 4111 1111 1111 1111 was charged twice", "card was charged twice"),
        ("i am asha.rao+shop@mail.example.in, where is it", "i am, where is it"),
        ("pay to asha@okbank failed", "pay to failed"),
        ("see https://shop.example/p/1?x=2 is this steel", "see is this steel"),
        ("is ₹1,49,999 the price of a 5 litre cooker", "is ₹1,49,999 the price of a 5 litre cooker"),
        ("does a 90 x 108 bedsheet fit", "does a 90 x 108 bedsheet fit"),
        ("zero\u200bwidth \u202eand\u00a0marks", "zero width and marks"),
        ("क्\u200dया हाल", "क्\u200dया हाल"),
        ("[link](faq) {now}", "link (faq) now"),
        ("/greet", "greet"),
        ("- a list", "a list"),
        ("12345678", ""),
        ("?!", ""),
        ("", ""),
    ],
)
def test_personal_details_and_what_nobody_sees_are_taken_out(typed: str, question: str) -> None:
    assert question_of(typed) == question


@given(st.text(max_size=300))
def test_a_question_is_one_line_and_stays_as_it_is(typed: str) -> None:
    question = question_of(typed)
    assert question == question.strip()
    assert len(question.splitlines()) <= 1
    assert question_of(question) == question


def entry(questions: str) -> str:
    return textwrap.dedent(
        """\
        topic: delivery
        title: {en: Delivery, hi: डिलीवरी, hinglish: Delivery}
        entries:
          - id: other
            questions: {en: [x]}
          - id: track_order  # the one
            questions:
        """
    ) + textwrap.indent(textwrap.dedent(questions), "      ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("en:\n  - one\n  - two # last\nhi:\n  - एक\n", "en:\n  - one\n  - two # last\n  - new\nhi:\n  - एक\n"),
        ("en:\n- one\nhi: []\n", "en:\n- one\n- new\nhi: []\n"),
        ("en:\n  - one\n    goes on\nhi: []\n", "en:\n  - one\n    goes on\n  - new\nhi: []\n"),
        ("en:\n  - 'it''s'\n\n  # a comment\nhi: []\n", "en:\n  - 'it''s'\n  - new\n\n  # a comment\nhi: []\n"),
        ("en:\n  - >-\n    folded\n    text\nhi: []\n", "en:\n  - >-\n    folded\n    text\n  - new\nhi: []\n"),
        ("en:\n  - one", "en:\n  - one\n  - new\n"),
        ("en:\r\n  - one\r\nhi: []\r\n", "en:\r\n  - one\r\n  - new\r\nhi: []\r\n"),
        ("en: [one, 'two'] # all\n", "en: [one, 'two', \"new\"] # all\n"),
        ("en: []\n", 'en: ["new"]\n'),
        ("en: [\n  one,\n]\n", 'en: [\n  one, "new"]\n'),
    ],
)
def test_every_way_to_write_a_list_is_added_to_in_its_own_way(before: str, after: str) -> None:
    assert with_variant(entry(before), "track_order", "en", "new") == entry(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("en:\n  - one\n  - new # mine\n  - two\n", "en:\n  - one\n  - two\n"),
        ("en:\n  - one\n  - 'new'\nhi: []\n", "en:\n  - one\nhi: []\n"),
        ("en:\n  - one\n  - >-\n    new\nhi: []\n", "en:\n  - one\nhi: []\n"),
        ("en:\n  - one\n  - new", "en:\n  - one\n"),
        ("en: [new, two]\n", "en: [two]\n"),
        ('en: [one, "new"]\n', "en: [one]\n"),
        ("en: [new]\n", "en: []\n"),
    ],
)
def test_and_taken_out_of(before: str, after: str) -> None:
    assert without_variant(entry(before), "track_order", "en", "new") == entry(after)


@pytest.mark.parametrize("where", [("gone", "en"), ("track_order", "hinglish")])
def test_no_such_place(where: tuple[str, str]) -> None:
    with pytest.raises(NoSuchPlace, match=where[0]):
        with_variant(entry("en: [one]\n"), *where, "new")
    with pytest.raises(NoSuchPlace, match="track_order has no such question in en"):
        without_variant(entry("en: [one]\n"), "track_order", "en", "new")


@pytest.fixture(scope="module")
def faq(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    path = tmp_path_factory.mktemp("teach") / "faq"
    write_faq(path)
    folder = Folder(path)
    return folder


TYPED = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
YAML_LOOKS = st.sampled_from(
    ["null", "yes", "12:30 pm", "a: b", "# x", "'", '"', "é - x", "~ok", "*a", "&b c", "2026-01-01 x"]
)


@given(typed=TYPED | YAML_LOOKS, faq_id=st.sampled_from(["track_order", None]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_was_typed_is_read_back_to_the_letter_and_leaves_no_trace(
    faq: Folder, typed: str, faq_id: str | None
) -> None:
    question = question_of(f"q {typed}")
    if not normalised(question):
        return
    negatives = faq.path.parent / "out_of_scope.yml"
    before = (faq.path / "delivery.yml").read_bytes()
    place = {"faq_id": faq_id, "language": "en", "question": question}
    add_question(faq, negatives, **place)  # type: ignore[arg-type]
    if faq_id:
        files = faq.read()
        found = [item.value for entry in files[0].entries for item in entry.questions["en"].value]
        assert question in found
    else:
        assert f"- {question}\n" in negatives.read_text(encoding="utf-8")
    remove_question(faq, negatives, **place)  # type: ignore[arg-type]
    assert (faq.path / "delivery.yml").read_bytes() == before
    assert not negatives.exists()


def test_a_second_desk_waits_until_the_first_is_done(faq: Folder) -> None:
    place = {"faq_id": "track_order", "language": "en", "question": "who comes second"}
    negatives = faq.path.parent / "out_of_scope.yml"
    before = (faq.path / "delivery.yml").read_bytes()
    first = os.open(faq.path, os.O_RDONLY)
    fcntl.flock(first, fcntl.LOCK_EX)
    second = threading.Thread(target=add_question, args=(faq, negatives), kwargs=place)
    second.start()
    second.join(0.5)
    assert second.is_alive()
    assert (faq.path / "delivery.yml").read_bytes() == before
    os.close(first)
    second.join(10)
    assert b"who comes second" in (faq.path / "delivery.yml").read_bytes()
    remove_question(faq, negatives, **place)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "faq").glob("*.yml")), ids=lambda path: path.stem)
def test_our_own_files_take_a_variant_in_the_last_entry_of_each(path: Path) -> None:
    text = path.read_bytes().decode()
    last = read_topic_file(path.name, text.encode()).entries[-1].id.value
    for language in ("en", "hi", "hinglish"):
        changed = with_variant(text, last, language, "a new: question")
        assert len(changed.splitlines()) == len(text.splitlines()) + 1
        assert read_topic_file(path.name, changed.encode()).problems == []
        assert without_variant(changed, last, language, "a new: question") == text
