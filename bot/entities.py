"""Details a person gives: e-mail address, phone number, order number, ticket number, in Latin or Devanagari digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import phonenumbers
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.text import ascii_digits

REGION = "IN"
"""Region of phone numbers written without a country code."""

_LONGEST = 2000
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
_NO_PREFIX = frozenset(
    (
        "rs",
        "inr",
        "upi",
        "utr",
        "pin",
        "otp",
        "no",
        "num",
        "id",
        "is",
        "at",
        "on",
        "to",
        "ph",
        "mob",
        "tel",
        "hai",
        "my",
        "mera",
    )
)


class Detail(NamedTuple):
    """One detail found: its kind, its normal form, and where it stands in the text."""

    entity: str
    value: str
    start: int
    end: int


def find_details(text: str) -> list[Detail]:
    """The details in a text, left to right, without overlaps; kinds `email`, `ticket_number`, `phone`, `order_number`."""
    plain = ascii_digits(text[:_LONGEST])
    found: list[Detail] = []
    # the surer a kind is, the earlier it takes its place in the text
    for detail in (*_emails(plain), *_tickets(plain), *_named_orders(plain), *_phones(plain), *_orders(plain)):
        if all(detail.end <= other.start or detail.start >= other.end for other in found):
            found.append(detail)
    return sorted(found, key=lambda detail: detail.start)


def _emails(text: str) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        yield Detail("email", match.group().lower(), match.start(), match.end())


def _tickets(text: str) -> Iterator[Detail]:
    for match in _TICKET.finditer(text):
        yield Detail("ticket_number", f"SAH-{int(match.group(1))}", match.start(), match.end())


def _named_orders(text: str) -> Iterator[Detail]:
    for match in _ORDER_WORD.finditer(text):
        yield Detail("order_number", match.group(1), match.start(1), match.end(1))


def _phones(text: str) -> Iterator[Detail]:
    for match in phonenumbers.PhoneNumberMatcher(text, REGION, leniency=phonenumbers.Leniency.VALID):
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        yield Detail("phone", number, match.start, match.end)


def _orders(text: str) -> Iterator[Detail]:
    for match in _ORDER.finditer(text):
        if match.group(1).lower() not in _NO_PREFIX:
            yield Detail("order_number", (match.group(1) + match.group(2)).upper(), match.start(), match.end())
    for match in _ORDER_DIGITS.finditer(text):
        # six digits alone are a pin code
        if len(match.group(1)) > 6:
            yield Detail("order_number", match.group(1), match.start(1), match.end(1))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DetailExtractor(GraphComponent):
    """Adds the details of a message to its entities."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Needs no other component."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No options."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DetailExtractor:
        """Creates the component (see parent class)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Find and add; payloads carry their entities themselves."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text.startswith("/"):
                continue
            entities = [
                {
                    "entity": detail.entity,
                    "value": detail.value,
                    "start": detail.start,
                    "end": detail.end,
                    "extractor": type(self).__name__,
                }
                for detail in find_details(text)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
