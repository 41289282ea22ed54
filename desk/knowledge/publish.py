"""The published snapshot: what the bot's NLG answers with, what help pages and console show. Written whole or not at all."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from desk.knowledge.files import At, Entry, TopicFile
from desk.knowledge.replace import replace_file

Texts = dict[str, str]  # by language


class PublishedLink(BaseModel):
    url: str
    label: Texts


class PublishedEntry(BaseModel):
    topic: str
    title: Texts
    answer: Texts
    links: list[PublishedLink]
    buttons: list[str]
    related: list[str]
    handoff: Literal["never", "offer", "always"]


class PublishedTopic(BaseModel):
    title: Texts


class Snapshot(BaseModel):
    """`version` is the digest of the content: the same content is the same version, whoever publishes it."""

    version: str
    published_at: datetime
    topics: dict[str, PublishedTopic]
    entries: dict[str, PublishedEntry]


def build_snapshot(files: Iterable[TopicFile]) -> Snapshot:
    """The snapshot of files without errors."""
    files = list(files)
    topics = {file.topic.value: PublishedTopic(title=_texts(file.title)) for file in files}
    entries = {entry.id.value: _published(file.topic.value, entry) for file in files for entry in file.entries}
    content = {name: {key: item.model_dump() for key, item in items.items()} for name, items in
               (("topics", topics), ("entries", entries))}  # fmt: skip
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return Snapshot(version=digest, published_at=datetime.now(UTC), topics=topics, entries=entries)


def write_snapshot(path: Path, snapshot: Snapshot) -> bool:
    """Put the snapshot in place in one step; False when the file holds this version already. Raises OSError."""
    current = read_snapshot(path)
    if current is not None and current.version == snapshot.version:
        return False
    replace_file(path, snapshot.model_dump_json(indent=1).encode())
    return True


def read_snapshot(path: Path) -> Snapshot | None:
    """The published snapshot; None when there is none that can be read."""
    try:
        return Snapshot.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _published(topic: str, entry: Entry) -> PublishedEntry:
    values: dict[str, Any] = {
        "topic": topic,
        "title": _texts(entry.title),
        "answer": _texts(entry.answer),
        "links": [{"url": link.url.value, "label": _texts(link.label)} for link in entry.links],
        "buttons": [button.value for button in entry.buttons],
        "related": [related.value for related in entry.related],
        "handoff": entry.handoff,
    }
    return PublishedEntry.model_validate(values)


def _texts(values: dict[str, At[str]]) -> Texts:
    return {language: text.value for language, text in values.items()}
