"""Skill `unsure`: the bot did not understand. Suggest, then offer a person, then hand off."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.handoff import hand_off
from actions.turn import BAND_DID_YOU_MEAN, Turn

HAND_OFF_AFTER = 3
SUGGESTIONS = 3
LEAST_FIRST, LEAST_OTHER = 0.05, 0.02
"""Confidence below which a suggestion would only puzzle: of the best one, and of those after it."""
LIKELY_TOPICS = ["track_order", "how_to_return", "refund_time"]
"""What most people come for: offered when nothing fits."""


def take_miss(action: DeskAction, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Count the miss in a row and do what this count asks for."""
    misses = turn.count("misses") + 1
    if misses >= HAND_OFF_AFTER:
        action.log(say, turn, "handed_off")
        say.utter_message(response="utter_unsure_hand_off")
        return hand_off(action.desk, say, turn, "low_confidence")
    suggestions = _suggestions(turn)
    action.log(say, turn, "did_you_mean" if suggestions else "miss")
    if misses > 1:
        say.utter_message(response="utter_offer_person", suggestions=suggestions)
    elif suggestions:
        say.utter_message(response="utter_did_you_mean", suggestions=suggestions)
    else:
        say.utter_message(response="utter_miss", suggestions=LIKELY_TOPICS)
    return [SlotSet("misses", misses)]


def _suggestions(turn: Turn) -> list[str]:
    if turn.band != BAND_DID_YOU_MEAN or not turn.ranking or turn.ranking[0][1] < LEAST_FIRST:
        return []
    return [faq_id for faq_id, confidence in turn.ranking[:SUGGESTIONS] if confidence >= LEAST_OTHER]


class ActionHandleMiss(DeskAction):
    """Nothing fits well enough to be said."""

    def name(self) -> str:
        return "action_handle_miss"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        return take_miss(self, say, turn)
