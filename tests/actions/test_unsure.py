"""Skill `unsure`: suggest, offer a person, hand off."""

from pathlib import Path

import pytest

from actions.unsure import LIKELY_TOPICS, ActionHandleMiss

RANKING = [("a", 0.4), ("b", 0.3), ("c", 0.1), ("d", 0.05)]
UNSURE = {"text": "kuch to hua", "intent": "nlu_fallback", "ranking": RANKING}


def test_the_first_miss_suggests_three(run, transport):
    outcome = run(ActionHandleMiss, **UNSURE, band="did_you_mean")
    assert outcome.said == ["utter_did_you_mean"]
    assert outcome.messages[0]["suggestions"] == ["a", "b", "c"]
    assert outcome.slots == {"misses": 1}
    logged = transport.bodies("/interactions")[0]
    assert (logged["outcome"], logged["faq_id"]) == ("did_you_mean", None)


@pytest.mark.parametrize("band", ["miss", None])
def test_when_nothing_fits_we_ask_for_other_words_and_name_likely_topics(run, transport, band):
    outcome = run(ActionHandleMiss, **UNSURE, band=band)
    assert outcome.said == ["utter_miss"]
    assert outcome.messages[0]["suggestions"] == LIKELY_TOPICS
    assert transport.bodies("/interactions")[0]["outcome"] == "miss"


@pytest.mark.parametrize(
    ("ranking", "said", "suggestions"),
    [
        ([("a", 0.04), ("b", 0.03)], "utter_miss", LIKELY_TOPICS),
        ([("a", 0.3), ("b", 0.03), ("c", 0.01)], "utter_did_you_mean", ["a", "b"]),
        ([], "utter_miss", LIKELY_TOPICS),
    ],
)
def test_far_fetched_suggestions_are_left_out(run, ranking, said, suggestions):
    outcome = run(ActionHandleMiss, text="human", intent="nlu_fallback", ranking=ranking, band="did_you_mean")
    assert outcome.said == [said]
    assert outcome.messages[0]["suggestions"] == suggestions


@pytest.mark.parametrize(("band", "suggestions"), [("miss", []), ("did_you_mean", ["a", "b", "c"])])
def test_the_second_miss_offers_a_person(run, transport, band, suggestions):
    outcome = run(ActionHandleMiss, **UNSURE, band=band, slots={"misses": 1})
    assert outcome.said == ["utter_offer_person"]
    assert outcome.messages[0]["suggestions"] == suggestions
    assert transport.bodies("/handoffs") == []


def test_the_third_miss_hands_off(run, transport):
    outcome = run(ActionHandleMiss, **UNSURE, band="did_you_mean", slots={"misses": 2})
    assert outcome.said == ["utter_unsure_hand_off", "utter_handed_off_position"]
    assert transport.bodies("/handoffs")[0]["reason"] == "low_confidence"
    assert transport.bodies("/interactions")[0]["outcome"] == "handed_off"
    assert outcome.slots["misses"] == 0


def test_the_topics_we_always_offer_exist():
    from bot.faq_files import read_entries

    assert set(LIKELY_TOPICS) <= {entry.id for entry in read_entries(Path("data/faq"))}
