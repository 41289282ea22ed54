import json

import numpy as np
import pytest

from bot.embedding import Embedder, EmbeddingUnavailable
from bot.encoders import E5Encoder
from bot.matcher import NO_MATCH, OUT_OF_SCOPE, Matcher, Row


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


def test_ranking_is_complete_ordered_and_leaves_the_rest_to_none_of_them(small_matcher):
    ranking = small_matcher.match("refund for a cancelled order", "en").ranking
    probabilities = [probability for _, probability in ranking]
    assert sorted(label for label, _ in ranking) == small_matcher.labels
    assert OUT_OF_SCOPE not in small_matcher.labels
    assert probabilities == sorted(probabilities, reverse=True)
    assert 0.5 < sum(probabilities) <= 1.0
    strange = small_matcher.match("who won the cricket match yesterday", "en").ranking
    assert sum(probability for _, probability in strange) < 0.5


def test_many_texts_at_once_match_as_one_by_one(small_matcher):
    texts = ["cancel my order", "👍", "रिफंड कब मिलेगा", "delivery kab hogi"]
    languages = ["en", "en", "hi", "hinglish"]
    together = small_matcher.match_all(texts, languages)
    assert together[1] is NO_MATCH
    for text, language, match in zip(texts, languages, together, strict=True):
        alone = small_matcher.match(text, language)
        assert (alone.label, alone.band) == (match.label, match.band)
        assert alone.confidence == pytest.approx(match.confidence, abs=1e-5)
    assert small_matcher.match_all([], []) == []


def test_slips_of_the_finger_do_not_matter(small_matcher):
    assert small_matcher.match("waranty on the mixr motor", "en").label == "faq/warranty_period"


def test_negatives_of_the_knowledge_base_take_a_question_out_of_it(var_dir, small_rows):
    asked = "can i become a warranty dealer"
    before = Matcher.fit(small_rows, Embedder()).match(asked, "en")
    negatives = ["i want to be a dealer for warranty", "become your warranty dealer", "dealership of warranty plans"]
    after = Matcher.fit([*small_rows, *(Row(text, OUT_OF_SCOPE, "en") for text in negatives)], Embedder())
    assert before.label == after.match(asked, "en").label == "faq/warranty_period"
    assert after.match(asked, "en").confidence < before.confidence / 2
    assert OUT_OF_SCOPE not in after.labels


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


def test_without_the_embedding_model_characters_must_do_and_it_is_announced(var_dir, tmp_path, small_rows, caplog):
    bare = Embedder(encoders=())
    matcher = Matcher.fit(small_rows, bare)
    assert "character features only" in caplog.text
    assert matcher.match("cancel my order now", "en").label == "faq/cancel_order"
    matcher.save(tmp_path)
    caplog.clear()
    assert Matcher.load(tmp_path, bare).match("cancel my order now", "en").label == "faq/cancel_order"
    assert "character features only" in caplog.text


def test_a_model_trained_with_embeddings_says_what_it_misses(tmp_path, small_matcher):
    small_matcher.save(tmp_path)
    with pytest.raises(EmbeddingUnavailable, match="no embedding model"):
        Matcher.load(tmp_path, Embedder(encoders=()))
    with pytest.raises(EmbeddingUnavailable, match="train again"):
        Matcher.load(tmp_path, Embedder(encoders=[E5Encoder()]))


@pytest.mark.parametrize("rows", [[], [Row("👍", "thank", "en")], [Row("buy my shares", OUT_OF_SCOPE, "en")]])
def test_without_a_row_to_choose_there_is_nothing_to_learn(var_dir, rows):
    with pytest.raises(ValueError, match="at least one training row"):
        Matcher.fit(rows, Embedder())


def test_rows_that_nobody_can_read_are_left_out_and_named(var_dir, caplog):
    rows = [Row("hello there", "greet", "en"), Row("👍", "thank", "en"), Row("thank you", "thank", "en")]
    matcher = Matcher.fit(rows, Embedder())
    assert "'👍' of thank" in caplog.text
    assert matcher.match("thank you very much", "en").label == "thank"


def test_one_label_is_enough(var_dir):
    matcher = Matcher.fit([Row("where is my parcel", "faq/track_order", "en")], Embedder())
    assert matcher.match("where is my parcel", "en").band == "answer"
    assert matcher.match("tell me a joke about cats", "en").band == "miss"
