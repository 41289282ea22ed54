"""Romanised Hindi: which Latin-script words are Hindi, and the Devanagari they stand for.

The embedding understands Devanagari far better than Hindi in Latin letters, so Hinglish is rewritten towards Devanagari
before it is embedded; English words stay as they are. The word list is data: `hinglish.txt`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[^\w\s]")
_SECTION = re.compile(r"\[(\w+)\]\Z")

# Word pairs that English does not have, of words that it has.
_HINTING_PAIR = re.compile(
    r"\b(?:ka?r\s+(?:do|de|lo|le|na|ne)|(?:me|pe|par|to)\s+(?:h|ho|na)|na?\s+h|\w+ta\s+h|\w+t[ei]\s+h)\b"
)
# Hints that are everyday English: next to one borrowed Hindi word they tell nothing ("give me some discount yaar").
_ENGLISH_HINTS = frozenset(("me", "to", "do", "main", "use", "band", "log", "mile", "sake", "name"))

# Endings of a verb, Latin spellings first: after a stem that ends in a consonant sound, and after one that ends in a vowel.
_AFTER_CONSONANT: tuple[tuple[str, str], ...] = (
    ("na naa", "ना"),
    ("ne ney", "ने"),
    ("ni", "नी"),
    ("o oo", "ो"),
    ("e ey", "े"),
    ("en ein", "ें"),
    ("iye iyee iye iyega ie iyo", "िए"),
    ("ta taa", "ता"),
    ("te tey", "ते"),
    ("ti", "ती"),
    ("a aa", "ा"),
    ("i ee", "ी"),
    ("ega aega egaa yega", "ेगा"),
    ("egi egee", "ेगी"),
    ("enge engey", "ेंगे"),
    ("unga oonga", "ूँगा"),
    ("ungi oongi", "ूँगी"),
    ("u un oon", "ूँ"),
    ("kar ke kr", "कर"),
    ("do doo dijiye dena", " दो"),
    ("lo", " लो"),
    ("", ""),
)
_AFTER_VOWEL: tuple[tuple[str, str], ...] = (
    ("na naa", "ना"),
    ("ne ney", "ने"),
    ("ni", "नी"),
    ("o oo", "ओ"),
    ("ye e ey", "ए"),
    ("yen en ein yein", "एँ"),
    ("iye iyega ie ey iyee", "इए"),
    ("ta taa", "ता"),
    ("te tey", "ते"),
    ("ti", "ती"),
    ("ya yaa", "या"),
    ("yi i ee", "ई"),
    ("yega ega ega yegaa", "एगा"),
    ("yegi egi", "एगी"),
    ("yenge enge", "एँगे"),
    ("unga oonga", "ऊँगा"),
    ("ungi oongi", "ऊँगी"),
    ("u un oon", "ऊँ"),
    ("kar ke kr", "कर"),
    ("do doo dijiye dena", " दो"),
    ("lo", " लो"),
    ("", ""),
)


class WordList(NamedTuple):
    """The loaded list: spelling -> Devanagari, spellings that prove Hindi, ones that hint at it, loosely spelt forms."""

    devanagari: dict[str, str]
    evidence: frozenset[str]
    hints: frozenset[str]
    loose: dict[str, str]
    english: frozenset[str]


def tokens(text: str) -> list[str]:
    """Lower-case words and single marks of a text."""
    return _TOKEN.findall(text.lower())


def is_hinglish(text: str) -> bool:
    """Whether a Latin-script text is Hindi: two words that prove it, one among at most five, or one and a hint."""
    words = [token for token in tokens(text) if token[0].isalpha()]
    proofs = sum(word in word_list().evidence for word in words)
    if proofs != 1:
        return proofs > 1 or _HINTING_PAIR.search(text.lower()) is not None
    return len(words) <= 5 or any(word in word_list().hints for word in words)


def to_devanagari(text: str) -> str:
    """The text with its Hindi words in Devanagari and all others kept; texts that are not Hinglish come back unchanged."""
    if not is_hinglish(text):
        return text
    words = word_list()
    return " ".join(_convert(token, words) or token for token in tokens(text))


def loose_key(word: str) -> str:
    """One key for the spellings of a romanised word: long vowels, aspiration, doubled letters and nasal endings levelled."""
    key = word
    for pattern, level in _LEVELS:
        key = pattern.sub(level, key)
    return key


@lru_cache(maxsize=1)
def word_list() -> WordList:
    """The list, read once from `hinglish.txt`."""
    devanagari: dict[str, str] = {}
    evidence = set()
    hints = set()
    sections = _sections()
    english = frozenset(word for line in sections["english"] for word in line.split())
    for native, spellings in _entries(sections["words"]):
        for spelling in spellings:
            plain = spelling.lstrip("~")
            devanagari.setdefault(plain, native)
            (evidence if plain == spelling else hints).add(plain)
    for native, stems in _entries(sections["verbs"]):
        for stem in stems:
            for spelling, form in _inflect(stem, native):
                if len(spelling) > 2 and spelling not in english:
                    devanagari.setdefault(spelling, form)
                    if len(spelling) > 3:
                        evidence.add(spelling)
    loose: dict[str, str] = {}
    for spelling, form in devanagari.items():
        if len(spelling) >= 4:
            loose.setdefault(loose_key(spelling), form)
    return WordList(devanagari, frozenset(evidence - english), frozenset(hints - _ENGLISH_HINTS), loose, english)


def _convert(token: str, words: WordList) -> str | None:
    if token in words.devanagari:
        return words.devanagari[token]
    if len(token) >= 5 and token.isalpha() and token.isascii() and token not in words.english:
        return words.loose.get(loose_key(token))
    return None


def _inflect(stem: str, native: str) -> list[tuple[str, str]]:
    ends_in_vowel = native[-1] in "ाआेोीईूओ"
    forms = []
    for spellings, ending in _AFTER_VOWEL if ends_in_vowel else _AFTER_CONSONANT:
        for spelling in spellings.split() or [""]:
            forms.append((stem + spelling, native + ending))
    return forms


def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in Path(__file__).with_name("hinglish.txt").read_text(encoding="utf-8").splitlines():
        heading = _SECTION.match(line.strip())
        if heading:
            current = found.setdefault(heading.group(1), [])
        elif line.strip() and not line.startswith("#"):
            current.append(line)
    return found


def _entries(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Native form (`_` joins words) and its spellings."""
    entries = []
    for line in lines:
        native, *spellings = line.split()
        entries.append((native.replace("_", " "), spellings))
    return entries


_LEVELS = tuple(
    (re.compile(pattern), level)
    for pattern, level in (
        (r"(.)\1+", r"\1"),  # accha, jaldii
        (r"(?<=[aeiou])h?n?$", ""),  # kahan, nahin, woh
        (r"(?<=[bcdgjkpst])h", ""),  # bhejo, bejo
        (r"ph", "f"),
        (r"w", "v"),
        (r"z", "j"),
        (r"q", "k"),
        (r"y(?=e)", ""),
        (r"ie", "e"),
        (r"ai|ei|ay", "e"),
        (r"au|ou", "o"),
        (r"y", "i"),
    )
)
