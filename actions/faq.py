"""Skill `faq`: after an answer, give the answers to further questions of the message, log them, and act on their entries'
hand-off policy and on the contact's anger."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.frustration import calm_and_hand_off
from actions.handoff import hand_off
from actions.turn import Turn


class ActionLogAnswer(DeskAction):
    """Runs after `utter_faq`: the contact already has the answer of the first question."""

    def name(self) -> str:
        return "action_log_answer"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        questions = turn.each()
        for question in questions[1:]:
            say.utter_message(response=f"utter_faq/{question.faq_id}")
        policies = {self.log(say, question, "answered") for question in questions}
        answered = [SlotSet("misses", 0), SlotSet("last_ranking", _last_ranking(turn, questions))]
        if "always" in policies:
            say.utter_message(response="utter_policy_hand_off")
            return answered + hand_off(self.desk, say, turn, "policy")
        if turn.frustrated:
            return answered + calm_and_hand_off(self.desk, say, turn)
        if turn.slots.get("requested_slot"):
            # A form goes on right after this answer: one question at a time.
            return answered
        say.utter_message(response="utter_ask_helpful" if policies == {"never"} else "utter_ask_helpful_or_person")
        return answered


def _last_ranking(turn: Turn, questions: list[Turn]) -> list[str]:
    """The entry that answered first and what was not said: "not helpful" offers the runners-up."""
    said = {question.faq_id for question in questions[1:]}
    return [faq_id for faq_id, _ in turn.ranking if faq_id not in said]
