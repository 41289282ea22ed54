"""Skill `tickets`: fill in a ticket, confirm it, open it at the desk."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.desk_client import DeskRefused
from actions.ticket_answers import CONFIRMED, CONTACT, DESCRIPTION, NO_ORDER, ORDER_NUMBER, read
from actions.ticket_category import OTHER, likely_category
from actions.turn import Turn

CATEGORY = "ticket_category"
TICKET_SLOTS = (DESCRIPTION, ORDER_NUMBER, CONTACT, CONFIRMED, CATEGORY)


class ValidateTicketForm(Action):
    """Applies what `ticket_answers` read in the message. No event means: let the rules answer, then ask again."""

    def name(self) -> str:
        return "validate_ticket_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        turn = Turn.of(tracker)
        reading = read(turn, turn.slots.get("requested_slot"))
        if reading is None:
            return []
        if reading.say:
            dispatcher.utter_message(response=reading.say)
        if reading.stop:
            return [SlotSet(CONFIRMED, False), SlotSet("requested_slot", None)]
        events: list[EventType] = [SlotSet(name, value) for name, value in reading.slots.items()]
        if reading.slots.get(DESCRIPTION):
            events.append(SlotSet(CATEGORY, likely_category(turn)))
        return events


class ActionOpenTicket(DeskAction):
    """Runs when the form is through: confirmed or cancelled."""

    def name(self) -> str:
        return "action_open_ticket"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        if not turn.slots.get(CONFIRMED):
            say.utter_message(response="utter_ticket_cancelled")
            return _forget()
        contact = str(turn.slots[CONTACT])
        order_number = turn.slots.get(ORDER_NUMBER)
        try:
            number = self.desk.open_ticket(
                conversation_id=turn.conversation_id,
                message_id=turn.message_id,
                description=turn.slots[DESCRIPTION],
                category=turn.slots.get(CATEGORY) or OTHER,
                order_number=None if order_number == NO_ORDER else order_number,
                email=contact if "@" in contact else None,
                phone=None if "@" in contact else contact,
            )
        except DeskRefused as refusal:
            if refusal.code != "ContactDetailsInvalid" and not refusal.fields & {"email", "phone"}:
                raise
            say.utter_message(response="utter_ticket_contact_refused")
            return [SlotSet(CONTACT, None), SlotSet(CONFIRMED, None), FollowupAction("ticket_form")]
        self.log(say, turn, "ticket", question=turn.slots[DESCRIPTION])
        say.utter_message(response="utter_ticket_opened", ticket_number=number, ticket_contact=contact)
        return [*_forget(), SlotSet("misses", 0), SlotSet("not_helpful", 0)]

    def after_failure(self, turn: Turn) -> list[EventType]:
        # What was typed stays, so that trying again needs one tap.
        return [SlotSet(CONFIRMED, None)]


def _forget() -> list[EventType]:
    return [SlotSet(name, None) for name in TICKET_SLOTS]
