"""Skill `tickets`: the form's validation, the category and the opening."""

from __future__ import annotations

import asyncio
import json

import pytest
import requests
from rasa_sdk.executor import CollectingDispatcher

from actions.ticket_answers import NO_ORDER
from actions.ticket_category import likely_category
from actions.tickets import ActionOpenTicket, ValidateTicketForm
from actions.turn import Turn
from tests.actions.conftest import Outcome, make_tracker

D, ORDER, C, OK = "ticket_description", "ticket_order_number", "ticket_contact", "ticket_confirmed"
FILLED = {D: "Lid broken", ORDER: "OD1234567", C: "a@b.in"}


def validate(step=None, slots=None, **message):
    dispatcher = CollectingDispatcher()
    tracker = make_tracker(slots={"requested_slot": step, **(slots or {})}, **message)
    events = asyncio.run(ValidateTicketForm().run(dispatcher, tracker, {}))
    return Outcome([m["response"] for m in dispatcher.messages], dispatcher.messages, events)


def test_details_in_the_opening_message_are_taken_over():
    entities = {"order_number": "OD1234567", "email": "a@b.in"}
    outcome = validate(text="open ticket for order OD1234567, a@b.in", intent="open_ticket", entities=entities)
    assert outcome.slots == {ORDER: "OD1234567", C: "a@b.in"}


# --- description ---


def test_a_description_is_taken_as_typed_whatever_it_resembles():
    text = "  the lid came wrong and my order is late  "
    outcome = validate(D, text=text, intent="faq", ranking=[("wrong_item_received", 0.8)])
    assert outcome.slots[D] == text.strip()


def test_a_description_may_name_order_and_contact():
    text = "order OD1234567 came broken, call 98765 43210"
    outcome = validate(D, text=text, intent="faq", entities={"order_number": "OD1234567", "phone": "+919876543210"})
    assert (outcome.slots[ORDER], outcome.slots[C]) == ("OD1234567", "+919876543210")


def test_a_short_description_is_asked_again():
    outcome = validate(D, text="help", intent="nlu_fallback")
    assert outcome.said == ["utter_ticket_description_short"]
    assert outcome.slots == {D: None}


@pytest.mark.parametrize(("text", "intent"), [("hello", "greet"), ("open a ticket", "open_ticket"), ("/skip", "skip")])
def test_smalltalk_is_no_description(text, intent):
    outcome = validate(D, text=text, intent=intent)
    assert outcome.said == []
    assert outcome.slots == {D: None}


def test_a_question_is_answered_by_the_rules_first():
    assert validate(D, text="how long does a refund take?", intent="faq").events == []


# --- order number ---


@pytest.mark.parametrize(
    ("text", "entities", "number"),
    [
        ("OD-1234567", {"order_number": "OD1234567"}, "OD1234567"),
        ("9876543210", {"phone": "+919876543210"}, "9876543210"),
        ("it is 48213", {}, "48213"),
        ("आर्डर नंबर 1234567 है", {"order_number": "1234567"}, "1234567"),
    ],
)
def test_order_numbers(text, entities, number):
    outcome = validate(ORDER, text=text, intent="nlu_fallback", entities=entities, slots={D: "x"})
    assert outcome.slots == {ORDER: number}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("pata nahi", "skip"),
        ("no", "deny"),
        ("leave it", "stop_form"),
        ("रहने दो", "stop_form"),
        ("chhodo yaar", "nlu_fallback"),
    ],
)
def test_the_order_number_can_be_skipped(text, intent):
    assert validate(ORDER, text=text, intent=intent).slots == {ORDER: NO_ORDER}


@pytest.mark.parametrize(
    ("text", "intent"), [("leave the ticket", "stop_form"), ("cancel", "faq"), ("/stop_form", "stop_form")]
)
def test_to_skip_the_order_number_is_not_to_cancel(text, intent):
    assert validate(ORDER, text=text, intent=intent).slots == {OK: False, "requested_slot": None}


def test_no_number_in_it():
    outcome = validate(ORDER, text="the blue one", intent="nlu_fallback")
    assert outcome.said == ["utter_ticket_order_number_unclear"]
    assert outcome.slots == {ORDER: None}


def test_an_address_given_too_early_is_kept_and_the_question_repeated():
    outcome = validate(ORDER, text="my mail is a@b.in", intent="nlu_fallback", entities={"email": "a@b.in"})
    assert outcome.slots == {C: "a@b.in", ORDER: None, OK: None}
    assert outcome.said == []


# --- contact ---


@pytest.mark.parametrize("entities", [{"email": "a@b.in"}, {"phone": "+919876543210"}])
def test_contacts(entities):
    assert validate(C, text="…", intent="nlu_fallback", entities=entities).slots == {C: next(iter(entities.values()))}


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("ravi@gmail", "nlu_fallback", "utter_ticket_email_unclear"),
        ("98765", "nlu_fallback", "utter_ticket_phone_unclear"),
        ("on my mobile", "nlu_fallback", "utter_ticket_contact_unclear"),
        ("skip", "skip", "utter_ticket_contact_needed"),
        ("no", "deny", "utter_ticket_contact_needed"),
    ],
)
def test_unusable_contacts_say_what_is_wrong(text, intent, said):
    outcome = validate(C, text=text, intent=intent)
    assert outcome.said == [said]
    assert outcome.slots == {C: None}


# --- corrections, in words and by button ---


@pytest.mark.parametrize(
    ("text", "intent", "entities", "slots"),
    [
        ("no my email is c@d.in", "deny", {"email": "c@d.in"}, {C: "c@d.in", OK: None}),
        ("order number is 7654321", "faq", {"order_number": "7654321"}, {ORDER: "7654321", OK: None}),
        ("नहीं, फ़ोन 9876543210", "deny", {"phone": "+919876543210"}, {C: "+919876543210", OK: None}),
    ],
)
def test_a_new_value_replaces_the_old_one(text, intent, entities, slots):
    outcome = validate(OK, text=text, intent=intent, entities=entities, slots=FILLED)
    assert outcome.slots == slots
    assert outcome.said == ["utter_ticket_corrected"]


@pytest.mark.parametrize(
    ("text", "intent", "entities", "name"),
    [
        ("/change_ticket", "change_ticket", {"ticket_field": "contact"}, C),
        ("/change_ticket", "change_ticket", {"ticket_field": "description"}, D),
        ("change the e-mail", "faq", {}, C),
        ("order number galat hai", "nlu_fallback", {}, ORDER),
        ("समस्या बदलनी है", "change_ticket", {}, D),
    ],
)
def test_a_field_named_as_wrong_is_asked_again(text, intent, entities, name):
    assert validate(OK, text=text, intent=intent, entities=entities, slots=FILLED).slots == {name: None, OK: None}


def test_an_earlier_answer_can_be_corrected_before_the_end():
    outcome = validate(
        C,
        text="wait, order number is 7654321",
        intent="change_ticket",
        entities={"order_number": "7654321"},
        slots={ORDER: "1"},
    )
    assert outcome.slots == {ORDER: "7654321", C: None, OK: None}
    assert outcome.said == ["utter_ticket_corrected"]


def test_a_question_about_changing_an_order_is_no_correction():
    assert validate(OK, text="can i change my order?", intent="faq", slots=FILLED).events == []


# --- confirmation, cancel, interruptions ---


def test_yes_confirms():
    assert validate(OK, text="haan", intent="affirm", slots=FILLED).slots == {OK: True}


@pytest.mark.parametrize(
    ("intent", "said"), [("deny", "utter_ticket_what_to_change"), ("nlu_fallback", "utter_ticket_confirm_unclear")]
)
def test_anything_else_is_asked_again(intent, said):
    outcome = validate(OK, text="hmm", intent=intent, slots=FILLED)
    assert outcome.said == [said]
    assert outcome.slots == {OK: None}


@pytest.mark.parametrize("step", [D, ORDER, C, OK])
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("/stop_form", "stop_form"),
        ("cancel", "faq"),
        ("Cancel karo", "faq"),
        ("टिकट मत बनाओ", "stop_form"),
        ("stop!", "thank"),
    ],
)
def test_cancel_works_at_every_step(step, text, intent):
    assert validate(step, text=text, intent=intent).slots == {OK: False, "requested_slot": None}


@pytest.mark.parametrize("step", [D, C, OK])
@pytest.mark.parametrize(
    ("text", "intent"), [("रहने दो", "nlu_fallback"), ("never mind!", "thank"), ("leave it", "stop_form")]
)
def test_let_it_be_cancels_where_nothing_can_be_skipped(step, text, intent):
    assert validate(step, text=text, intent=intent).slots == {OK: False, "requested_slot": None}


def test_a_problem_that_speaks_of_cancelling_is_no_cancel():
    assert validate(D, text="cancel my order 1234567 please", intent="faq").slots[D] == "cancel my order 1234567 please"


@pytest.mark.parametrize("step", [D, ORDER, C, OK])
@pytest.mark.parametrize("intent", ["ask_person", "express_frustration", "check_ticket", "ask_bot"])
def test_what_is_never_an_answer_is_left_to_the_rules(step, intent):
    assert validate(step, text="…", intent=intent).events == []


@pytest.mark.parametrize("step", [ORDER, C, OK])
def test_a_question_in_between_is_left_to_the_rules(step):
    assert validate(step, text="delivery kitne din mein hogi", intent="faq").events == []


# --- category ---


@pytest.fixture
def snapshot(tmp_path):
    path = tmp_path / "faq" / "published.json"
    path.parent.mkdir()
    path.write_text(
        json.dumps({"entries": {"refund_time": {"topic": "returns_refunds"}, "odd": {"topic": "new topic"}}})
    )
    return path


@pytest.mark.parametrize(
    ("faq_id", "confidence", "category"),
    [
        ("refund_time", 0.8, "return_refund"),
        ("refund_time", 0.1, "other"),
        ("odd", 0.8, "other"),
        ("gone", 0.8, "other"),
    ],
)
def test_the_category_follows_the_nearest_entry(snapshot, faq_id, confidence, category):
    turn = Turn.of(make_tracker(ranking=[(faq_id, confidence)]))
    assert likely_category(turn, snapshot) == category


def test_several_entries_of_one_topic_add_up(snapshot):
    snapshot.write_text(
        json.dumps({"entries": {"a": {"topic": "delivery"}, "b": {"topic": "orders"}, "c": {"topic": "orders"}}})
    )
    assert likely_category(Turn.of(make_tracker(ranking=[("a", 0.2), ("b", 0.15), ("c", 0.1)])), snapshot) == "order"


@pytest.mark.parametrize("content", ["{", "[]", "null", '{"entries": {"refund_time": []}}'])
def test_an_unreadable_faq_costs_only_the_category(snapshot, content):
    snapshot.write_text(content)
    assert likely_category(Turn.of(make_tracker(ranking=[("refund_time", 0.9)])), snapshot) == "other"


def test_the_description_brings_its_category(snapshot, monkeypatch):
    monkeypatch.setenv("SAHAYAK_VAR_DIR", str(snapshot.parent.parent))
    outcome = validate(D, text="refund of the cooker never came", intent="faq", ranking=[("refund_time", 0.8)])
    assert outcome.slots["ticket_category"] == "return_refund"


# --- opening ---


def test_a_confirmed_ticket_is_opened_once_and_its_number_told(run, transport):
    outcome = run(
        ActionOpenTicket, text="haan", intent="affirm", slots={**FILLED, OK: True, "ticket_category": "product"}
    )
    assert outcome.said == ["utter_ticket_opened"]
    assert outcome.messages[0]["ticket_number"] == "SAH-1001"
    assert transport.bodies("/tickets") == [
        {
            "conversation_id": "c1",
            "message_id": "m1",
            "description": "Lid broken",
            "category": "product",
            "order_number": "OD1234567",
            "email": "a@b.in",
            "phone": None,
        }
    ]
    logged = transport.bodies("/interactions")[0]
    assert (logged["question"], logged["outcome"]) == ("Lid broken", "ticket")
    assert {outcome.slots[name] for name in (D, ORDER, C, OK)} == {None}


def test_a_phone_number_and_no_order(run, transport):
    run(ActionOpenTicket, slots={D: "Lid broken", ORDER: NO_ORDER, C: "+919876543210", OK: True})
    body = transport.bodies("/tickets")[0]
    assert (body["email"], body["phone"], body["order_number"], body["category"]) == (
        None,
        "+919876543210",
        None,
        "other",
    )


def test_a_cancelled_ticket_is_forgotten(run, transport):
    outcome = run(ActionOpenTicket, slots={**FILLED, OK: False})
    assert outcome.said == ["utter_ticket_cancelled"]
    assert transport.requests == []
    assert outcome.slots[D] is None


@pytest.mark.parametrize(
    "error",
    [
        {"error": "ContactDetailsInvalid", "detail": "", "data": {}},
        {"error": "BadRequest", "detail": "", "data": {"fields": [{"field": "email", "problem": "…"}]}},
    ],
)
def test_a_contact_the_desk_refuses_is_asked_again(run, transport, error):
    transport.answers["POST", "/tickets"] = (400, error)
    outcome = run(ActionOpenTicket, slots={**FILLED, OK: True})
    assert outcome.said == ["utter_ticket_contact_refused"]
    assert outcome.failures == []
    assert outcome.slots == {C: None, OK: None}
    assert outcome.events[-1]["event"] == "followup"
    assert outcome.events[-1]["name"] == "ticket_form"


@pytest.mark.parametrize(
    "answer",
    [
        requests.ConnectionError(),
        requests.ReadTimeout(),
        (500, {}),
        (400, {"error": "BadRequest", "data": {"fields": [{"field": "category"}]}}),
        (200, {}),
    ],
)
def test_when_the_desk_fails_what_was_typed_is_kept(run, transport, answer):
    transport.answers["POST", "/tickets"] = answer
    outcome = run(ActionOpenTicket, slots={**FILLED, OK: True})
    assert outcome.said == ["utter_desk_unavailable"]
    assert outcome.failures[0]["hand_off"] is True
    assert outcome.slots == {OK: None}
