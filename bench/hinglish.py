"""How much of the Hinglish training questions the word list reads, and how often the language of a message is told.

`bot/.venv/bin/python -m bench.hinglish` records the figures and the most frequent unread words; `--failures` also the
development messages that go wrong. Reading `measure()` gives the figures as a dict.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.record import record
from bot.faq_files import read_entries
from bot.hinglish import is_hinglish, to_devanagari, word_list
from bot.language import detect
from bot.text import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_INTENT = re.compile(r"\s*- intent: \w+ # (English|Hindi|Hinglish)")
_CODES = {"English": "en", "Hindi": "hi", "Hinglish": "hinglish"}
_BEFORE = (None, *LANGUAGES)
_TIMED_ROUNDS = 20


def measure() -> dict[str, Any]:
    """Shares from 0 to 1, `microseconds` of CPU time for one message with a warm cache."""
    questions = _training_questions()
    unseen = questions | {"hinglish": _messages()["test"]["hinglish"]}
    return {
        "coverage": _coverage(questions),
        "coverage of unseen messages": _coverage(unseen),
        "training": _training(questions),
        "languages": _languages(),
    }


def failures(part: str) -> list[tuple[str, str]]:
    """(right language, message) of a part of tests/nlu/languages.yml for each message that goes wrong."""
    return [
        (language, text)
        for language, texts in _messages()[part].items()
        for text in texts
        if not all(_right(text, language, before) for before in _BEFORE)
    ]


def _right(text: str, language: str, before: str | None) -> bool:
    expected = (before or "en") if language == "undecided" else language
    return detect(text, before) == expected


def _languages() -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for part, by_language in _messages().items():
        wrong = Counter(language for language, _ in failures(part))
        figures[part] = {
            language: _share(len(texts) - wrong[language], len(texts)) for language, texts in by_language.items()
        }
        told = [language for language in by_language if language != "undecided"]
        total = sum(len(by_language[language]) for language in told)
        figures[part]["all three"] = _share(total - sum(wrong[language] for language in told), total)
        # what a customer meets most: nothing was said before
        first = sum(_right(text, language, None) for language in told for text in by_language[language])
        figures[part]["all three, first message"] = _share(first, total)
    texts = [text for texts in _messages()["development"].values() for text in texts]
    started = time.process_time()
    for _ in range(_TIMED_ROUNDS):
        for text in texts:
            detect(text)
    figures["microseconds"] = round(1e6 * (time.process_time() - started) / (_TIMED_ROUNDS * len(texts)), 1)
    return figures


def _training(questions: dict[str, list[str]]) -> dict[str, Any]:
    """What the training questions are taken for when nothing was said before."""
    taken = {language: Counter(detect(text) for text in questions[language]) for language in LANGUAGES}
    return {
        "english taken for hinglish": _share(taken["en"]["hinglish"], len(questions["en"])),
        "hinglish taken for english": _share(taken["hinglish"]["en"], len(questions["hinglish"])),
        "hindi taken for another": _share(len(questions["hi"]) - taken["hi"]["hi"], len(questions["hi"])),
    }


def _coverage(questions: dict[str, list[str]]) -> dict[str, Any]:
    """Every Latin word of the Hinglish questions: turned into Devanagari, known as English, or neither."""
    english = {word for text in questions["en"] for word in _WORD.findall(text.lower())} | word_list().english
    counts: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for text in questions["hinglish"]:
        left = Counter(_WORD.findall(to_devanagari(text).lower())) if is_hinglish(text) else Counter(_words(text))
        words = _words(text)
        counts["converted"] += len(words) - left.total()
        for word, number in left.items():
            counts["English" if word in english else "unread"] += number
            if word not in english:
                unread[word] += number
    total = counts.total()
    return {
        "words": total,
        "converted": _share(counts["converted"], total),
        "known English": _share(counts["English"], total),
        "unread": _share(counts["unread"], total),
        "most frequent unread": dict(unread.most_common(20)),
    }


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _training_questions() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in read_entries(ROOT / "data" / "faq"):
        for language in LANGUAGES:
            found[language].extend(entry.questions[language])
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for language, text in _intent_examples(path.read_text(encoding="utf-8").splitlines()):
            found[language].append(text)
    return found


def _intent_examples(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    language = None
    for line in lines:
        if line.lstrip().startswith("- intent:"):
            heading = _INTENT.match(line)
            language = _CODES[heading.group(1)] if heading else None
        elif language and line.startswith("      - "):
            yield language, line.strip()[2:]


def _messages() -> dict[str, dict[str, list[str]]]:
    path = ROOT / "tests" / "nlu" / "languages.yml"
    loaded: dict[str, dict[str, list[str]]] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return loaded


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4)


if __name__ == "__main__":
    record("hinglish", "python -m bench.hinglish", measure())
    if "--failures" in sys.argv[1:]:
        for language, text in failures("development"):
            print(f"{language:10} {text}")
