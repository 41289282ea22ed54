"""Clean-up of what people type, before language detection, embedding and matching."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LANGUAGES = ("en", "hi", "hinglish")
"""Language codes: English, Hindi in Devanagari, Hindi in Latin letters."""

MAX_CHARACTERS = 300
"""Longer texts are cut: the embedding's cost grows with length and the question is at the start."""

_REPEATED_LETTER = re.compile(r"([^\W\d_])\1{2,}")
_REPEATED_MARK = re.compile(r"([!?.,;:।\-_*=~])\1+")

# Devanagari: signs that stand on a letter. Phones type some twice, before the nukta, or with no letter to stand on.
_SIGNS = "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0955-\u0957\u0962\u0963"
_NUKTA = "\u093c"
_REPEATED_SIGN = re.compile(f"([{_SIGNS}])\\1+")
_SIGNS_IN_A_ROW = re.compile(f"[{_SIGNS}]{{2,}}")
_SIGN_ALONE = re.compile(f"(?<![\u0900-\u097f])[{_SIGNS}]+")


def clean(text: str) -> str:
    """One line of plain text: compatibility forms folded, invisible characters gone, repetition squeezed, length cut.

    Joiners disappear without splitting their word; signs of Devanagari come in one order, once, and after a letter.
    """
    text = text[: 4 * MAX_CHARACTERS].translate(_VISIBLE)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = _SIGN_ALONE.sub("", _SIGNS_IN_A_ROW.sub(_in_order, text))
    text = _REPEATED_LETTER.sub(r"\1\1", text)
    text = _REPEATED_MARK.sub(r"\1", text)
    return " ".join(text.split())[:MAX_CHARACTERS].rstrip()


def fold(text: str) -> str:
    """The text for comparing two questions: clean, lower case, digits as 0-9, without punctuation."""
    return " ".join(clean(text).casefold().translate(_COMPARABLE).split())


def scripts(text: str) -> dict[str, int]:
    """Number of letters by script: `latin`, `devanagari`, `other` (digits and marks are no letters)."""
    if text.isascii():
        return {"latin": sum(map(str.isalpha, text)), "devanagari": 0, "other": 0}
    counts = {"latin": 0, "devanagari": 0, "other": 0}
    for character in text:
        if "\u0900" <= character <= "\u097f":
            counts["devanagari"] += character not in "।॥॰" and not character.isdigit()
        elif character.isalpha():
            counts["latin" if character < "\u0250" else "other"] += 1
    return counts


def is_readable(text: str) -> bool:
    """Whether the text holds words in a script the bot can read (Latin or Devanagari)."""
    counts = scripts(text)
    return counts["latin"] + counts["devanagari"] > counts["other"]


def ascii_digits(text: str) -> str:
    """The text with the digits of any script as 0-9; the length stays the same."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


class _Table(dict[int, str]):
    """A table for `str.translate` that asks for each character once."""

    def __init__(self, replace: Callable[[str], str]) -> None:
        super().__init__()
        self._replace = replace

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, self._replace(chr(code)))


def _in_order(match: re.Match[str]) -> str:
    signs = match.group()
    if _NUKTA in signs:
        signs = _NUKTA + signs.replace(_NUKTA, "")
    return _REPEATED_SIGN.sub(r"\1", signs)


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    # format characters (zero-width, direction marks), controls, private use and surrogates carry no words
    return "" if unicodedata.category(character) in ("Cf", "Cc", "Co", "Cs") else character


def _comparable(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character if category[0] in "LMN" else " "


_VISIBLE = _Table(_visible)
_COMPARABLE = _Table(_comparable)
