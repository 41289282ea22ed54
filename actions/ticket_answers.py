"""What a contact's message means while a ticket is being filled in: an answer, a correction, a cancel, or none of these.

Pure functions from a turn and the step (the slot the form asked for) to a `Reading`; the form's action applies it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from actions.turn import FAQ_INTENT, Turn

DESCRIPTION = "ticket_description"
ORDER_NUMBER = "ticket_order_number"
CONTACT = "ticket_contact"
CONFIRMED = "ticket_confirmed"

FIELDS = {"description": DESCRIPTION, "order_number": ORDER_NUMBER, "contact": CONTACT}
"""The values of the entity `ticket_field` in the buttons "Change ..."."""

NO_ORDER = "–"
"""Stands in the slot, and in the summary, when there is no order number."""

DESCRIPTION_LETTERS = 8
DESCRIPTION_LENGTH = 4000
REMARK_WORDS = 8

LEAVES_FORM = frozenset({"ask_person", "express_frustration", "check_ticket", "ask_bot"})
"""Intents that are never an answer."""

SMALLTALK = frozenset({"greet", "thank", "goodbye", "affirm", "deny", "mark_helpful", "mark_not_helpful"})

# Words, not intents: short replies whose meaning only the open form can tell.
_TAIL = (
    r"(?:\s+(?:it|this|that|ticket|form|karo|kardo|kar do|kar dijiye|karna hai|yaar|bhai|pls|please|"
    r"करो|कर दो|कर दीजिए|करना है|टिकट|blank|empty))*\W*$"
)
_CANCEL = re.compile(
    r"^\W*(?:pls |please )?(?:cancel|stop|exit|quit|abort|band karo|कैंसिल|रद्द|बंद करो)" + _TAIL, re.IGNORECASE
)
_LET_BE = re.compile(
    r"^\W*(?:pls |please )?(?:forget it|never ?mind|leave (?:it|this|that)|rehne do|rehne dijiye|rehne de|jaane do|"
    r"chh?odo|chh?od do|khali chh?od do|रहने दो|रहने दीजिए|रहने दें|छोड़ो|छोड़िए|छोड़ दीजिए|छोड़ दो|जाने दो)" + _TAIL,
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:change|correct|edit|update|wrong|incorrect|mistake|typo|not right|galat|badal\w*|sahi|theek|thik|sudhar\w*)\b"
    r"|गलत|ग़लत|बदल|सुधार|ठीक कर|सही कर",
    re.IGNORECASE,
)
_NAMES = {
    CONTACT: re.compile(r"\b(?:e-?mail|mail|phone|mobile|contact|ph)\b|ई-?मेल|मेल|फ़ोन|फोन|मोबाइल|संपर्क", re.IGNORECASE),
    ORDER_NUMBER: re.compile(r"\border\b|ऑर्डर|आर्डर", re.IGNORECASE),
    DESCRIPTION: re.compile(
        r"\b(?:problem|description|issue|details?|samasya|dikkat)\b|समस्या|परेशानी|दिक्कत|विवरण", re.IGNORECASE
    ),
}
_NUMBER = re.compile(r"(?<![\w@.])(?=[A-Za-z-]*\d)[A-Za-z]{0,6}[-#]?\d[\d-]{3,18}(?![\w@])")


@dataclass(frozen=True)
class Reading:
    """`slots`: values to set, None asks for that field again. `say`: a response before the next question."""

    slots: dict[str, Any] = field(default_factory=dict)
    say: str | None = None
    stop: bool = False


def read(turn: Turn, step: str | None) -> Reading | None:
    """Read a message at `step`; None: it is not meant for the form, which then lets the rules speak."""
    if step == ORDER_NUMBER and _LET_BE.match(turn.text):
        return Reading(slots={ORDER_NUMBER: NO_ORDER})  # rather skip than lose what was typed
    if turn.intent == "stop_form" or _CANCEL.match(turn.text) or _LET_BE.match(turn.text):
        return Reading(stop=True)
    if turn.intent in LEAVES_FORM:
        return None
    if step is None:
        return _read_opening(turn)
    correction = _read_correction(turn, step)
    if correction is not None:
        return correction
    return _READERS[step](turn)


def _read_opening(turn: Turn) -> Reading:
    """The message that opened the form may already name the order or the address."""
    return Reading(slots=_given(turn))


def _read_correction(turn: Turn, step: str) -> Reading | None:
    """A button "Change ...", "the e-mail is wrong", or a new value for a field that is not being asked for."""
    if step == DESCRIPTION:
        return None  # "wrong" and "order" are what descriptions are made of
    slots = {name: value for name, value in _given(turn).items() if name != step}
    if step == ORDER_NUMBER and not _names_contact(turn):
        slots.pop(CONTACT, None)  # ten bare digits, given when the order number was asked for
    if slots:
        changed = any(turn.slots.get(name) not in (None, NO_ORDER) for name in slots)
        return Reading(slots={**slots, step: None, CONFIRMED: None}, say="utter_ticket_corrected" if changed else None)
    field_name = FIELDS.get(turn.entities.get("ticket_field", "")) or _named_as_wrong(turn, step)
    return Reading(slots={field_name: None, step: None, CONFIRMED: None}) if field_name else None


def _named_as_wrong(turn: Turn, step: str) -> str | None:
    """The field that a short remark like "e-mail is wrong" means; a question about the shop is none."""
    short = len(turn.text.split()) <= REMARK_WORDS and not turn.text.rstrip().endswith("?")
    if turn.is_payload or not short or not _WRONG.search(turn.text):
        return None
    return next((name for name, pattern in _NAMES.items() if name != step and pattern.search(turn.text)), None)


def _names_contact(turn: Turn) -> bool:
    return "email" in turn.entities or "+" in turn.text or bool(_NAMES[CONTACT].search(turn.text))


def _read_description(turn: Turn) -> Reading | None:
    if turn.intent == FAQ_INTENT and (turn.is_payload or turn.text.rstrip().endswith("?")):
        return None
    if turn.is_payload or turn.intent in SMALLTALK or (turn.intent == "open_ticket" and len(turn.text.split()) < 7):
        return Reading(slots={DESCRIPTION: None})
    if sum(character.isalpha() for character in turn.text) < DESCRIPTION_LETTERS:
        return Reading(slots={DESCRIPTION: None}, say="utter_ticket_description_short")
    slots = {name: value for name, value in _given(turn).items() if turn.slots.get(name) is None}
    # Rasa takes "0[" in a filled-in response for a placeholder that it failed to fill, and shows the raw response.
    description = turn.text.strip()[:DESCRIPTION_LENGTH].replace("0[", "0 [")
    return Reading(slots={**slots, DESCRIPTION: description})


def _read_order_number(turn: Turn) -> Reading | None:
    if turn.intent in ("skip", "deny"):
        return Reading(slots={ORDER_NUMBER: NO_ORDER})
    number = _order_number(turn)
    if number:
        return Reading(slots={ORDER_NUMBER: number})
    if turn.intent == FAQ_INTENT:
        return None
    retry = turn.is_payload or turn.intent in SMALLTALK
    return Reading(slots={ORDER_NUMBER: None}, say=None if retry else "utter_ticket_order_number_unclear")


def _read_contact(turn: Turn) -> Reading | None:
    contact = _contact(turn)
    if contact:
        return Reading(slots={CONTACT: contact})
    if turn.intent in ("skip", "deny"):
        return Reading(slots={CONTACT: None}, say="utter_ticket_contact_needed")
    if "@" in turn.text:
        return Reading(slots={CONTACT: None}, say="utter_ticket_email_unclear")
    if sum(character.isdigit() for character in turn.text) >= 5 and not turn.is_payload:
        return Reading(slots={CONTACT: None}, say="utter_ticket_phone_unclear")
    if turn.intent == FAQ_INTENT:
        return None
    retry = turn.is_payload or turn.intent in SMALLTALK
    return Reading(slots={CONTACT: None}, say=None if retry else "utter_ticket_contact_unclear")


def _read_confirmed(turn: Turn) -> Reading | None:
    if turn.intent in ("affirm", "open_ticket"):
        return Reading(slots={CONFIRMED: True})
    if turn.intent in ("deny", "change_ticket"):
        return Reading(slots={CONFIRMED: None}, say="utter_ticket_what_to_change")
    if turn.intent == FAQ_INTENT:
        return None
    return Reading(slots={CONFIRMED: None}, say="utter_ticket_confirm_unclear")


_READERS = {
    DESCRIPTION: _read_description,
    ORDER_NUMBER: _read_order_number,
    CONTACT: _read_contact,
    CONFIRMED: _read_confirmed,
}


def _given(turn: Turn) -> dict[str, str]:
    """Values a message names clearly, whatever was asked."""
    given = {}
    contact = _contact(turn)
    if contact:
        given[CONTACT] = contact
    number = _order_number(turn)
    if number and (_NAMES[ORDER_NUMBER].search(turn.text) or number[0].isalpha()):
        given[ORDER_NUMBER] = number
    return given


def _contact(turn: Turn) -> str | None:
    return turn.entities.get("email") or turn.entities.get("phone")


def _order_number(turn: Turn) -> str | None:
    if turn.entities.get("order_number"):
        return turn.entities["order_number"].upper()
    match = None if turn.is_payload else _NUMBER.search(turn.text)
    return match.group().strip("#-").upper() if match else None
