"""Romanised Hindi: which Latin-script words are Hindi, and the Devanagari they stand for.

The embedding understands Devanagari far better than Hindi in Latin letters, so Hinglish is rewritten towards Devanagari
before it is embedded; English words stay as they are. The word list is data: `hinglish.txt`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.hinglish_list import WordList, word_list
from bot.romanised import is_shortened, keys

__all__ = ["english_words", "is_hinglish", "to_devanagari", "tokens", "word_list"]

_DEVANAGARI = re.compile(r"[\u0900-\u0963\u0971-\u097f]")
_TOKEN = re.compile(
    r"[\u0900-\u0963\u0971-\u097f\u200c\u200d]+|[\u0966-\u096f]+|[^\W_\u0900-\u097f]+(?:['’][^\W_\u0900-\u097f]+)?|[^\w\s]|\w"
)
_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")
_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963\u0971-\u097f\u200c\u200d])+(?:['’][a-z]+)?", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")

# Word pairs that English does not have, of words that it has.
_HINTING_PAIR = re.compile(
    r"\b(?:ka?r\s+(?:do|de|lo|le|na|ne)|(?:me|pe|par|to)\s+(?:h|ho|na)|na?\s+h|\w+ta\s+h|\w+t[ei]\s+h|rehne\s+do|ram\s+ram)\b"
    r"|\b(?:no|number)\s+do\W*\Z"
)
_PROOF, _MILD = 2, 1
# A text with one proof only is Hinglish if it is this short.
_FEW_WORDS = 5
# Shortest words that may be taken for Hindi by the key of a level: the more a key drops, the longer.
_SHORTEST = (4, 4, 5)
_SHORTEST_JOINED, _LONGEST_JOINED = 6, 24


def tokens(text: str) -> list[str]:
    """Lower-case words, numbers and single marks of a text; a Devanagari word keeps its vowel signs."""
    return _TOKEN.findall(text.lower())


def english_words(text: str) -> int:
    """How many words of a text are those that make a text English ("the", "my", "where")."""
    return sum(word.replace("'", "") in word_list().grammar for word in _latin_words(text))


def is_hinglish(text: str) -> bool:
    """Whether the Latin letters of a text are Hindi: enough words that prove it, against those that make it English."""
    words = _latin_words(text)
    weights = [_weight(word) for word in words]
    proofs, milds = weights.count(_PROOF), weights.count(_MILD)
    if (proofs or milds) and _DEVANAGARI.search(text):
        return True
    if _HINTING_PAIR.search(text.lower()):
        return True
    grammar = word_list().grammar
    english = sum(word in grammar for word in words)
    if proofs > 1:
        return 2 * proofs + milds >= english
    if proofs:
        hints = sum(word in word_list().hints for word in words)
        return english <= milds + hints or (english == 1 and len(words) <= _FEW_WORDS)
    return not english and (milds > 1 or (milds == 1 and len(words) < _FEW_WORDS))


def to_devanagari(text: str) -> str:
    """The text with its Hindi words in Devanagari and all else kept; texts that are not Hinglish come back unchanged."""
    if not is_hinglish(text):
        return text
    if text.isupper():
        text = text.lower()  # shouting would hide the English words from the embedding
    words = word_list()
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    matches = [m for m in _WORD.finditer(text) if not any(start <= m.start() < end for start, end in addresses)]
    plain = [match.group().lower().replace("’", "'") for match in matches]
    pieces: list[str] = []
    position, after_hindi = 0, False
    for index, match in enumerate(matches):
        before, after = plain[index - 1] if index else None, plain[index + 1] if index + 1 < len(plain) else None
        form = _form(plain[index]) if _is_hindi_here(plain[index], before, after, after_hindi, words) else None
        after_hindi = form is not None or _DEVANAGARI.match(match.group()) is not None
        if form is not None:
            glued = match.start() > 0 and text[match.start() - 1].isdigit()  # 2din, 10baje
            pieces += [text[position : match.start()], " " * glued, form]
            position = match.end()
    return "".join([*pieces, text[position:]])


def _is_hindi_here(word: str, before: str | None, after: str | None, after_hindi: bool, words: WordList) -> bool:
    """Whether a word that may also be English is Hindi between its neighbours; all others are taken as they are."""
    if word in words.beside_hindi and not after_hindi:
        # "is" is marked as a hint, too: it may come first
        return word in words.hints if before is None else after in words.evidence
    # "where is the main door ... nahi mila": beside an English word the English reading is the likelier
    return word not in words.hints or not (before in words.grammar or after in words.grammar)


def _latin_words(text: str) -> list[str]:
    text = text.lower()
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    return _LATIN_WORD.findall(text)


@lru_cache(maxsize=20_000)
def _weight(word: str) -> int:
    """How much one word speaks for Hindi."""
    words = word_list()
    if word in words.evidence:
        return _PROOF
    if word in words.mild:
        return _MILD
    if word in words.devanagari or word in words.english or len(word) < _FEW_WORDS:
        return 0
    return _MILD if keys(word)[0] in words.levelled[0] or _split(word) is not None else 0


@lru_cache(maxsize=20_000)
def _form(word: str) -> str | None:
    """The Devanagari of a word: as listed, else by ever looser keys of its spelling; None for what is not Hindi."""
    words = word_list()
    if word in words.devanagari:
        return words.devanagari[word]
    if word in words.english or not (word.isascii() and word.isalpha()):
        return None
    strict, *looser = zip(words.levelled, keys(word), _SHORTEST, strict=True)
    for table, key, shortest in (strict,):
        if len(word) >= shortest and key in table:
            return table[key]
    if (joined := _split(word)) is not None:
        return joined
    for table, key, shortest in looser:
        if len(word) >= shortest and key in table:
            return table[key]
    return words.skeletons.get(keys(word)[0]) if is_shortened(word) else None


def _split(word: str) -> str | None:
    """Two or more Hindi words that were written as one: hojayega, kardena, nahimila."""
    if not _SHORTEST_JOINED <= len(word) <= _LONGEST_JOINED:
        return None
    words = word_list()
    for border in range(2, len(word) - 1):
        head, tail = word[:border], word[border:]
        if tail in words.tails and (form := _head(head, words)) is not None:
            return f"{form} {words.devanagari[tail]}"
        if head in words.heads and len(tail) >= _SHORTEST[0] and tail in words.evidence:
            return f"{words.devanagari[head]} {words.devanagari[tail]}"
    return None


def _head(head: str, words: WordList) -> str | None:
    if head in words.stems or head in words.heads or (len(head) >= _SHORTEST[0] and head in words.evidence):
        return words.devanagari.get(head)
    return _split(head)
