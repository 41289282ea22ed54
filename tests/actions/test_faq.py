"""Skill `faq`: each answer is logged, and its entry's hand-off policy obeyed."""

from dataclasses import replace

import pytest

from actions.desk_client import DeskClient
from actions.faq import ActionLogAnswer
from actions.turn import Turn
from tests.actions.conftest import make_tracker

RANKING = [("refund_time", 0.9), ("refund_method", 0.05), ("return_policy", 0.01)]
QUESTION = {"text": "refund kab", "intent": "faq", "ranking": RANKING}


def policy(transport, value):
    transport.answers["POST", "/interactions"] = {"interaction_id": "i1", "handoff_policy": value}


@pytest.mark.parametrize(
    ("value", "said"),
    [("never", "utter_ask_helpful"), ("offer", "utter_ask_helpful_or_person"), (None, "utter_ask_helpful_or_person")],
)
def test_after_an_answer_we_ask_whether_it_helped(run, transport, value, said):
    policy(transport, value)
    outcome = run(ActionLogAnswer, **QUESTION, slots={"misses": 2})
    assert outcome.said == [said]
    assert outcome.slots == {"misses": 0, "last_ranking": ["refund_time", "refund_method", "return_policy"]}
    assert transport.bodies("/handoffs") == []


def test_the_interaction_tells_entry_and_ranking(run, transport):
    run(ActionLogAnswer, **QUESTION)
    logged = transport.bodies("/interactions")[0]
    assert (logged["faq_id"], logged["outcome"], logged["question"]) == ("refund_time", "answered", "refund kab")
    assert logged["ranking"][1] == {"faq_id": "refund_method", "confidence": 0.05}


def test_policy_always_hands_off_and_says_why(run, transport):
    policy(transport, "always")
    outcome = run(ActionLogAnswer, **QUESTION)
    assert outcome.said == ["utter_policy_hand_off", "utter_handed_off_position"]
    assert transport.bodies("/handoffs")[0]["reason"] == "policy"


def test_inside_a_form_the_form_goes_on_instead(run, transport):
    assert run(ActionLogAnswer, **QUESTION, slots={"requested_slot": "ticket_contact"}).said == []


def test_without_the_log_the_answer_stands_and_a_person_is_offered(run, transport):
    transport.answers["POST", "/interactions"] = (500, {})
    outcome = run(ActionLogAnswer, **QUESTION)
    assert outcome.said == ["utter_ask_helpful_or_person"]
    assert outcome.failures[0]["failed_action"] == "action_log_answer"
    assert outcome.failures[0]["hand_off"] is False


@pytest.mark.parametrize(
    ("asked", "question"),
    [("utter_did_you_mean", "before"), ("utter_miss", "/faq/refund_time"), ("utter_faq/x", "/faq/refund_time")],
)
def test_a_tapped_guess_answers_what_was_typed(run, transport, asked, question):
    run(ActionLogAnswer, text="/faq/refund_time", intent="faq", ranking=RANKING[:1], asked=[asked])
    assert transport.bodies("/interactions")[0]["question"] == question


SEVERAL = {
    "text": "refund kab? cod hai?",
    "intent": "faq",
    "ranking": [("refund_time", 0.9), ("cod_available", 0.8), ("refund_method", 0.05)],
    "several": [("refund kab?", "refund_time", 0.9), ("cod hai?", "cod_available", 0.8)],
}


def test_of_two_questions_both_are_answered_and_logged(run, transport):
    policy(transport, "never")
    outcome = run(ActionLogAnswer, **SEVERAL)
    assert outcome.said == ["utter_faq/cod_available", "utter_ask_helpful"]  # utter_faq gave the first
    logged = transport.bodies("/interactions")
    assert [(one["question"], one["faq_id"], one["confidence"]) for one in logged] == [
        ("refund kab?", "refund_time", 0.9),
        ("cod hai?", "cod_available", 0.8),
    ]
    assert [one["message_id"] for one in logged] == ["m1", "m1.2"]
    assert outcome.slots["last_ranking"] == ["refund_time", "refund_method"]


def test_message_ids_of_further_questions_are_short_enough():
    turns = Turn.of(make_tracker(**SEVERAL))
    long = replace(turns, message_id="f" * 32).each()
    assert [turn.message_id for turn in long] == ["f" * 32, "f" * 30 + ".2"]


@pytest.mark.parametrize("always", ["refund_time", "cod_available"])
def test_either_entry_may_hand_off(run, transport, always, monkeypatch):
    def log(self, **interaction):
        return "always" if interaction["faq_id"] == always else "never"

    monkeypatch.setattr(DeskClient, "log_interaction", log)
    assert run(ActionLogAnswer, **SEVERAL).said[:2] == ["utter_faq/cod_available", "utter_policy_hand_off"]
