"""Skill `smalltalk`: yes and no answer what the bot asked just before."""

import pytest

from actions.smalltalk import ActionTakeNo, ActionTakeYes


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("utter_ask_helpful", "utter_glad_it_helped"),
        ("utter_ask_helpful_or_person", "utter_glad_it_helped"),
        ("utter_offer_person", "utter_handed_off_position"),
        ("utter_not_helpful_suggest", "utter_handed_off_position"),
        ("utter_did_you_mean", "utter_please_choose"),
        ("utter_greet", "utter_what_next"),
    ],
)
def test_yes(run, asked, said):
    assert run(ActionTakeYes, text="haan", intent="affirm", asked=["utter_faq/x", asked]).said == [said]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("utter_ask_helpful", "utter_not_helpful"),
        ("utter_did_you_mean", "utter_offer_person"),
        ("utter_offer_person", "utter_what_next"),
        ("utter_greet", "utter_what_next"),
    ],
)
def test_no(run, asked, said):
    slots = {"misses": 1}
    assert run(ActionTakeNo, text="nahi", intent="deny", asked=[asked], slots=slots).said == [said]


def test_a_yes_to_a_person_is_a_requested_handoff(run, transport):
    run(ActionTakeYes, intent="affirm", asked=["utter_offer_person"])
    assert transport.bodies("/handoffs")[0]["reason"] == "requested"
    assert transport.bodies("/interactions")[0]["outcome"] == "handed_off"


def test_a_third_none_of_these_hands_off(run, transport):
    outcome = run(ActionTakeNo, intent="deny", asked=["utter_did_you_mean"], slots={"misses": 2})
    assert outcome.said == ["utter_unsure_hand_off", "utter_handed_off_position"]
