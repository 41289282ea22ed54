"""The published knowledge base: a JSON file that the desk writes and that is live with the next message."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Any

from bot.language import LANGUAGES

logger = logging.getLogger(__name__)

Entry = dict[str, Any]


def default_snapshot_path() -> Path:
    """`$SAHAYAK_VAR_DIR/faq/published.json`."""
    return Path(os.environ.get("SAHAYAK_VAR_DIR", "var")) / "faq" / "published.json"


class Snapshot:
    """Reads the file again when it changed; keeps the last good content when it is missing or broken."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._entries: dict[str, Entry] = {}
        self._told_missing = False

    @property
    def is_loaded(self) -> bool:
        """Whether a good file was read at least once."""
        return bool(self._entries)

    def find(self, entry_id: str) -> Entry | None:
        """The entry as it is published now, or None."""
        self._refresh()
        return self._entries.get(entry_id)

    def _refresh(self) -> None:
        try:
            stat = self._path.stat()
        except OSError as error:
            if not self._told_missing:
                logger.warning("published answers cannot be read, using the last known ones: %s", error)
                self._told_missing = True
            return
        self._told_missing = False
        state = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if state == self._seen:
            return
        self._seen = state
        try:
            entries = _checked(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            logger.warning("published answers are broken, using the last known ones: %s: %s", self._path, error)
            return
        self._entries = entries
        logger.info("published answers: %d entries", len(entries))


def _checked(document: Any) -> dict[str, Entry]:
    if not isinstance(document, dict) or not isinstance(document.get("entries"), dict):
        raise ValueError("expected an object with `entries`")
    for entry_id, entry in document["entries"].items():
        if not isinstance(entry, dict):
            raise ValueError(f"entry {entry_id} is no object")
        for key in ("title", "answer"):
            texts = entry.get(key)
            if not isinstance(texts, dict) or not all(
                isinstance(texts.get(name), str) and texts[name] for name in LANGUAGES
            ):
                raise ValueError(f"entry {entry_id} lacks its {key} in {', '.join(LANGUAGES)}")
    return dict(document["entries"])
