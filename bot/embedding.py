"""Sentence embeddings: the vectors of all encoders side by side, with one persistent cache on disk.

One text costs 10 to 30 ms of one core, so training asks for each text once in its life. Vectors are kept as 16-bit floats;
fresh ones are rounded the same way, so that a cached and a fresh text give the same model.
"""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.encoders import E5Encoder, EmbeddingUnavailable, Encoder, MiniLMEncoder, text_key
from bot.vector_cache import VectorCache

logger = logging.getLogger(__name__)

_REMEMBERED_QUERIES = 2_000
_CHUNK = 200

__all__ = ["Embedder", "EmbeddingUnavailable", "default_cache_path"]


def default_cache_path() -> Path:
    """`$SAHAYAK_VAR_DIR/cache/embeddings.sqlite`."""
    return Path(os.environ.get("SAHAYAK_VAR_DIR", "var")) / "cache" / "embeddings.sqlite"


class Embedder:
    """Turns texts (Hindi in Devanagari) into vectors. Loading is lazy: a fully cached training loads no model."""

    def __init__(self, cache_path: Path | None = None, encoders: Sequence[Encoder] | None = None) -> None:
        self._cache_path = cache_path or default_cache_path()
        self._encoders = _installed((E5Encoder(), MiniLMEncoder()) if encoders is None else encoders)
        self._recent: OrderedDict[str, np.ndarray] = OrderedDict()

    @property
    def name(self) -> str:
        """The encoders' names and versions. Raises EmbeddingUnavailable when there is none."""
        return "+".join(encoder.name for encoder in self._known())

    @property
    def widths(self) -> tuple[int, ...]:
        """How many numbers of a vector belong to each encoder."""
        return tuple(encoder.dimensions for encoder in self._encoders)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return sum(self.widths)

    def embed_query(self, text: str) -> np.ndarray:
        """The vector of one text; remembered in memory only, what people ask is not written to disk."""
        vector = self._recent.get(text)
        if vector is None:
            vector = np.concatenate([_rounded(encoder.encode(encoder.prepare(text))) for encoder in self._known()])
            self._recent[text] = vector
            if len(self._recent) > _REMEMBERED_QUERIES:
                self._recent.popitem(last=False)
        else:
            self._recent.move_to_end(text)
        return vector

    def embed_all(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of many texts, (n, dimensions), through the cache on disk. Raises EmbeddingUnavailable."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        with VectorCache(self._cache_path) as cache:
            columns = [_through(cache, encoder, texts) for encoder in self._known()]
            cache.prune()
        return np.hstack(columns)

    def english_words(self) -> frozenset[str]:
        """Common English words; none without the model that lists them."""
        for encoder in self._encoders:
            if isinstance(encoder, MiniLMEncoder):
                return encoder.english_words()
        return frozenset()

    def _known(self) -> Sequence[Encoder]:
        if not self._encoders:
            raise EmbeddingUnavailable("no embedding model is installed here")
        return self._encoders


def _installed(encoders: Sequence[Encoder]) -> list[Encoder]:
    found = []
    for encoder in encoders:
        try:
            logger.debug("encoder %s", encoder.name)
            found.append(encoder)
        except EmbeddingUnavailable as error:
            logger.warning("questions will be understood less well: %s", error)
    return found


def _through(cache: VectorCache, encoder: Encoder, texts: Sequence[str]) -> np.ndarray:
    name = encoder.name
    prepared = {text: encoder.prepare(text) for text in dict.fromkeys(texts)}
    keys = {text: text_key(name, form) for text, form in prepared.items()}
    known = cache.read(set(keys.values()))
    missing = list({keys[text]: form for text, form in prepared.items() if keys[text] not in known}.items())
    if missing:
        logger.info("embedding %d new texts of %d with %s", len(missing), len(keys), name)
    for start in range(0, len(missing), _CHUNK):
        fresh = {key: _rounded(encoder.encode(form)) for key, form in missing[start : start + _CHUNK]}
        cache.write(fresh)
        known.update(fresh)
        logger.info("embedded %d of %d", min(start + _CHUNK, len(missing)), len(missing))
    return np.stack([known[keys[text]] for text in texts])


def _rounded(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector, np.float16).astype(np.float32)
