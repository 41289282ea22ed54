"""The FAQ files as Python objects that still know the line they stand on.

Reading never raises for what people wrote: every fault becomes a `Problem` with file and line, and reading goes on, so that
an editor sees all faults at once.
"""

import difflib
import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Generic, Literal, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from desk.models import Language

LANGUAGES = tuple(language.value for language in Language)
HANDOFF_POLICIES = ("never", "offer", "always")
ID = re.compile(r"[a-z][a-z0-9_]{1,79}")
MAX_FILE_BYTES = 1_000_000
TOPIC_KEYS = ("topic", "title", "entries")
ENTRY_KEYS = ("id", "title", "questions", "answer", "links", "buttons", "related", "handoff", "owner", "review_by")
REQUIRED_ENTRY_KEYS = tuple(key for key in ENTRY_KEYS if key not in ("links", "buttons", "related"))

T = TypeVar("T")


@dataclass(frozen=True, order=True)
class Problem:
    """One fault, to be shown as `path:line: message`. Errors stop publishing, warnings do not."""

    path: str
    line: int
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'warning: ' if self.severity == 'warning' else ''}{self.message}"


@dataclass(frozen=True)
class At(Generic[T]):
    """A value and the line it stands on, counted from 1."""

    value: T
    line: int


@dataclass(frozen=True)
class Link:
    url: At[str]
    label: dict[str, At[str]]


@dataclass(frozen=True)
class Entry:
    """An entry as it stands in the file; what is missing or unusable is empty and has its `Problem`."""

    id: At[str]
    title: dict[str, At[str]]
    questions: dict[str, At[list[At[str]]]]
    answer: dict[str, At[str]]
    links: list[Link]
    buttons: list[At[str]]
    related: list[At[str]]
    handoff: str
    owner: str
    review_by: At[date] | None


@dataclass(frozen=True)
class TopicFile:
    """One file."""

    path: str
    topic: At[str]
    title: dict[str, At[str]]
    entries: list[Entry]
    problems: list[Problem]


@dataclass
class Folder:
    """The FAQ folder. Keeps what it read: a file is parsed again only when its bytes changed."""

    path: Path
    _read: dict[Path, tuple[bytes, TopicFile]] = field(default_factory=dict)

    def read(self) -> list[TopicFile]:
        """All topic files by name. Raises FileNotFoundError when the folder is not there."""
        if not self.path.is_dir():
            raise FileNotFoundError(f"{self.path} is not a folder")
        paths = sorted(path for pattern in ("*.yml", "*.yaml") for path in self.path.glob(pattern) if path.is_file())
        self._read = {path: self._file(path) for path in paths}
        return [topic_file for _, topic_file in self._read.values()]

    def _file(self, path: Path) -> tuple[bytes, TopicFile]:
        data = path.read_bytes()
        digest = hashlib.sha256(data).digest()
        known = self._read.get(path)
        return known if known and known[0] == digest else (digest, read_topic_file(str(path), data))


def read_topic_file(path: str, data: bytes) -> TopicFile:
    """Read one file's bytes; `path` is what problems are reported under."""
    reader = _Reader(path)
    root = reader.compose(data)
    if root is None:
        return TopicFile(path, At("", 1), {}, [], reader.problems)
    pairs = reader.mapping(root, "the file", TOPIC_KEYS, TOPIC_KEYS)
    topic = reader.identifier(pairs.get("topic"), "topic", root)
    title = reader.by_language(pairs.get("title"), "title", root)
    entries = [reader.entry(node) for node in reader.sequence(pairs.get("entries"), "entries", root)]
    return TopicFile(path, topic, title, [entry for entry in entries if entry is not None], reader.problems)


class _Reader:
    """Turns YAML nodes into values and notes what is wrong."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def fault(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))

    def compose(self, data: bytes) -> Node | None:
        if len(data) > MAX_FILE_BYTES:
            self.fault(1, f"the file is larger than {MAX_FILE_BYTES:,} bytes")
            return None
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.fault(data.count(b"\n", 0, error.start) + 1, "not valid UTF-8")
            return None
        try:
            root = YAML(typ="safe", pure=True).compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.fault(mark.line + 1 if mark else 1, f"not valid YAML: {error.problem or error.context}")
            return None
        except YAMLError as error:  # a character YAML does not allow
            position = getattr(error, "position", 0)
            self.fault(text.count("\n", 0, position) + 1, "not valid YAML: a character that may not stand there")
            return None
        except (RecursionError, ValueError):
            self.fault(1, "not valid YAML: nested too deeply")
            return None
        if not isinstance(root, MappingNode):
            self.fault(1, "a topic file has the keys topic, title and entries")
            return None
        return root

    def mapping(
        self, node: Node | None, what: str, keys: tuple[str, ...], required: tuple[str, ...]
    ) -> dict[str, Node]:
        """The pairs of a mapping with known keys."""
        if not isinstance(node, MappingNode):
            if node is not None:
                self.fault(line_of(node), f"{what} must have the keys {', '.join(keys)}")
            return {}
        pairs: dict[str, Node] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            if key in pairs:
                self.fault(line_of(key_node), f"{what} has {key} twice")
            elif key not in keys:
                close = difflib.get_close_matches(key, keys, n=1)
                hint = f" (did you mean {close[0]}?)" if close else ""
                self.fault(line_of(key_node), f"{what} has an unknown key {key}{hint}")
            else:
                pairs[key] = value
        for key in required:
            if key not in pairs:
                self.fault(line_of(node), f"{what} has no {key}")
        return pairs

    def sequence(self, node: Node | None, what: str, parent: Node) -> list[Node]:
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.fault(line_of(node), f"{what} must be a list")
            return []
        return list(node.value)

    def text(self, node: Node | None, what: str) -> At[str] | None:
        """A text that is not empty. Unquoted yes, 12 or 2028-01-01 are no text: YAML readers turn them into something else."""
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self.fault(line_of(node), f"{what} must be a text")
            return None
        if not str(node.value).strip():
            self.fault(line_of(node), f"{what} is empty")
            return None
        if _kind(node) != "str":
            self.fault(line_of(node), f"{what} must be a text: put {node.value} in quotes")
            return None
        return At(str(node.value).strip(), line_of(node))

    def identifier(self, node: Node | None, what: str, parent: Node) -> At[str]:
        found = self.text(node, what)
        if found is not None and not ID.fullmatch(found.value):
            self.fault(found.line, f"{what} {found.value!r} must be lower-case letters, digits and _ (delivery_time)")
        return found or At("", line_of(node or parent))

    def by_language(self, node: Node | None, what: str, parent: Node) -> dict[str, At[str]]:
        pairs = self.languages(node, what)
        found = {language: self.text(value, f"{what} in {language}") for language, value in pairs.items()}
        return {language: value for language, value in found.items() if value is not None}

    def languages(self, node: Node | None, what: str) -> dict[str, Node]:
        if node is None:
            return {}
        if not isinstance(node, MappingNode):
            self.fault(line_of(node), f"{what} must have the languages {', '.join(LANGUAGES)}")
            return {}
        pairs = self.mapping(node, what, LANGUAGES, ())
        # Reported on the line of the key that should hold it: there the editor has to write.
        missing = [language for language in LANGUAGES if language not in pairs]
        for language in missing:
            self.fault(_line_before(node), f"{what} has no {language}")
        return pairs

    def questions(self, node: Node | None, what: str) -> dict[str, At[list[At[str]]]]:
        found = {}
        for language, value in self.languages(node, what).items():
            label = f"{what} in {language}"
            texts = [self.text(item, f"a question of {label}") for item in self.sequence(value, label, value)]
            found[language] = At([text for text in texts if text is not None], _line_before(value))
        return found

    def identifiers(self, node: Node | None, what: str, parent: Node) -> list[At[str]]:
        texts = [self.text(item, f"an id in {what}") for item in self.sequence(node, what, parent)]
        return [text for text in texts if text is not None]

    def link(self, node: Node, what: str) -> Link | None:
        pairs = self.mapping(node, f"a link of {what}", ("url", "label"), ("url", "label"))
        url = self.text(pairs.get("url"), f"the url of a link of {what}")
        label = self.by_language(pairs.get("label"), f"the label of a link of {what}", node)
        return Link(url, label) if url else None

    def choice(self, node: Node | None, what: str, choices: tuple[str, ...]) -> str:
        if node is None:
            return ""
        value = str(node.value) if isinstance(node, ScalarNode) else ""
        if value not in choices:
            self.fault(line_of(node), f"{what} must be {', '.join(choices[:-1])} or {choices[-1]}")
        return value

    def day(self, node: Node | None, what: str) -> At[date] | None:
        if node is None:
            return None
        try:
            return At(date.fromisoformat(str(node.value)), line_of(node))
        except ValueError:
            self.fault(line_of(node), f"{what} must be a date like 2028-03-31")
            return None

    def entry(self, node: Node) -> Entry | None:
        if not isinstance(node, MappingNode):
            self.fault(line_of(node), "an entry must have keys: " + ", ".join(ENTRY_KEYS))
            return None
        named = next((value.value for key, value in node.value if key.value == "id"), None)
        what = named if isinstance(named, str) and named else "the entry"
        pairs = self.mapping(node, what, ENTRY_KEYS, REQUIRED_ENTRY_KEYS)
        links = [self.link(item, what) for item in self.sequence(pairs.get("links"), f"links of {what}", node)]
        owner = self.text(pairs.get("owner"), f"owner of {what}")
        return Entry(
            id=self.identifier(pairs.get("id"), "id", node),
            title=self.by_language(pairs.get("title"), f"title of {what}", node),
            questions=self.questions(pairs.get("questions"), f"questions of {what}"),
            answer=self.by_language(pairs.get("answer"), f"answer of {what}", node),
            links=[link for link in links if link is not None],
            buttons=self.identifiers(pairs.get("buttons"), f"buttons of {what}", node),
            related=self.identifiers(pairs.get("related"), f"related of {what}", node),
            handoff=self.choice(pairs.get("handoff"), f"handoff of {what}", HANDOFF_POLICIES),
            owner=owner.value if owner else "",
            review_by=self.day(pairs.get("review_by"), f"review_by of {what}"),
        )


def line_of(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _line_before(node: Node) -> int:
    """The line of the key whose value this block is: a block starts on the line after its key, a flow value beside it."""
    block = isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style
    return max(1, line_of(node) - 1) if block else line_of(node)


def _kind(node: ScalarNode) -> str:
    """`str`, `int`, `bool`, `timestamp` …: what YAML takes the scalar for."""
    return str(node.tag).rpartition(":")[2]
