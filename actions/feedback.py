"""Skill `feedback`: was the answer helpful? Twice not: a person takes over."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.desk_client import DeskError
from actions.handoff import hand_off
from actions.turn import Turn

HAND_OFF_AFTER = 2
SUGGESTIONS = 3


def take_feedback(action: DeskAction, say: CollectingDispatcher, turn: Turn, helpful: bool) -> list[EventType]:
    """Log the feedback; a first "no" offers the runners-up and a person, a second one hands off."""
    try:
        action.desk.log_feedback(turn.conversation_id, turn.message_id, helpful)
    except DeskError as error:
        action.report(say, error, hand_off=False)
    if helpful:
        say.utter_message(response="utter_glad_it_helped")
        return [SlotSet("not_helpful", 0), SlotSet("misses", 0)]
    times = turn.count("not_helpful") + 1
    if times >= HAND_OFF_AFTER:
        say.utter_message(response="utter_not_helpful_again")
        return hand_off(action.desk, say, turn, "not_helpful")
    others = (turn.slots.get("last_ranking") or [])[1 : SUGGESTIONS + 1]
    if others:
        say.utter_message(response="utter_not_helpful_suggest", suggestions=others)
    else:
        say.utter_message(response="utter_not_helpful")
    return [SlotSet("not_helpful", times)]


class ActionMarkHelpful(DeskAction):
    """The answer helped."""

    def name(self) -> str:
        return "action_mark_helpful"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        return take_feedback(self, say, turn, helpful=True)


class ActionMarkNotHelpful(DeskAction):
    """The answer did not help."""

    def name(self) -> str:
        return "action_mark_not_helpful"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        return take_feedback(self, say, turn, helpful=False)
