"""Questions as people ask them, understood as in a conversation (`bot.questions.read`), and frustration.

* two in one: both entries answered and nothing else; at least one of them; an entry that was not asked for;
* one that looks like two: answered rightly with one answer; wrongly split;
* follow-ups: the entry answered, with the last topic and, to compare, without; complete new questions after a topic:
  answered rightly; bent to the old topic (answered wrongly with its help);
* held-out and out-of-scope questions, once more, but through the same reading;
* frustration: judged wrongly, calm ones alarmed, frustrated ones missed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot import measures
from bot.confidence import BAND_ANSWER
from bot.embedding import Embedder
from bot.evaluate import HELD_OUT, OUT_OF_SCOPE, product_rows
from bot.frustration import INTENT_FRUSTRATED, fit_on, read_examples
from bot.language import detect
from bot.matcher import Matcher
from bot.outcomes import read_held_out, read_out_of_scope
from bot.questions import Topic, read
from bot.text import LANGUAGES

Found = dict[str, list[tuple[str, bool]]]
"""What is counted -> (language, whether it holds) for each message."""


def measure(root: Path, limit: int | None) -> dict[str, Any]:
    """`shares`: what is counted -> by language, and over all, the share with its interval."""
    rows = product_rows(root)
    embedder = Embedder()
    matcher = Matcher.fit(rows, embedder)
    folder = root / "tests" / "nlu"
    found: Found = {}
    two_in_one(matcher, _items(folder / "two_in_one.yml", limit), found)
    follow_ups(matcher, _items(folder / "follow_ups.yml", limit), found)
    single(matcher, root, limit, found)
    detector = fit_on([(row.text, row.label) for row in rows], embedder)
    for item in read_examples(folder / "frustration.yml")[:limit]:
        reading = read(matcher, item.text, detect(item.text))
        # as the retriever decides: by the detector, or because the matcher recognised the intent
        recognised = reading.match.band == BAND_ANSWER and reading.match.label == INTENT_FRUSTRATED
        said = recognised or detector.is_frustrated(detector.score(item.text, reading.whole.vector))
        _count(found, "frustration: judged wrongly", item.language, said != item.frustrated)
        name = "frustration: frustrated ones missed" if item.frustrated else "frustration: calm ones alarmed"
        _count(found, name, item.language, said != item.frustrated)
    return {"shares": {name: _by_language(rows) for name, rows in found.items()}}


def two_in_one(matcher: Matcher, items: list[dict[str, Any]], found: Found) -> None:
    """Messages with two questions, and such that only look so."""
    for item in items:
        wanted, language = item["entries"], item["language"]
        given = read(matcher, item["text"], detect(item["text"])).entries
        if len(wanted) > 1:
            _count(found, "two questions: both answered, nothing else", language, sorted(given) == sorted(wanted))
            _count(found, "two questions: at least one answered", language, bool(set(given) & set(wanted)))
            _count(
                found,
                "two questions: an entry answered that was not asked for",
                language,
                bool(set(given) - set(wanted)),
            )
        else:
            _count(found, "one that looks like two: answered rightly, once", language, given == wanted)
            _count(found, "one that looks like two: wrongly split", language, len(given) > 1)


def follow_ups(matcher: Matcher, items: list[dict[str, Any]], found: Found) -> None:
    """Messages after a topic: such that need it, and complete new questions."""
    for item in items:
        text, language, wanted = item["text"], item["language"], [item["entry"]]
        detected = detect(text, item["language"])  # the conversation's language is known by then
        with_topic = read(matcher, text, detected, Topic(item["before_entry"], item["before"]))
        right = with_topic.entries == wanted
        if item["kind"] == "follow_up":
            alone = read(matcher, text, detected).entries
            _count(found, "follow-up: answered rightly with the last topic", language, right)
            _count(found, "follow-up: answered rightly without it", language, alone == wanted)
            _count(found, "follow-up: answered wrongly", language, bool(with_topic.entries) and not right)
        else:
            bent = with_topic.context_used and not right
            _count(found, "new question after a topic: answered rightly", language, right)
            _count(found, "new question after a topic: bent to it", language, bent)


def single(matcher: Matcher, root: Path, limit: int | None, found: Found) -> None:
    """The own questions, read as in a conversation instead of matched alone."""
    for question in read_held_out(root / HELD_OUT)[:limit]:
        given = read(matcher, question.text, detect(question.text)).entries
        _count(
            found, "held-out, read as in a conversation: answered rightly", question.language, given == [question.entry]
        )
        _count(
            found,
            "held-out, read as in a conversation: answered wrongly",
            question.language,
            bool(given) and given != [question.entry],
        )
    for question in read_out_of_scope(root / OUT_OF_SCOPE)[:limit]:
        given = read(matcher, question.text, detect(question.text)).entries
        _count(found, "out of scope, read as in a conversation: no entry answered", question.language, not given)


def _count(found: Found, name: str, language: str, holds: bool) -> None:
    found.setdefault(name, []).append((language, holds))


def _by_language(rows: list[tuple[str, bool]]) -> dict[str, Any]:
    shares = {name: measures.share([holds for language, holds in rows if language == name]) for name in LANGUAGES}
    return {"all": measures.share([holds for _, holds in rows]), **shares}


def _items(path: Path, limit: int | None) -> list[dict[str, Any]]:
    return list(YAML(typ="safe").load(path.read_text(encoding="utf-8")))[:limit]
