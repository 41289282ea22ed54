"""Skill `smalltalk`: a bare yes or no, taken as the answer to what the bot asked just before."""

from __future__ import annotations

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.feedback import take_feedback
from actions.handoff import hand_off
from actions.turn import Turn
from actions.unsure import take_miss

ASKED_HELPFUL = frozenset({"utter_ask_helpful", "utter_ask_helpful_or_person"})
ASKED_PERSON = frozenset({"utter_offer_person", "utter_not_helpful", "utter_not_helpful_suggest"})
ASKED_WHICH = frozenset({"utter_did_you_mean", "utter_miss"})


class ActionTakeYes(DeskAction):
    """A yes outside a form."""

    def name(self) -> str:
        return "action_take_yes"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        if turn.questions & ASKED_HELPFUL:
            return take_feedback(self, say, turn, helpful=True)
        if turn.questions & ASKED_PERSON:
            self.log(say, turn, "handed_off")
            return hand_off(self.desk, say, turn, "requested")
        say.utter_message(response="utter_please_choose" if turn.questions & ASKED_WHICH else "utter_what_next")
        return []


class ActionTakeNo(DeskAction):
    """A no outside a form."""

    def name(self) -> str:
        return "action_take_no"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        if turn.questions & ASKED_HELPFUL:
            return take_feedback(self, say, turn, helpful=False)
        if turn.questions & ASKED_WHICH:
            # "None of these": the suggestions missed as well.
            return take_miss(self, say, turn)
        say.utter_message(response="utter_what_next")
        return []
