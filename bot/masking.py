"""Masking: what names a person is replaced before a text leaves its conversation, for a log or for learning.

Agents read the conversation itself, which keeps the text. The tokens stand for themselves, so that a masked question can
still be read and learned from, and masking twice changes nothing.
"""

from __future__ import annotations

from bot.details import LONGEST, SECRET_KINDS, find_all

PERSONAL = SECRET_KINDS | {"email", "phone"}
"""A pin code, an amount or a day does not name a person."""

NAMES_A_CASE = frozenset({"order_number", "ticket_number"})
"""Not personal by itself, but no part of a question that is learned from."""


def mask(text: str, *, learned: bool = False) -> str:
    """The text with tokens like `<phone>` in place of what is personal; cut after 4,000 characters.

    `learned`: the text may become training data or be counted as a question, so order and ticket numbers go, too.
    """
    kinds = PERSONAL | NAMES_A_CASE if learned else PERSONAL
    masked = _mask_once(text[:LONGEST], kinds)
    while masked != text:
        # a token may stand where the next detail is then found: "OTP 123:456"
        text, masked = masked, _mask_once(masked, kinds)
    return masked


def _mask_once(text: str, kinds: frozenset[str]) -> str:
    parts, position = [], 0
    for detail in find_all(text):
        if detail.entity in kinds:
            parts += [text[position : detail.start], f"<{detail.entity.removesuffix('_number')}>"]
            position = detail.end
    return "".join([*parts, text[position:]])[:LONGEST]
