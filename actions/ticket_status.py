"""Skill `ticket_status`: tell a contact how the own tickets stand."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import DeskAction
from actions.desk_client import DeskBroken, DeskNotFound, Ticket
from actions.turn import Turn

INDIA = timezone(timedelta(hours=5, minutes=30))
STATUSES = frozenset({"new", "open", "pending", "on_hold", "solved", "closed"})


class ActionTellTicketStatus(DeskAction):
    """By number, or from the list of the contact's own tickets."""

    def name(self) -> str:
        return "action_tell_ticket_status"

    def act(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        number = turn.entities.get("ticket_number")
        if number:
            try:
                _tell(say, self.desk.get_ticket(number.upper(), turn.conversation_id))
            except DeskNotFound:
                say.utter_message(response="utter_ticket_not_found", ticket_number=number.upper())
            return []
        tickets = self.desk.list_tickets(turn.conversation_id)
        if not tickets:
            say.utter_message(response="utter_no_tickets")
        elif len(tickets) == 1:
            _tell(say, tickets[0])
        else:
            say.utter_message(response="utter_which_ticket", buttons=[_button(ticket) for ticket in tickets])
        return []


def _tell(say: CollectingDispatcher, ticket: Ticket) -> None:
    if ticket.status not in STATUSES:
        raise DeskBroken("unknown ticket status")
    say.utter_message(
        response=f"utter_ticket_status_{ticket.status}",
        ticket_number=ticket.number,
        subject=ticket.subject,
        date=_indian_date(ticket.updated_at),
    )


def _button(ticket: Ticket) -> dict:
    title = f"{ticket.number} · {ticket.subject}"
    payload = f'/check_ticket{{"ticket_number": "{ticket.number}"}}'
    return {"title": title if len(title) <= 40 else title[:39].rstrip() + "…", "payload": payload}


def _indian_date(moment: str) -> str:
    """An ISO time as the date in India, day first. Raises `DeskBroken` for anything else."""
    try:
        # Python 3.10 does not read the "Z" for UTC.
        at = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError as error:
        raise DeskBroken("unreadable time") from error
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return at.astimezone(INDIA).strftime("%d/%m/%Y")
