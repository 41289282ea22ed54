"""Numbers and names that belong to one person: found only to be masked, never kept as details of a ticket.

Finders yield (start, end) in a text whose digits are 0-9. Sources: payment cards end in a Luhn digit (ISO/IEC 7812-1),
Aadhaar numbers in a Verhoeff digit and never begin with 0 or 1 (UIDAI); a PAN is AAAAA9999A, its fourth letter the kind of
holder (Income Tax Department); a UPI address is name@handle, the handle without a dot (NPCI).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_CARD = re.compile(r"(?<![\w+])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w])")
_AADHAAR = re.compile(r"(?<![\w+])[2-9]\d{3}([ -]?)\d{4}\1\d{4}(?!\w)(?![ -]?\d)")
_PAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z](?![A-Za-z0-9])", re.IGNORECASE)
_UPI = re.compile(r"(?<![\w.@+-])[A-Za-z0-9][\w.-]{1,63}@[A-Za-z][A-Za-z0-9]{1,20}(?![\w@-]|\.\w)", re.ASCII)
_LINK = r"\W{0,3}(?:(?:is|was|h|hai|he|tha|aaya|aya|है|था|आया|no|num|number|nambar|code|नंबर|कोड|ki|ka|का)\b\W{0,3}){0,3}"
_OTP_WORD = r"(?:otp|o\.t\.p|ओटीपी|one[ -]time (?:password|code)|verification code|cvv|upi pin|atm pin|यूपीआई पिन)"
_OTP_AFTER = re.compile(rf"(?<!\w){_OTP_WORD}{_LINK}(\d(?:[ -]?\d){{2,7}})(?!\w)", re.IGNORECASE)
_OTP_BEFORE = re.compile(
    rf"(?<![\w+.,])(\d{{4,8}})\W{{0,3}}(?:(?:is|hai|है|ye|my|your|the|mera|मेरा)\W{{1,2}}){{0,3}}{_OTP_WORD}(?!\w)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    rf"(?<!\w)(?:account|acc|a/c|acct|bank account|khata|खाता|खाते|अकाउंट){_LINK}(\d(?:[ -]?\d){{8,17}})(?!\w)",
    re.IGNORECASE,
)

# Verhoeff's tables: multiplication in the dihedral group D5, and the powers of its permutation
_TIMES = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)
_POWERS = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of those before it."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 * (number > 9) for number in doubled) % 10 == 0


def is_verhoeff(digits: str) -> bool:
    """Whether the last digit is the Verhoeff check digit of those before it."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(_TIMES[check][int(_POWERS[place % 8][int(digit)])])
    return check == 0


def cards(text: str) -> Iterator[Span]:
    """Payment card numbers of 13 to 19 digits."""
    for match in _CARD.finditer(text):
        if is_luhn(re.sub(r"\D", "", match.group())):
            yield match.span()


def aadhaar_numbers(text: str) -> Iterator[Span]:
    """Aadhaar numbers, in one run or in three groups."""
    for match in _AADHAAR.finditer(text):
        if is_verhoeff(re.sub(r"\D", "", match.group())):
            yield match.span()


def pans(text: str) -> Iterator[Span]:
    """Permanent account numbers of the tax office."""
    for match in _PAN.finditer(text):
        yield match.span()


def upi_addresses(text: str) -> Iterator[Span]:
    """Addresses of the payment system UPI."""
    for match in _UPI.finditer(text):
        yield match.span()


def secret_codes(text: str) -> Iterator[Span]:
    """One-time passwords, card codes and payment PINs, next to the word for them."""
    for pattern in (_OTP_AFTER, _OTP_BEFORE):
        for match in pattern.finditer(text):
            yield match.span(1)


def bank_accounts(text: str) -> Iterator[Span]:
    """Bank account numbers, after the word for them."""
    for match in _ACCOUNT.finditer(text):
        yield match.span(1)
