"""Hindi glossed word by word into English: a second view of a text for a sentence encoder that reads English only.

The gloss keeps the order of the Hindi words ("रिफंड कब मिलेगा" -> "refund when will get"): an encoder takes the meaning
from the words far more than from their order. The word list is data: `gloss.txt`.
"""

from __future__ import annotations

import re

from bot.gloss_list import gloss_list, level, loose_key
from bot.text import ascii_digits

_LETTERS = "\u0900-\u0963\u0971-\u097f\u200c\u200d"
_DEVANAGARI = re.compile("[\u0900-\u0963\u0971-\u097f]")
_DIGIT = re.compile("[\u0966-\u096f]")
_TOKEN = re.compile(f"[{_LETTERS}]+|[^{_LETTERS}\\s]+")
_HYPHEN = re.compile(f"(?<=[{_LETTERS}])-(?=[{_LETTERS}])")
_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[?!.,;:])")
_POSTPOSITION = re.compile(r"(?<=..)(?:को|से|में|का|की|के|पर|ने|वाला|वाले|वाली)\Z")
_SHORTEST_LOOSE = 3
_NEGATIONS = frozenset(("नहीं", "नही", "ना", "न", "मत"))
_PARTICLES = _NEGATIONS | {"ही", "भी", "तो"}  # खुल ही नहीं रहा: they part a verb from its helper
_NEEDED = frozenset(("चाहिए", "चाहिये", "चाहिएं"))
_PARTICIPLES = frozenset(("हुआ", "हुए", "हुई"))
_COPULA = frozenset(("है", "हे", "हैं", "हूं", "था", "थी", "थे"))


def gloss(text: str) -> str:
    """The text with each Devanagari word replaced by its English gloss and digits as 0-9; all other words stay.

    Unknown Devanagari words are left out: to an English encoder they are noise. A text without Devanagari letters or
    digits comes back unchanged.
    """
    plain = ascii_digits(text) if _DIGIT.search(text) else text
    if not _DEVANAGARI.search(plain):
        return plain
    plain = _HYPHEN.sub(" ", plain.replace("।", "."))
    tokens = [level(token) if _DEVANAGARI.search(token) else token for token in _TOKEN.findall(plain)]
    glosses: list[str] = []
    position = 0
    while position < len(tokens):
        length, words = _unit(tokens, position)
        glosses.append(words)
        position += length
    return _SPACE_BEFORE_MARK.sub("", " ".join(words for words in glosses if words))


def gloss_words(word: str) -> str | None:
    """The gloss of one Devanagari word out of context; empty for a known word without one, None for an unknown word."""
    return _find(level(word))


def _unit(tokens: list[str], position: int) -> tuple[int, str]:
    """How many tokens from `position` on belong together, and their gloss."""
    forms = gloss_list().forms
    token, second, third, fourth = (tokens[position : position + 4] + [""] * 3)[:4]
    if not _DEVANAGARI.search(token):
        return 1, token
    if second in _NEGATIONS and (phrase := f"{token} {third}") in forms:
        return 3, "not " + (_before_light_verb(phrase, fourth) or forms[phrase])  # काम नहीं कर रहा
    for length, phrase, following in ((3, f"{token} {second} {third}", fourth), (2, f"{token} {second}", third)):
        if phrase in forms:
            return length, _before_light_verb(phrase, following) or forms[phrase]
    before = next((word for word in reversed(tokens[max(position - 4, 0) : position]) if word not in _PARTICLES), "")
    words = _after_verb(token, before, second) if position else _opening(token, second)
    if words is None:
        words = _before_light_verb(token, second)
    return 1, (_find(token) or "") if words is None else words


def _before_light_verb(unit: str, following: str) -> str | None:
    """The gloss of a verb's stem with the tense of the light verb after it: टूट गया "broke", मिल जाएगा "will get"."""
    words = gloss_list()
    if unit not in words.stems or following not in words.light:
        return None
    verb = words.stems[unit]
    meaning, tense = words.light[following]
    if tense == "will" and not meaning:
        return f"will {verb.present}"
    return verb.past if tense == "past" else verb.present


def _after_verb(token: str, before: str, following: str) -> str | None:
    """The gloss of a word that means something else after a verb; None if it means what it always does."""
    words = gloss_list()
    after_infinitive = before in words.infinitives
    after_verb = before in words.verbs
    if token in words.light and before in words.stems:
        return words.light[token].meaning
    if token in _COPULA and after_verb:
        return "want" if after_infinitive else ""  # रिफंड लेना है: wants it, or has to; मिलता है: tense only
    if token in _NEEDED and after_infinitive:
        return "should"
    if after_verb and not after_infinitive and (token in words.passive or token in _PARTICIPLES):
        return ""  # भेजा गया, टूटी हुई
    if token == "दो" and not _DEVANAGARI.search(following):  # noqa: S105 - a word, no secret
        return "give"  # पैसे वापस दो; elsewhere it is 2
    if token == "क्या" and (after_verb or before in _COPULA) and not after_infinitive:  # noqa: S105
        return "what" if _is_verb(following) else ""  # ऑर्डर आया क्या: a question answered by yes or no
    return None


def _opening(token: str, following: str) -> str | None:
    """क्या opens a question answered by yes or no, unless its verb follows at once (क्या हुआ)."""
    return "does" if token == "क्या" and following and not _is_verb(following) else None  # noqa: S105


def _is_verb(token: str) -> bool:
    return token in gloss_list().verbs or token in _COPULA


def _find(word: str) -> str | None:
    words = gloss_list()
    if word in words.forms:
        return words.forms[word]
    if len(word) >= _SHORTEST_LOOSE and (found := words.loose.get(loose_key(word))) is not None:
        return found
    joined = _POSTPOSITION.sub("", word)  # ऑर्डरका
    return words.forms.get(joined) if joined != word else None
