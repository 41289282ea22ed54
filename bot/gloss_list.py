"""The word list behind bot/gloss.py: reads `gloss.txt`, declines its nouns and adjectives, conjugates its verbs.

All forms are made once, when the list is loaded, so that a look-up is one dictionary access.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

SECTIONS = ("words", "nominals", "verbs", "light verbs")
"""Words as they are; nouns and adjectives, declined; stems of verbs, conjugated; verbs that help after another stem."""

Entries = list[tuple[str, list[str]]]

# Endings of verbs, levelled as in level(). "{}" is the gloss of the stem, "{past}" its past form.
_AFTER_CONSONANT = {
    "{past}": "ा े ी ीं",
    "will {}": "ूंगा ूंगी ेगा ेगी ेंगे ेंगी ोगे ोगी ुंगा ुंगी",
    "{}": "ना ने नी नीं ता ते ती तीं ूं ुं ें ो िए िएगा िये ियेगा कर के करके",
}
_AFTER_VOWEL = {
    "{past}": "या ए ये ई यी ईं यीं",
    "will {}": "ऊंगा ऊंगी उंगा उंगी एगा येगा यगा एगी येगी एंगे येंगे एंगी येंगी ओगे ओगी",
    "{}": "ना ने नी नीं ता ते ती तीं ऊं उं एं यें ओ इए इएगा इये इयेगा कर के करके",
}
_INFINITIVES = ("ना", "ने", "नी")
# Forms of irregular verbs that the endings do not make; की (did) is left to the far more frequent की (of).
_IRREGULAR = {
    "कर": {"{past}": "किया किए किये", "{}": "कीजिए कीजिये कीजिएगा कीजियेगा कीजे"},
    "हो": {"{past}": "हुआ हुए हुये हुई हुईं", "will {}": "होगा होगी होंगे होंगी", "{}": "हों"},
    "दे": {
        "{past}": "दिया दिए दिये दी दीं",
        "will {}": "दूंगा दूंगी देगा देगी देंगे देंगी दोगे दोगी",
        "{}": "दूं दें दो दीजिए दीजिये दीजिएगा दीजियेगा",
    },
    "ले": {
        "{past}": "लिया लिए लिये ली लीं",
        "will {}": "लूंगा लूंगी लेगा लेगी लेंगे लेंगी लोगे लोगी",
        "{}": "लूं लें लो लीजिए लीजिये लीजिएगा लीजियेगा",
    },
    "जा": {"{past}": "गया गए गये गई गयी गईं"},
    "पी": {"{past}": "पिया पिए पिये", "will {}": "पिएगा पिएगी पिएंगे", "{}": "पिएं पियो"},
}
_VOWELS = "अआइईउऊएऐओऔऑािीुूेैोौॉ"
_PROGRESSIVE = "रह"
_PASSIVE = "जा"
# Endings of nouns and adjectives by the last letter, which they replace.
_DECLENSION = {
    "ा": "े ी ों ाएं ायें ाओं ास",
    "ी": "ियां ियों ीज ीस",
    "ि": "ियां ियों",
    "ई": "इयां इयों",
    "ू": "ुएं ुओं ूज",
    "ो": "ोज ोओं ोस",
}
_AFTER_OTHER = "ें ों ्स"


class Verb(NamedTuple):
    """The gloss of a verb's stem and of its past."""

    present: str
    past: str


class LightVerb(NamedTuple):
    """What a form of a light verb adds to the stem before it: a gloss, and its tense (`past`, `will` or nothing)."""

    meaning: str
    tense: str


class GlossList(NamedTuple):
    """The loaded list by levelled form; `loose` by loose_key(); the sets are forms of verbs, `passive` those of जा."""

    forms: dict[str, str]
    loose: dict[str, str]
    stems: dict[str, Verb]
    light: dict[str, LightVerb]
    passive: frozenset[str]
    infinitives: frozenset[str]
    verbs: frozenset[str]


def level(word: str) -> str:
    """One form for the usual spellings of a Hindi word: without nukta, joiners and chandrabindu, nasals as anusvara."""
    word = unicodedata.normalize("NFD", word)
    for pattern, to in _LEVELS:
        word = pattern.sub(to, word)
    return word


def loose_key(word: str) -> str:
    """One key for looser spellings of a levelled word: vowel lengths, o sounds, doubled and retroflex letters."""
    for pattern, to in _LOOSE_LEVELS:
        word = pattern.sub(to, word)
    return word


def read_sections() -> dict[str, Entries]:
    """The lines of `gloss.txt` by section: gloss and levelled forms; a phrase's words are parted by a space.

    Raises ValueError, naming the line, for one that is not `gloss: form form` below the heading of a section.
    """
    found: dict[str, Entries] = {}
    section = ""
    for number, line in enumerate(Path(__file__).with_name("gloss.txt").read_text("utf-8").splitlines(), start=1):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            found[section] = []
        elif line and not line.startswith("#"):
            meaning, colon, listed = line.partition(":")
            if not (colon and listed.split() and section):
                raise ValueError(f"gloss.txt, line {number}: write `gloss: form form` below a [section], not {line!r}")
            found[section].append((meaning.strip(), [level(form.replace("_", " ")) for form in listed.split()]))
    return found


@lru_cache(maxsize=1)
def gloss_list() -> GlossList:
    """The list, read once. Listed forms go before made ones, verbs before nouns. Raises ValueError as read_sections()."""
    sections = read_sections()
    words = list(_pairs(sections["words"]))
    nominals = list(_pairs(sections["nominals"]))
    forms = dict(words + nominals)
    stems = {stem: _verb(meaning) for stem, meaning in _pairs(sections["verbs"])}
    conjugated = [(form, gloss) for stem, verb in stems.items() for form, gloss in _conjugate(stem, verb)]
    for form, gloss in sorted(conjugated, key=lambda pair: pair[0] in stems):
        forms.setdefault(form, gloss)  # दिखा: the past of दिख before the stem of "show"
    for listed, meaning in nominals:  # after the verbs: खेलें is "play", not "games"
        for form in _decline(listed):
            forms.setdefault(form, meaning)
    light = {
        form: LightVerb(meaning, "" if stem == _PROGRESSIVE else tense.strip())
        for stem, meaning in _pairs(sections["light verbs"])
        for form, tense in _conjugate(stem, Verb("", "past"))
    }
    loose: dict[str, str] = {}
    for form, gloss in forms.items():
        if " " not in form:
            loose.setdefault(loose_key(form), gloss)
    infinitives = frozenset(stem + ending for stem in stems for ending in _INFINITIVES)
    passive = frozenset(form for form, _ in _conjugate(_PASSIVE, Verb("", "")))
    verbs = frozenset(form for form, _ in conjugated)
    return GlossList(forms, loose, stems, light, passive, infinitives, verbs)


def _pairs(entries: Entries) -> Iterator[tuple[str, str]]:
    return ((form, meaning) for meaning, listed in entries for form in listed)


def _verb(meaning: str) -> Verb:
    present, _, past = meaning.partition("/")
    return Verb(present, past or present)


def _decline(form: str) -> list[str]:
    last = form[-1]
    if last in _DECLENSION:
        return [form[:-1] + ending for ending in _DECLENSION[last].split()]
    return [form + ending for ending in _AFTER_OTHER.split()] if last not in _VOWELS else []


def _conjugate(stem: str, verb: Verb) -> Iterator[tuple[str, str]]:
    """The forms of a verb and their glosses; of a phrase, the last word is conjugated."""
    *phrase, last = stem.split(" ")
    yield stem, verb.present
    for pattern, listed in (_AFTER_VOWEL if stem[-1] in _VOWELS else _AFTER_CONSONANT).items():
        for ending in listed.split():
            yield stem + ending, pattern.format(verb.present, past=verb.past)
    for pattern, listed in _IRREGULAR.get(last, {}).items():
        for form in listed.split():
            yield " ".join((*phrase, form)), pattern.format(verb.present, past=verb.past)


_LEVELS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("[\u200c\u200d\u093c]", ""),  # joiners, nukta: फ़ोन, फोन
        ("ँ", "ं"),
        ("[ङञणनम]्(?=[क-ढत-धप-भ])", "ं"),  # हिन्दी, हिंदी
        ("ॅ", "े"),
        ("([\u0900-\u0903\u093e-\u094d])\\1+", r"\1"),  # a sign typed twice
        ("^[\u0900-\u0903\u093e-\u094d]+", ""),  # a sign without a letter
    )
)
_LOOSE_LEVELS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("[ऑऔ]", "ओ"),
        ("[ॉौ]", "ो"),
        ("ऐ", "ए"),
        ("ै", "े"),
        ("ये", "ए"),
        ("यी", "ई"),
        ("ी", "ि"),
        ("ई", "इ"),
        ("ू", "ु"),
        ("ऊ", "उ"),
        ("ण", "न"),
        ("ष", "श"),
        ("([क-ह])्\\1", r"\1"),
        ("([कगचजटडतदपब])्([खघछझठढथधफभ])", r"\2"),  # अच्छा, अछा
        ("(?<=.)[ंः]$", ""),
        ("्$", ""),
    )
)
