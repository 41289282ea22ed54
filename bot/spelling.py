"""Slips of the finger put right: an unknown word becomes the knowledge base's own word that is one slip away.

Only words that nobody knows are touched: neither the knowledge base, nor English, nor the lists of Hindi words. One slip is a
letter left out, put in, changed, or two swapped (Damerau, 1964); words of eight letters and more may have one of leaving out
and one of putting in. Candidates are found by deleting one letter on both sides (as in SymSpell, Garbe, 2012).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from bot.gloss import gloss_words
from bot.hinglish import word_list

_LATIN = re.compile(r"(?<![\w@./:-])[A-Za-z]{4,}(?![\w@/:-])")
_DEVANAGARI = re.compile(r"[\u0900-\u0963\u0971-\u097f]{4,}")
_LONG = 8


class Speller:
    """Knows the words of a knowledge base (`counts`: word, lower case -> how often it stands there)."""

    def __init__(self, counts: dict[str, int], english: frozenset[str]) -> None:
        self._counts = counts
        self._english = english
        self._near: dict[str, list[str]] = defaultdict(list)
        for word in counts:
            for form in {word, *_deletes(word)}:
                self._near[form].append(word)

    @classmethod
    def of(cls, texts: Iterable[str], english: frozenset[str]) -> Speller:
        """The speller for texts (clean, any case). `english`: words that are right although no text has them; without such a list
        Latin words are left alone."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(word.lower() for word in _LATIN.findall(text) + _DEVANAGARI.findall(text))
        # a word that stands there once and is in no dictionary may be a slip itself
        return cls({word: n for word, n in counts.items() if n > 1 or word in english}, english)

    @property
    def counts(self) -> dict[str, int]:
        """What to keep on disk."""
        return self._counts

    def correct(self, text: str) -> str:
        """The text with its slips put right."""
        if self._english:
            text = _LATIN.sub(lambda match: self._fix(match.group()), text)
        return _DEVANAGARI.sub(lambda match: self._fix(match.group()), text)

    def _fix(self, word: str) -> str:
        plain = word.lower()
        if self._is_word(plain):
            return word
        near = {known for form in (plain, *_deletes(plain)) for known in self._near.get(form, ())}
        good = [known for known in near if _slips(plain, known) <= (2 if len(plain) >= _LONG else 1)]
        if not good:
            return word
        return min(good, key=lambda known: (_slips(plain, known), known[0] != plain[0], -self._counts[known], known))

    def _is_word(self, word: str) -> bool:
        if word in self._counts or word in self._english:
            return True
        return word in word_list().devanagari if word.isascii() else gloss_words(word) is not None


def _deletes(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _slips(word: str, other: str) -> int:
    """Optimal string alignment distance."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        above, row = row, [i]
        for j, target in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == target:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]
