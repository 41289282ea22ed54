"""Skill `frustration`: an angry or desperate contact gets an apology and a person, not another answer."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.handoff import fresh_start, hand_off
from actions.turn import Turn


class ActionCalmAndHandOff(DeskAction):
    """Say sorry, then hand off."""

    def name(self) -> str:
        return "action_calm_and_hand_off"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        say.utter_message(response="utter_sorry_for_trouble")
        self.log(say, turn, "handed_off")
        return hand_off(self.desk, say, turn, "frustrated")

    def after_failure(self, turn: Turn) -> list[EventType]:
        return fresh_start()
