"""Skill `handoff`: honest about what happens next."""

import pytest

from actions.handoff import ActionHandOff


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"status": "open", "position": 1, "agents_online": 1}, "utter_handed_off_next"),
        ({"status": "open", "position": 4, "agents_online": 2}, "utter_handed_off_position"),
        ({"status": "open", "position": None, "agents_online": 2}, "utter_handed_off"),
        ({"status": "open", "position": 1, "agents_online": 0}, "utter_handed_off_nobody"),
        ({"status": "open", "position": None, "agents_online": 0}, "utter_handed_off_nobody"),
    ],
)
def test_the_reply_tells_the_place_in_line_or_that_nobody_is_there(run, transport, state, said):
    transport.answers["POST", "/handoffs"] = state
    outcome = run(ActionHandOff, text="koi insaan hai?", intent="ask_person")
    assert outcome.said == [said]
    assert outcome.messages[0].get("position") == (state["position"] if said == "utter_handed_off_position" else None)


def test_the_handoff_and_its_interaction_reach_the_desk(run, transport):
    run(ActionHandOff, text="agent", intent="ask_person", ranking=[("contact_support", 0.2)])
    assert transport.bodies("/handoffs") == [{"conversation_id": "c1", "message_id": "m1", "reason": "requested"}]
    assert transport.bodies("/interactions") == [
        {
            "conversation_id": "c1",
            "message_id": "m1",
            "question": "agent",
            "language": "hinglish",
            "intent": "ask_person",
            "faq_id": None,
            "confidence": 0.9,
            "ranking": [{"faq_id": "contact_support", "confidence": 0.2}],
            "outcome": "handed_off",
        }
    ]


def test_a_handoff_ends_the_form_and_forgets_misses(run):
    outcome = run(ActionHandOff, intent="ask_person", slots={"misses": 2, "not_helpful": 1})
    assert {"event": "active_loop", "timestamp": None, "name": None} in outcome.events
    assert outcome.slots == {"requested_slot": None, "misses": 0, "not_helpful": 0}


def test_a_lost_log_entry_does_not_stop_the_handoff(run, transport):
    transport.answers["POST", "/interactions"] = (500, {})
    outcome = run(ActionHandOff, intent="ask_person")
    assert outcome.said == ["utter_handed_off_position"]
    assert [failure["hand_off"] for failure in outcome.failures] == [False]
