"""Skill `feedback`: helpful or not; twice not is a hand-off."""

from actions.feedback import ActionMarkHelpful, ActionMarkNotHelpful


def test_helpful_is_logged_and_forgets_earlier_trouble(run, transport):
    outcome = run(ActionMarkHelpful, text="/mark_helpful", intent="mark_helpful", slots={"not_helpful": 1, "misses": 1})
    assert outcome.said == ["utter_glad_it_helped"]
    assert outcome.slots == {"not_helpful": 0, "misses": 0}
    assert transport.bodies("/interactions/feedback") == [
        {"conversation_id": "c1", "message_id": "m1", "helpful": True}
    ]


def test_the_first_no_offers_the_runners_up(run, transport):
    outcome = run(ActionMarkNotHelpful, intent="mark_not_helpful", slots={"last_ranking": ["a", "b", "c", "d", "e"]})
    assert outcome.said == ["utter_not_helpful_suggest"]
    assert outcome.messages[0]["suggestions"] == ["b", "c", "d"]
    assert outcome.slots == {"not_helpful": 1}
    assert transport.bodies("/interactions/feedback")[0]["helpful"] is False


def test_the_first_no_without_runners_up_asks_for_other_words(run):
    assert run(ActionMarkNotHelpful, intent="mark_not_helpful", slots={"last_ranking": ["a"]}).said == [
        "utter_not_helpful"
    ]
    assert run(ActionMarkNotHelpful, intent="mark_not_helpful").said == ["utter_not_helpful"]


def test_the_second_no_hands_off(run, transport):
    outcome = run(ActionMarkNotHelpful, intent="mark_not_helpful", slots={"not_helpful": 1})
    assert outcome.said == ["utter_not_helpful_again", "utter_handed_off_position"]
    assert transport.bodies("/handoffs")[0]["reason"] == "not_helpful"
    assert outcome.slots["not_helpful"] == 0


def test_lost_feedback_is_reported_but_the_contact_is_served(run, transport):
    transport.answers["POST", "/interactions/feedback"] = (500, {})
    outcome = run(ActionMarkHelpful, intent="mark_helpful")
    assert outcome.said == ["utter_glad_it_helped"]
    assert outcome.failures[0]["hand_off"] is False
