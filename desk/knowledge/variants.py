"""Puts a variant into a FAQ file's text and takes it out again, leaving every other character as people wrote it.

YAML says where the questions of an entry stand (`ruamel.yaml` composes nodes with their places); the text is cut there.
Dumping the parsed file instead would move comments and fold lines anew. Whether the outcome is right is looked at by
reading it (see `desk.knowledge.teach`).
"""

import io

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

FAR = 1_000_000  # no line is folded


class NoSuchPlace(Exception):
    """The file has no such entry, language or question."""


def with_variant(text: str, entry_id: str, language: str, question: str) -> str:
    """The file's text with one more question at the end of the entry's list. Raises NoSuchPlace."""
    listed = _questions(text, entry_id, language)
    if listed.flow_style:
        return _add_in_flow(text, listed, question)
    if not listed.value:
        raise NoSuchPlace(f"{entry_id} has no questions in {language}")
    line = f"{' ' * listed.start_mark.column}- {as_scalar(question)}"
    return insert_line(text, _after(text, listed.value[-1]), line)


def without_variant(text: str, entry_id: str, language: str, question: str) -> str:
    """The file's text without the question. Raises NoSuchPlace."""
    listed = _questions(text, entry_id, language)
    items = listed.value
    index = next(
        (n for n, item in enumerate(items) if isinstance(item, ScalarNode) and item.value.strip() == question), None
    )
    if index is None:
        raise NoSuchPlace(f"{entry_id} has no such question in {language}")
    start, end = items[index].start_mark.index, items[index].end_mark.index
    if not listed.flow_style:
        return text[: line_start(text, start)] + text[_after(text, items[index]) :]
    if index + 1 < len(items):
        end = items[index + 1].start_mark.index
    elif index > 0:
        start = items[index - 1].end_mark.index
    return text[:start] + text[end:]


def insert_line(text: str, position: int, line: str) -> str:
    """`line` put in at `position`, which begins a line or ends the text, with the line ends that the text has."""
    newline = "\r\n" if "\r\n" in text else "\n"
    before = text[:position]
    return before + ("" if before.endswith("\n") or not before else newline) + line + newline + text[position:]


def line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def child(node: Node | None, key: str) -> Node | None:
    """The value under a key of a mapping, or None."""
    pairs = node.value if isinstance(node, MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def as_scalar(text: str) -> str:
    """One line of text as YAML writes it: in quotes when it would be read as something else."""
    yaml = YAML(typ="safe", pure=True)
    yaml.width, yaml.allow_unicode, yaml.default_flow_style = FAR, True, False
    out = io.StringIO()
    yaml.dump([text], out)
    return out.getvalue().removeprefix("- ").rstrip("\n")


def _questions(text: str, entry_id: str, language: str) -> SequenceNode:
    entries = child(YAML(typ="safe", pure=True).compose(text), "entries")
    for entry in entries.value if isinstance(entries, SequenceNode) else ():
        named = child(entry, "id")
        if isinstance(named, ScalarNode) and named.value.strip() == entry_id:
            listed = child(child(entry, "questions"), language)
            if isinstance(listed, SequenceNode):
                return listed
    raise NoSuchPlace(f"{entry_id} has no list of questions in {language}")


def _after(text: str, item: Node) -> int:
    """Where the line after a block list's item begins."""
    if item.end_mark.column == 0:  # a block scalar ends where the next line begins
        return int(item.end_mark.index)
    end = text.find("\n", item.end_mark.index)
    return len(text) if end < 0 else end + 1


def _add_in_flow(text: str, listed: SequenceNode, question: str) -> str:
    bracket = int(listed.end_mark.index) - 1
    before = text[:bracket].rstrip()
    comma = "" if before.endswith((",", "[")) else ","
    space = "" if before.endswith("[") else " "
    quoted = question.replace("\\", "\\\\").replace('"', '\\"')
    return f'{before}{comma}{space}"{quoted}"{text[bracket:]}'
