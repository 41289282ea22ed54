"""How Hindi is spelt in Latin letters: regular spellings of a Devanagari word, forms of verbs, keys that level habits.

Nobody learns to spell Hindi in Latin letters, so every word has many spellings, but the habits are few: long vowels written
short, sounds with two letters (w/v, z/j, ph/f, sh/s), y between vowels, and dropped vowels in chats. Keys level one habit
after the other, the harmless first.
"""

from __future__ import annotations

import re
import unicodedata

# fmt: off
_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "ph", "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ल": "l", "व": "v",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}
_NUKTA = {"क": "k", "ख": "kh", "ग": "g", "ज": "z", "ड": "d", "ढ": "dh", "फ": "f"}
_VOWELS = {
    "अ": "a", "आ": "aa", "इ": "i", "ई": "ee", "उ": "u", "ऊ": "oo", "ऋ": "ri", "ए": "e", "ऐ": "ai", "ओ": "o", "औ": "au", "ऑ": "o",
}
_SIGNS = {
    "ा": "aa", "ि": "i", "ी": "ee", "ु": "u", "ू": "oo", "ृ": "ri", "े": "e", "ै": "ai", "ो": "o", "ौ": "au", "ॉ": "o",
}
# fmt: on
_VIRAMA, _NUKTA_SIGN = "\u094d", "\u093c"
_VOWEL_ENDING = "ाआेोीईूओ"

# The schwa: an `a` that is written in no letter. Marked while it is not yet known whether it is spoken.
_SCHWA = "\x00"
_SILENT_AT_END = re.compile(f"(?<=[^{_SCHWA}]){_SCHWA}$")
_SILENT_INSIDE = re.compile(f"(.*[aeiou{_SCHWA}][^aeiou{_SCHWA}]h?){_SCHWA}(?=[^aeiou{_SCHWA}]h?[aeiou{_SCHWA}])")


def romanise(native: str) -> list[str]:
    """The regular Latin spellings of a Devanagari word, the most usual one first; a space inside is dropped."""
    plain = _latin_of(native.replace(" ", ""))
    written = _SILENT_AT_END.sub("", plain)
    spoken = written
    # from the end: of two schwas in a row the last falls silent (samajhna)
    while (found := _SILENT_INSIDE.match(spoken)) is not None:
        spoken = found.group(1) + spoken[found.end() :]
    spellings = [spoken, written]
    spellings += [spelling.replace("N", "") for spelling in spellings]
    if "ड़" in unicodedata.normalize("NFC", native) or "ड" + _NUKTA_SIGN in native:
        spellings += [re.sub(r"d(?!.*d)", "r", spelling) for spelling in spellings]
    spellings = [spelling.replace("N", "n").replace(_SCHWA, "a") for spelling in spellings]
    spellings += [short for spelling in spellings if (short := _short(spelling)) != spelling]
    return list(dict.fromkeys(spelling for spelling in spellings if spelling))


def inflect(stem: str, native: str) -> list[tuple[str, str]]:
    """(spelling, Devanagari) of the forms of a verb, whose stem is spelt `stem` in Latin letters and `native` in Hindi."""
    endings = _AFTER_VOWEL if native[-1] in _VOWEL_ENDING else _AFTER_CONSONANT
    return [
        (stem + spelling, native + ending) for spellings, ending in endings for spelling in spellings.split() or [""]
    ]


def keys(word: str) -> tuple[str, ...]:
    """Keys of a spelling, the strictest first: sounds levelled; then short vowels dropped; then aspiration dropped too."""
    key = word
    for pattern, level in _LEVELS:
        key = pattern.sub(level, key)
    key = key.replace("A", "a")
    without_schwa = _INNER_A.sub("", key)
    return key, without_schwa, _ASPIRATION.sub("", without_schwa)


def skeleton(word: str) -> str:
    """The word as chats shorten it: no vowel but at the borders ("mujhe" -> "mjhe", "matlab" -> "mtlb")."""
    return _INNER_VOWELS.sub("", keys(word)[0])


def is_shortened(word: str) -> bool:
    """Whether the spelling has lost its inner vowels and can be compared by its skeleton: three consonants or more."""
    return _SHORTENED.match(word) is not None


def _latin_of(native: str) -> str:
    latin: list[str] = []
    text = unicodedata.normalize("NFD", native)
    for position, letter in enumerate(text):
        following = text[position + 1] if position + 1 < len(text) else ""
        if letter in _CONSONANTS:
            sound = _CONSONANTS[letter]
            if following == _NUKTA_SIGN:
                sound = _NUKTA.get(letter, sound)
                following = text[position + 2] if position + 2 < len(text) else ""
            latin.append(sound)
            if following not in _SIGNS and following != _VIRAMA:
                latin.append(_SCHWA)
        elif letter in _SIGNS:
            latin.append(_SIGNS[letter])
        elif letter in _VOWELS:
            latin.append(_VOWELS[letter])
        elif letter in "ँं":
            # written n (m before lips), or not at all: N says that it may be left out
            if latin and latin[-1] == _SCHWA:
                latin[-1] = "a"
            latin.append("m" if following in tuple("पबफभम") else "N")
    return "".join(latin)


def _short(spelling: str) -> str:
    return spelling.replace("aa", "a").replace("ee", "i").replace("oo", "u")


def _patterns(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), level) for pattern, level in pairs)


_LEVELS = _patterns(
    (r"ph", "f"),
    (r"chh", "ch"),
    (r"ck|q", "k"),
    (r"x", "ks"),
    (r"sh", "s"),
    (r"w", "v"),
    (r"z", "j"),
    (r"(?<=[aeiou])y(?=[ei])|(?<=i)y(?=[ao])|(?<=[uo])v(?=a)", ""),  # aayega, kiya, huwa
    (r"iy+e?\b|ie+\b|ye\b", "ie"),  # chahiy, chahie, chahye
    (r"a{2,}", "A"),
    (r"e{2,}", "i"),
    (r"o{2,}", "u"),
    (r"(.)\1+", r"\1"),
    (r"(?<!A)[ae][iy](?![aouA])", "e"),
    (r"[ao]u", "o"),
    (r"y(?![aeiouA])", "i"),
)
_INNER_A = re.compile(r"(?<=[^aeiou])a(?=[^aeiou])")
_INNER_VOWELS = re.compile(r"(?<=[a-z])[aeiou]+(?=[a-z])")
_ASPIRATION = re.compile(r"(?<=[bcdgjkpt])h")
_SHORTENED = re.compile(r"[b-df-hj-np-tv-z]{3,}[aeiou]{0,2}\Z")

# Endings of a verb, Latin spellings first: after a stem that ends in a consonant sound, and after one that ends in a vowel.
_AFTER_CONSONANT: tuple[tuple[str, str], ...] = (
    ("na naa", "ना"),
    ("ne ney", "ने"),
    ("ni nee", "नी"),
    ("o oo", "ो"),
    ("e ey", "े"),
    ("en ein", "ें"),
    ("iye iyee iyega ie iyo iy", "िए"),
    ("ta taa", "ता"),
    ("te tey", "ते"),
    ("ti tee", "ती"),
    ("a aa", "ा"),
    ("i ee", "ी"),
    ("ega aega egaa yega", "ेगा"),
    ("egi egee", "ेगी"),
    ("enge engey ege", "ेंगे"),
    ("oge ogey", "ोगे"),
    ("ogi", "ोगी"),
    ("unga oonga", "ूँगा"),
    ("ungi oongi", "ूँगी"),
    ("u un oon", "ूँ"),
    ("kar ke kr", "कर"),
    ("do doo dijiye dijie", " दो"),
    ("dena", " देना"),
    ("lo", " लो"),
    ("", ""),
)
_AFTER_VOWEL: tuple[tuple[str, str], ...] = (
    ("na naa", "ना"),
    ("ne ney", "ने"),
    ("ni nee", "नी"),
    ("o oo", "ओ"),
    ("ye e ey", "ए"),
    ("yen en ein yein", "एँ"),
    ("iye iyega ie iyee iyo", "इए"),
    ("ta taa", "ता"),
    ("te tey", "ते"),
    ("ti tee", "ती"),
    ("ya yaa", "या"),
    ("yi i ee", "ई"),
    ("yega ega yegaa", "एगा"),
    ("yegi egi", "एगी"),
    ("yenge enge yege ege", "एँगे"),
    ("oge ogey", "ओगे"),
    ("ogi", "ओगी"),
    ("unga oonga", "ऊँगा"),
    ("ungi oongi", "ऊँगी"),
    ("u un oon", "ऊँ"),
    ("kar ke kr", "कर"),
    ("do doo dijiye dijie", " दो"),
    ("dena", " देना"),
    ("lo", " लो"),
    ("", ""),
)
