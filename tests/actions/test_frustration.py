"""Skill `frustration`: the answer if there is one, sorry, then a person."""

from actions.faq import ActionLogAnswer
from actions.frustration import ActionCalmAndHandOff


def test_an_apology_and_a_person(run, transport):
    outcome = run(ActionCalmAndHandOff, text="bakwas service", intent="express_frustration")
    assert outcome.said == ["utter_sorry_for_trouble", "utter_handed_off_position"]
    assert transport.bodies("/handoffs")[0]["reason"] == "frustrated"
    assert transport.bodies("/interactions")[0]["outcome"] == "handed_off"


def test_an_angry_question_gets_its_answer_first_then_the_apology_and_a_person(run, transport):
    transport.answers["POST", "/interactions"] = {"interaction_id": "i1", "handoff_policy": "offer"}
    outcome = run(
        ActionLogAnswer,
        text="kitni baar puchu refund kab aayega, bakwas service",
        intent="faq",
        band="answer",
        ranking=[("refund_time", 0.9)],
        frustrated=True,
    )
    # no "did this help?" in between
    assert outcome.said == ["utter_sorry_for_trouble", "utter_handed_off_position"]
    assert transport.bodies("/interactions")[0]["outcome"] == "answered"
    assert transport.bodies("/handoffs")[0]["reason"] == "frustrated"
    assert outcome.slots["misses"] == 0


def test_an_angry_question_inside_the_form_ends_it(run, transport):
    transport.answers["POST", "/interactions"] = {"interaction_id": "i1", "handoff_policy": "never"}
    outcome = run(
        ActionLogAnswer,
        text="what is this, when will my refund come you cheats",
        intent="faq",
        band="answer",
        ranking=[("refund_time", 0.9)],
        frustrated=True,
        slots={"requested_slot": "ticket_contact"},
    )
    assert outcome.said == ["utter_sorry_for_trouble", "utter_handed_off_position"]
    assert outcome.slots["requested_slot"] is None
    assert {"event": "active_loop", "timestamp": None, "name": None} in outcome.events


def test_an_entry_that_hands_off_anyway_hands_off_once(run, transport):
    transport.answers["POST", "/interactions"] = {"interaction_id": "i1", "handoff_policy": "always"}
    outcome = run(ActionLogAnswer, text="x", intent="faq", ranking=[("file_complaint", 0.9)], frustrated=True)
    assert outcome.said == ["utter_policy_hand_off", "utter_handed_off_position"]
    assert len(transport.bodies("/handoffs")) == 1
