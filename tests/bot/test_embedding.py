import logging
import sqlite3
import threading

import numpy as np
import pytest

from bot import vector_cache
from bot.embedding import Embedder, EmbeddingUnavailable
from bot.encoders import MAX_TOKENS, E5Encoder, MiniLMEncoder


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache" / "embeddings.sqlite"


def count(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT count(*) FROM vectors").fetchone()[0]


def test_cached_and_fresh_vectors_are_the_same(cache):
    texts = ["where is my order", "मेरा ऑर्डर कहाँ है", "where is my order"]
    fresh = Embedder(cache).embed_all(texts)
    assert fresh.shape == (3, 768)
    assert count(cache) == 4  # two texts, two encoders
    np.testing.assert_array_equal(fresh, Embedder(cache).embed_all(texts))
    np.testing.assert_array_equal(fresh[0], Embedder(cache).embed_query(texts[0]))


def test_a_fully_cached_training_never_loads_a_model(cache, monkeypatch):
    Embedder(cache).embed_all(["refund kab milega"])
    for encoder in (E5Encoder, MiniLMEncoder):
        monkeypatch.setattr(encoder, "encode", lambda *_: pytest.fail("a model was asked"))
    assert Embedder(cache).embed_all(["refund kab milega"]).shape == (1, 768)


def test_meaning_is_nearer_than_words(cache):
    order, hindi, weather = Embedder(cache).embed_all(
        ["where is my order", "मेरा ऑर्डर कहाँ है", "it will rain in the hills"]
    )
    assert order @ hindi > order @ weather


def test_hindi_is_near_its_english_in_every_encoder(cache):
    embedder = Embedder(cache)
    hindi, same, other = embedder.embed_all(["रिफंड कब मिलेगा", "when will i get the refund", "is this pan non-stick"])
    assert embedder.widths == (384, 384)
    for columns in (slice(0, 384), slice(384, 768)):
        assert hindi[columns] @ same[columns] > hindi[columns] @ other[columns] + 0.02


def test_a_text_without_a_known_word_has_a_vector_too(cache):
    vector = Embedder(cache).embed_query("ख़्क्ष्ज़ब")
    assert np.isfinite(vector).all()


def test_what_contacts_ask_is_not_written_to_disk(cache):
    embedder = Embedder(cache)
    embedder.embed_all(["a"])
    embedder.embed_query("my secret question")
    assert count(cache) == 2


def test_long_texts_are_cut_before_they_cost(cache, monkeypatch):
    encoder = E5Encoder()
    encoder.encode("load")
    read = []
    model = encoder._model
    monkeypatch.setattr(encoder, "_model", type("Spy", (), {"token_count": model.token_count, "query": lambda _, text: (
        read.append(text), np.ones(384))[1]})())  # fmt: skip
    for text in ("refund " * 2_000, "x" * 10_000, "रिफंड" * 2_000):
        encoder.encode(text)
        assert model.token_count(read[-1], True) <= MAX_TOKENS


def test_the_cache_is_bounded_and_drops_what_was_not_used_for_long(cache, monkeypatch):
    Embedder(cache).embed_all(["old"])
    with sqlite3.connect(cache) as connection:
        connection.execute("UPDATE vectors SET used = 0")
    with vector_cache.VectorCache(cache) as vectors:
        vectors.write({b"new one": np.ones(3), b"new two": np.ones(3)})
        vectors.prune(keep=2)
        assert set(vectors.read({b"new one", b"new two"})) == {b"new one", b"new two"}
    assert count(cache) == 2


def test_several_writers_share_the_cache(cache):
    errors = []

    def work(number):
        try:
            Embedder(cache).embed_all([f"text {number}", "shared"])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert count(cache) == 10


def test_without_one_encoder_the_other_must_do_and_it_is_told(cache, caplog):
    class Missing(MiniLMEncoder):
        @property
        def name(self):
            raise EmbeddingUnavailable("all-MiniLM is not installed")

    embedder = Embedder(cache, [E5Encoder(), Missing()])
    assert embedder.embed_query("where is it").shape == (384,)
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "all-MiniLM is not installed" in caplog.text


def test_without_any_encoder_it_says_so(cache):
    with pytest.raises(EmbeddingUnavailable, match="no embedding model"):
        Embedder(cache, []).embed_all(["x"])


def test_nothing_to_embed(cache):
    assert Embedder(cache).embed_all([]).shape == (0, 768)
