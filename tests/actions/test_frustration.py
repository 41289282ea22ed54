"""Skill `frustration`: sorry first, then a person."""

from actions.frustration import ActionCalmAndHandOff


def test_an_apology_and_a_person(run, transport):
    outcome = run(ActionCalmAndHandOff, text="bakwas service", intent="express_frustration")
    assert outcome.said == ["utter_sorry_for_trouble", "utter_handed_off_position"]
    assert transport.bodies("/handoffs")[0]["reason"] == "frustrated"
    assert transport.bodies("/interactions")[0]["outcome"] == "handed_off"
