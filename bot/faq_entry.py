"""One entry of the knowledge base, and its reading from YAML with the line of every fault."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from bot.text import LANGUAGES, clean, fold, is_readable

logger = logging.getLogger(__name__)

ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_HANDOFF = ("never", "offer", "always")


@dataclass(frozen=True)
class FaqEntry:
    """One FAQ entry; texts by language code (`en`, `hi`, `hinglish`), `source` is `path:line`."""

    id: str
    topic: str
    title: dict[str, str]
    questions: dict[str, list[str]]
    answer: dict[str, str]
    source: str
    links: list[dict[str, Any]] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    handoff: str = "never"


class EntryReader:
    """Reads one loaded entry; `faults` gets a line `path:line: what` for everything that is wrong."""

    def __init__(self, raw: CommentedMap, path: str, line: int, faults: list[str]) -> None:
        self._raw = raw
        self._path = path
        self._line = line
        self._faults = faults
        self._name = "?"

    def read(self, topic: str) -> FaqEntry:
        """The entry; not to be used when faults were added."""
        self._name = self._id()
        return FaqEntry(
            id=self._name,
            topic=topic,
            title=self._texts(self._raw, "title"),
            questions=self._questions(),
            answer=self._texts(self._raw, "answer"),
            source=f"{self._path}:{self._line}",
            links=self._links(),
            buttons=self._ids("buttons"),
            related=self._ids("related"),
            handoff=self._handoff(),
        )

    def _fault(self, where: Any, key: Any, text: str) -> None:
        self._faults.append(f"{self._path}:{line_of(where, key, self._line)}: {text}")

    def _id(self) -> str:
        value = self._raw.get("id")
        if isinstance(value, str) and ID.match(value):
            return value
        self._fault(self._raw, "id", f"id must be a lower-case name like delivery_time, not {value!r}")
        return "?"

    def _by_language(self, owner: CommentedMap, key: str) -> CommentedMap:
        value = owner.get(key)
        if isinstance(value, CommentedMap):
            return value
        self._fault(owner, key, f"{self._name}: {key} must hold the languages {', '.join(LANGUAGES)}")
        return CommentedMap()

    def _missing(self, owner: CommentedMap, key: str, language: str, what: str) -> None:
        value = owner[key] if isinstance(owner.get(key), CommentedMap) else CommentedMap()
        where, at = (value, language) if language in value else (owner, key)
        if value:
            self._fault(where, at, f"{self._name}: {key} has no {what} for {language}")

    def _texts(self, owner: CommentedMap, key: str) -> dict[str, str]:
        value = self._by_language(owner, key)
        texts = {}
        for language in LANGUAGES:
            text = value.get(language)
            if isinstance(text, str) and text.strip():
                texts[language] = " ".join(text.split())
            else:
                self._missing(owner, key, language, "text")
        return texts

    def _questions(self) -> dict[str, list[str]]:
        value = self._by_language(self._raw, "questions")
        lists: dict[str, list[str]] = {}
        for language in LANGUAGES:
            listed = value.get(language)
            if not isinstance(listed, CommentedSeq) or not listed:
                self._missing(self._raw, "questions", language, "list")
                continue
            lists[language] = self._readable(listed)
        if lists and not any(lists.values()):
            self._fault(self._raw, "questions", f"{self._name}: no question holds a word that the bot can read")
        return lists

    def _readable(self, listed: CommentedSeq) -> list[str]:
        """The questions that can be learnt; others (only digits, another script) are named and left out."""
        kept = []
        for index, question in enumerate(listed):
            where = f"{self._path}:{listed.lc.item(index)[0] + 1}: {self._name}"
            if not isinstance(question, str) or not fold(question):
                self._faults.append(f"{where}: a question must be a text, not {question!r}")
            elif is_readable(clean(question)):
                kept.append(str(question))
            else:
                logger.warning("%s: %r holds no word in Latin letters or Devanagari, it is not learnt", where, question)
        return kept

    def _ids(self, key: str) -> list[str]:
        value = self._raw.get(key) or []
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return [str(item) for item in value]
        self._fault(self._raw, key, f"{self._name}: {key} must be a list of entry ids")
        return []

    def _links(self) -> list[dict[str, Any]]:
        value = self._raw.get("links") or []
        links = []
        for link in value if isinstance(value, list) else [value]:
            if isinstance(link, CommentedMap) and isinstance(link.get("url"), str):
                links.append({"url": str(link["url"]), "label": self._texts(link, "label")})
            else:
                self._fault(self._raw, "links", f"{self._name}: each link needs a url and a label")
        return links

    def _handoff(self) -> str:
        value = self._raw.get("handoff", "never")
        if value not in _HANDOFF:
            allowed = ", ".join(_HANDOFF)
            self._fault(self._raw, "handoff", f"{self._name}: handoff must be one of {allowed}, not {value!r}")
        return str(value)


def line_of(where: Any, key: Any, otherwise: int = 1) -> int:
    """The 1-based line of a key in a loaded mapping, or `otherwise` when the mapping does not know."""
    try:
        line: int = where.lc.key(key)[0]
    except (AttributeError, KeyError, TypeError):
        return otherwise
    return line + 1
