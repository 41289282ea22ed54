"""Skill `frustration`: an angry or desperate contact gets an apology and a person, behind the answer if there is one."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.desk_client import DeskClient
from actions.handoff import fresh_start, hand_off
from actions.turn import Turn


def calm_and_hand_off(desk: DeskClient, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Say sorry, then hand off; returns the events of a fresh start. May raise any `DeskError`."""
    say.utter_message(response="utter_sorry_for_trouble")
    return hand_off(desk, say, turn, "frustrated")


class ActionCalmAndHandOff(DeskAction):
    """Say sorry, then hand off."""

    def name(self) -> str:
        return "action_calm_and_hand_off"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        self.log(say, turn, "handed_off")
        return calm_and_hand_off(self.desk, say, turn)

    def after_failure(self, turn: Turn) -> list[EventType]:
        return fresh_start()
