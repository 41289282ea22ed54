"""The in-domain negatives: questions that contacts ask and the shop has no answer to, one block a language, as Rasa reads them.

version: "3.1"
nlu:
  - intent: out_of_scope
    metadata: {language: en}
    examples: |
      - do you sell used furniture
"""

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from desk.knowledge.variants import child, insert_line, line_start

INTENT = "out_of_scope"
HEAD = """\
# What contacts ask a shop like ours and we do not do: not our business, so the bot does not answer with the nearest entry.
# One block a language. Agents add to it in the console ("Teach the bot").
version: "3.1"
nlu:
"""


class NegativesBroken(Exception):
    """The file is not as described above: `line: what is wrong`."""


def read_negatives(text: str) -> dict[str, list[str]]:
    """The questions by language. Raises NegativesBroken."""
    found: dict[str, list[str]] = {}
    for language, block in _blocks(text):
        found.setdefault(language, []).extend(_questions(block))
    return found


def with_negative(text: str, language: str, question: str) -> str:
    """The file's text with one more question in the block of its language. "" is a file that is to be. Raises NegativesBroken."""
    text = text or HEAD
    blocks = [block for listed, block in _blocks(text) if listed == language]
    if not blocks:
        indent = " " * _column(text)
        lines = (
            f"- intent: {INTENT}",
            f"  metadata: {{language: {language}}}",
            "  examples: |",
            f"    - {question}",
        )
        for line in lines:
            text = insert_line(text, len(text), indent + line)
        return text
    lines_of_block = _lines(text, _examples(blocks[0]))
    start, end = lines_of_block[-1]
    line = text[start:end]
    return insert_line(text, end, f"{line[: len(line) - len(line.lstrip())]}- {question}")


def without_negative(text: str, question: str) -> str:
    """Without the question, and without a block that it leaves empty; "" when none is left. Raises NegativesBroken."""
    for _, block in _blocks(text):
        lines = _lines(text, _examples(block))
        for start, end in lines:
            if text[start:end].strip().removeprefix("-").strip() != question:
                continue
            if len(lines) > 1:
                return text[:start] + text[end:]
            rest = text[: line_start(text, block.start_mark.index)] + text[end:]
            return rest if "intent:" in rest else ""
    return text


def _blocks(text: str) -> list[tuple[str, MappingNode]]:
    """The blocks of the intent, each with its language."""
    root = _compose(text)
    listed = child(root, "nlu")
    if not isinstance(listed, SequenceNode):
        if isinstance(listed, ScalarNode) and listed.value in ("", "null"):
            return []
        raise NegativesBroken("1: the file has the keys version and nlu, and under nlu a list of blocks")
    blocks = []
    for block in listed.value:
        intent = child(block, "intent")
        if not isinstance(block, MappingNode) or intent is None or intent.value != INTENT:
            raise NegativesBroken(f"{_line(block)}: every block here has intent: {INTENT}")
        language = child(child(block, "metadata"), "language")
        if not isinstance(language, ScalarNode):
            raise NegativesBroken(f"{_line(block)}: the block does not say its language: metadata: {{language: en}}")
        _questions(block)
        blocks.append((str(language.value), block))
    return blocks


def _compose(text: str) -> Node | None:
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text)
        return root
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NegativesBroken(
            f"{mark.line + 1 if mark else 1}: not valid YAML: {error.problem or error.context}"
        ) from None
    except (YAMLError, ValueError, RecursionError):
        raise NegativesBroken("1: not valid YAML") from None


def _examples(block: MappingNode) -> ScalarNode:
    examples = child(block, "examples")
    if not isinstance(examples, ScalarNode) or examples.style != "|" or not examples.value.strip():
        raise NegativesBroken(
            f"{_line(examples or block)}: examples is a block of lines: `examples: |`, then `- question`"
        )
    return examples


def _questions(block: MappingNode) -> list[str]:
    """As Rasa reads them: lines that begin with a dash."""
    examples = _examples(block)
    questions = []
    for number, line in enumerate(examples.value.splitlines(), start=_line(examples) + 1):
        if line.strip():
            if not line.startswith("-"):
                raise NegativesBroken(f"{number}: a line of examples begins with a dash: `- question`")
            questions.append(line[1:].strip())
    return questions


def _lines(text: str, examples: ScalarNode) -> list[tuple[int, int]]:
    """Start and end of each example's line, its line end included."""
    found: list[tuple[int, int]] = []
    at = text.find("\n", examples.start_mark.index) + 1
    for _ in examples.value.splitlines():
        end = text.find("\n", at) + 1 or len(text)
        if text[at:end].strip():
            found.append((at, end))
        at = end
    return found


def _column(text: str) -> int:
    """How far blocks are indented."""
    listed = child(_compose(text), "nlu")
    return int(listed.start_mark.column) if isinstance(listed, SequenceNode) else 2


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
