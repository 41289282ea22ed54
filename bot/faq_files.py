"""Read the knowledge base: `data/faq/*.yml` into entries, refusing content that a model must not be trained on.

Only what the bot needs is checked here (shape, the three languages, duplicates, references). Editorial rules such as
review dates or minimum counts are the desk's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.faq_entry import ID, EntryReader, FaqEntry, line_of
from bot.text import LANGUAGES, fold

__all__ = ["LANGUAGES", "FaqContentError", "FaqEntry", "read_entries"]


class FaqContentError(ValueError):
    """The knowledge base holds content that cannot be used; the message names file and line of every fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("the knowledge base has faults:\n" + "\n".join(f"  {fault}" for fault in faults))


def read_entries(folder: Path) -> list[FaqEntry]:
    """All entries of the folder's `*.yml` files, in file order.

    Raises:
        FaqContentError: a file is malformed, an id or a question occurs twice, a button names no entry.
    """
    paths = sorted(folder.glob("*.yml"))
    return list(_read(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths)))


@lru_cache(maxsize=2)
def _read(files: tuple[tuple[Path, int, int], ...]) -> tuple[FaqEntry, ...]:
    """Kept for unchanged files: reading takes seconds, and a training asks several times."""
    faults: list[str] = []
    entries: list[FaqEntry] = []
    for path, _, _ in files:
        entries.extend(_read_file(path, faults))
    if not faults:
        # references to an entry that could not be read would only be noise
        _check_across(entries, faults)
    if faults:
        raise FaqContentError(faults)
    return tuple(entries)


def _read_file(path: Path, faults: list[str]) -> list[FaqEntry]:
    shown = _shown(path)
    try:
        # the round-trip loader is the one that remembers lines; it also refuses duplicate keys
        document = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        faults.append(f"{shown}:1: not UTF-8: {error.reason} at byte {error.start}")
        return []
    except MarkedYAMLError as error:
        line = (error.problem_mark or error.context_mark).line + 1
        faults.append(f"{shown}:{line}: not readable as YAML: {error.problem}")
        return []
    except YAMLError as error:
        faults.append(f"{shown}:1: not readable as YAML: {error}")
        return []
    if not isinstance(document, CommentedMap) or not isinstance(document.get("entries"), CommentedSeq):
        faults.append(f"{shown}:1: expected the keys topic, title and a list of entries")
        return []
    topic = document.get("topic")
    if not isinstance(topic, str) or not ID.match(topic):
        faults.append(f"{shown}:{line_of(document, 'topic')}: topic must be a short lower-case name")
        return []
    found = []
    for index, raw in enumerate(document["entries"]):
        line = document["entries"].lc.item(index)[0] + 1
        if not isinstance(raw, CommentedMap):
            faults.append(f"{shown}:{line}: an entry must be a mapping starting with its id")
            continue
        before = len(faults)
        entry = EntryReader(raw, shown, line, faults).read(topic)
        if len(faults) == before:
            found.append(entry)
    return found


def _check_across(entries: list[FaqEntry], faults: list[str]) -> None:
    seen: dict[str, FaqEntry] = {}
    asked: dict[str, FaqEntry] = {}
    for entry in entries:
        if entry.id in seen:
            faults.append(f"{entry.source}: id {entry.id} is taken by {seen[entry.id].source}")
        seen.setdefault(entry.id, entry)
        for question in _all_questions(entry):
            owner = asked.setdefault(fold(question), entry)
            if owner.id != entry.id:
                faults.append(f"{entry.source}: {entry.id} asks {question!r} like {owner.id} ({owner.source})")
    for entry in entries:
        for key, targets in (("buttons", entry.buttons), ("related", entry.related)):
            for target in targets:
                if target not in seen:
                    faults.append(f"{entry.source}: {entry.id}: {key} names {target}, which is no entry")


def _all_questions(entry: FaqEntry) -> Iterable[str]:
    return (question for language in LANGUAGES for question in entry.questions[language])


def _shown(path: Path) -> str:
    """The path as a person at the repository's root would write it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
