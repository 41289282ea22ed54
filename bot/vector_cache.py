"""Vectors of texts on disk, in SQLite: several processes may use the file at once, and it is bounded."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

MAX_VECTORS = 400_000
_SECONDS_A_DAY = 86_400


class VectorCache:
    """Vectors by key, kept as 16-bit floats; `used` is the day a vector was last asked for. Use it in a `with` block."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path

    def __enter__(self) -> VectorCache:
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
        """The vectors that are there, float32, by key."""
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
        """Keep vectors; one that is there already is replaced."""
        today = int(time.time()) // _SECONDS_A_DAY
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(key, vector.astype(np.float16).tobytes(), today) for key, vector in vectors.items()],
            )

    def prune(self, keep: int = MAX_VECTORS) -> None:
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
