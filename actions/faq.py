"""Skill `faq`: after an answer, log it and act on the entry's hand-off policy."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.handoff import hand_off
from actions.turn import Turn


class ActionLogAnswer(DeskAction):
    """Runs after `utter_faq`: the contact already has the answer."""

    def name(self) -> str:
        return "action_log_answer"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        policy = self.log(say, turn, "answered")
        answered = [SlotSet("misses", 0), SlotSet("last_ranking", [faq_id for faq_id, _ in turn.ranking])]
        if policy == "always":
            say.utter_message(response="utter_policy_hand_off")
            return answered + hand_off(self.desk, say, turn, "policy")
        if turn.slots.get("requested_slot"):
            # A form goes on right after this answer: one question at a time.
            return answered
        say.utter_message(response="utter_ask_helpful" if policy == "never" else "utter_ask_helpful_or_person")
        return answered
