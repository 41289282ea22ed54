"""Details in a text: what a ticket or a hand-off needs, and what must be masked. Latin or Devanagari digits, no Rasa.

| kind | value | |
|---|---|---|
| `email` | lower case | |
| `phone` | E.164, numbers without country code are Indian | found by phonenumbers |
| `ticket_number` | `SAH-42` | |
| `order_number` | upper case without dashes | 7 to 12 digits alone, 6 with two to four letters, 4 after the word |
| `pin_code` | six digits | next to a word for it, or in an address or a question about delivery |
| `amount` | rupees as a plain decimal number | ₹, Rs, rupees, lakh, 2k, 1,00,000 |
| `date` | ISO | see `bot/dates.py` |
| `card` `aadhaar` `pan` `upi` `otp` `bank_account` | as typed | for masking only, see `bot/identifiers.py` |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import phonenumbers

from bot import identifiers
from bot.dates import today_in_india, told_dates, written_dates
from bot.text import ascii_digits

REGION = "IN"
"""Region of phone numbers written without a country code."""

LONGEST = 4000
"""Characters that are searched; the desk stores no longer question."""

SECRET_KINDS = frozenset({"card", "aadhaar", "pan", "upi", "otp", "bank_account"})
"""Found to be masked, never told to actions."""

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+%-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![\w-])", re.ASCII)
_TICKET = re.compile(r"(?<![A-Za-z0-9])SAH\s*[-–—_# ]?\s*(\d{1,9})(?!\d)", re.IGNORECASE)
# Aangan's order numbers: two to four letters and six to twelve digits (OD1234567890, AAN-123456), or seven to twelve digits
_ORDER = re.compile(r"(?<![A-Za-z0-9])(?!SAH)([A-Za-z]{2,4})[-#]?(\d{6,12})(?![A-Za-z0-9])", re.IGNORECASE)
_ORDER_DIGITS = re.compile(r"(?<![\w+@.])#?(\d{6,12})(?![\w@])")
_ORDER_WORD = re.compile(
    r"(?:order|ordr|odr|ऑर्डर|आर्डर|आदेश)\s*(?:id|no|num|number|nambar|नंबर|नम्बर|संख्या|आईडी)?\.?\s*"
    r"(?:is|hai|h|है|:|=|-|#)*\s*#?(\d{4,12})(?!\d)",
    re.IGNORECASE,
)
_NO_PREFIX = frozenset("rs inr upi utr pin otp no num id is at on to ph mob tel hai my mera call".split())  # noqa: SIM905
# Glued to its word, where phonenumbers sees no number
_PHONE_WORD = re.compile(
    r"(?:ph|phn|phone|mob|mobile|no|num|number|call|whatsapp|contact)[.:\-]*((?:\+?91[ -]?|0)?[6-9]\d{9})(?!\w)",
    re.IGNORECASE,
)

_SIX = r"([1-9]\d{2}\s?\d{3})(?!\w|[.,]\d)(?!\s?(?:rs|rupees|rupaye|रुप))"
_PIN_WORD = re.compile(
    r"(?:pin\s?-?code|pincode|postal code|zip(?: code)?|pin|पिन\s?कोड|पिनकोड|पिन)"
    rf"\W{{0,3}}(?:(?:is|hai|h|no|number|for|mera|है|नंबर|पर)\W{{1,2}}){{0,2}}{_SIX}",
    re.IGNORECASE,
)
_PIN_BEFORE_WORD = re.compile(rf"(?<![\w+.,#]){_SIX}\s(?:pin\s?code|pincode|पिन\s?कोड|पिनकोड)", re.IGNORECASE)
_PLACED_SIX = re.compile(rf"(?<![\w+.#])(?<!\d,){_SIX}", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:house|flat|plot|road|rd|street|st|nagar|colony|sector|block|floor|lane|gali|mohalla|district|dist|near|opp|village|"
    r"gaon|gaanv|address|pata|area|location|deliver\w*|ship\w*|courier|serviceable|bhejte|bhejoge|bhej|delhi|mumbai|pune|"
    r"bengaluru|bangalore|chennai|hyderabad|kolkata|ahmedabad|jaipur|lucknow|kanpur|nagpur|indore|bhopal|patna|surat|noida|"
    r"gurgaon|gurugram|ghaziabad|kochi|guwahati|chandigarh|ranchi|raipur|dehradun|up|mp|bihar|gujarat|kerala|punjab|haryana|"
    r"rajasthan|maharashtra|karnataka|assam|odisha|goa)\b|मकान|फ्लैट|सड़क|रोड|नगर|कॉलोनी|सेक्टर|गली|मोहल्ला|ज़िला|जिला|गाँव|गांव|पता|"
    r"इलाके|डिलीवर|डिलीवरी|भेज|दिल्ली|मुंबई|पुणे|जयपुर|लखनऊ|पटना|कोलकाता|चेन्नई|हैदराबाद|इंदौर|भोपाल",
    re.IGNORECASE,
)
_PLACE_NEAR = 60
"""Characters before or behind six digits in which a word of a place makes them a pin code."""

_NUMBER = r"(\d{1,3}(?:,\d{2,3}){1,5}(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})?)"
_TIMES = {"la": 10**5, "ला": 10**5, "cr": 10**7, "ka": 10**7, "कर": 10**7}
"""What a word of quantity multiplies by, from its first two characters; the others stand for thousand."""
_MANY = (
    r"(?:\s?(thousand|hazaar|hazar|hajar|lakhs?|lacs?|laakh|crores?|karod|हज़ार|हजार|लाख|करोड़|करोड)"
    r"(?![\w\u0900-\u0963])|(k)\b)"
)
_RUPEES = r"(?:rupees?|rupaye|rupay|rupaya|rupiya|rupye|rupya|rupe|rs|inr|bucks|रुपये|रुपए|रुपया|रुपयों|रूपये|रूपए|रु|₹)"
_AMOUNTS = (
    re.compile(
        rf"(?:₹|(?<![A-Za-z])(?:rs|inr|rupees)(?![A-Za-z])|रु(?![\u0900-\u0963]))\.?\s?{_NUMBER}(?![\d])(?:{_MANY})?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.,]){_NUMBER}(?:{_MANY})?(?:\s?/-|\s?{_RUPEES}(?![\w\u0900-\u0963])(?!\.?\s?\d))", re.IGNORECASE
    ),
    re.compile(rf"(?<![\w.,]){_NUMBER}{_MANY}", re.IGNORECASE),
)


class Detail(NamedTuple):
    """One detail found: its kind, its normal form, and where it stands in the text."""

    entity: str
    value: str
    start: int
    end: int


def find_details(text: str, today: date | None = None) -> list[Detail]:
    """The details that actions may use, left to right, without overlaps.

    `today`: the day that "yesterday" and "kal" are counted from; without it the day in India.
    """
    return [detail for detail in find_all(text, today) if detail.entity not in SECRET_KINDS]


def find_all(text: str, today: date | None = None) -> list[Detail]:
    """The same with what is only there to be masked."""
    plain = ascii_digits(text[:LONGEST])
    found: list[Detail] = []
    # the surer a kind is, the earlier it takes its place in the text
    for detail in _by_sureness(plain, today or today_in_india()):
        if all(detail.end <= other.start or detail.start >= other.end for other in found):
            found.append(detail)
    return sorted(found, key=lambda detail: detail.start)


def _by_sureness(text: str, today: date) -> Iterator[Detail]:
    yield from _matched("email", _EMAIL, text, str.lower)
    yield from _secret("upi", identifiers.upi_addresses(text), text)
    for match in _TICKET.finditer(text):
        yield Detail("ticket_number", f"SAH-{int(match.group(1))}", match.start(), match.end())
    yield from _secret("card", identifiers.cards(text), text)
    yield from _secret("pan", identifiers.pans(text), text)
    yield from _secret("otp", identifiers.secret_codes(text), text)
    yield from _secret("bank_account", identifiers.bank_accounts(text), text)
    yield from (Detail("date", *found) for found in written_dates(text, today))
    yield from _amounts(text)
    yield from _matched("order_number", _ORDER_WORD, text, str, 1)
    yield from _matched("pin_code", _PIN_WORD, text, _squeezed, 1)
    yield from _matched("pin_code", _PIN_BEFORE_WORD, text, _squeezed, 1)
    yield from _secret("aadhaar", identifiers.aadhaar_numbers(text), text)
    yield from _phones(text)
    yield from _orders(text)
    for match in _PLACED_SIX.finditer(text):
        around = text[max(0, match.start() - _PLACE_NEAR) : match.end() + _PLACE_NEAR]
        if _PLACE.search(around):
            yield Detail("pin_code", _squeezed(match.group(1)), match.start(1), match.end(1))
    yield from (Detail("date", *found) for found in told_dates(text, today))


def _matched(kind: str, pattern: re.Pattern[str], text: str, normal: object, group: int = 0) -> Iterator[Detail]:
    for match in pattern.finditer(text):
        yield Detail(kind, normal(match.group(group)), match.start(group), match.end(group))  # type: ignore[operator]


def _secret(kind: str, spans: Iterable[tuple[int, int]], text: str) -> Iterator[Detail]:
    return (Detail(kind, text[start:end], start, end) for start, end in spans)


def _squeezed(digits: str) -> str:
    return "".join(digits.split())


def _amounts(text: str) -> Iterator[Detail]:
    for pattern in _AMOUNTS:
        for match in pattern.finditer(text):
            number, word, short = match.groups()
            many = (word or short or "").lower()
            value = Decimal(number.replace(",", "")) * (_TIMES.get(many[:2], 1000) if many else 1)
            plain = f"{value:f}"
            plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
            yield Detail("amount", plain, match.start(), match.end())


def _phones(text: str) -> Iterator[Detail]:
    for match in _PHONE_WORD.finditer(text):
        number = phonenumbers.parse(match.group(1), REGION)
        if phonenumbers.is_valid_number(number):
            written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            yield Detail("phone", written, match.start(1), match.end(1))
    for found in phonenumbers.PhoneNumberMatcher(text, REGION, leniency=phonenumbers.Leniency.VALID):
        number = phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
        yield Detail("phone", number, found.start, found.end)


def _orders(text: str) -> Iterator[Detail]:
    for match in _ORDER.finditer(text):
        if match.group(1).lower() not in _NO_PREFIX:
            yield Detail("order_number", (match.group(1) + match.group(2)).upper(), match.start(), match.end())
    for match in _ORDER_DIGITS.finditer(text):
        # six digits alone are a pin code or nothing
        if len(match.group(1)) > 6:
            yield Detail("order_number", match.group(1), match.start(1), match.end(1))
