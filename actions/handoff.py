"""Skill `handoff`: give the conversation to people and say honestly what happens next."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.desk_client import DeskClient
from actions.turn import Turn


def hand_off(desk: DeskClient, say: CollectingDispatcher, turn: Turn, reason: str) -> list[EventType]:
    """Hand off and tell the contact the place in line, or that nobody is there now.

    Ends an open form and forgets old misses, so that they do not count when the bot gets the floor back.
    """
    state = desk.hand_off(turn.conversation_id, turn.message_id, reason)
    if not state.agents_online:
        say.utter_message(response="utter_handed_off_nobody")
    elif state.position is None:
        say.utter_message(response="utter_handed_off")
    elif state.position <= 1:
        say.utter_message(response="utter_handed_off_next")
    else:
        say.utter_message(response="utter_handed_off_position", position=state.position)
    return fresh_start()


def fresh_start() -> list[EventType]:
    """Events after which the bot starts anew with this contact."""
    return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("misses", 0), SlotSet("not_helpful", 0)]


class ActionHandOff(DeskAction):
    """The contact asked for a person."""

    def name(self) -> str:
        return "action_hand_off"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        self.log(say, turn, "handed_off")
        return hand_off(self.desk, say, turn, "requested")

    def after_failure(self, turn: Turn) -> list[EventType]:
        return fresh_start()
