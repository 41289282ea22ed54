"""The contact's side over HTTP: everything the widget's socket can do, for when there is no socket, and its tickets."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, status

from desk import intake, queries, serializers
from desk.auth import ContactDep
from desk.schemas import (
    ContactConversation,
    ContactMessage,
    ContactMessageIn,
    ContactTicket,
    ContactTicketIn,
    MessageAccepted,
    Seq,
    SessionStart,
    SessionStarted,
)
from desk.services import tickets
from desk.wiring import DeskDep

router = APIRouter(prefix="/api/widget", tags=["widget"])


@router.post("/session")
async def start_session(form: SessionStart, request: Request, desk: DeskDep) -> SessionStarted:
    """Begin, or come back with the token of last time. A forged or expired token is an error: start again without it."""
    address = request.client.host if request.client else "unknown"
    return await intake.open_session(desk, form=form, address=address)


@router.get("/messages")
async def list_contact_messages(
    contact: ContactDep,
    desk: DeskDep,
    after: Seq = None,
    before: Seq = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> list[ContactMessage]:
    """Ascending by `seq`. `after`: the next ones; `before`, or neither: the last ones."""
    async with desk.db.reading() as session:
        conversation = await queries.access_contact_conversation(session, contact.conversation_id, contact.contact_id)
        rows = await queries.list_contact_messages(session, conversation.id, after=after, before=before, limit=limit)
    return [serializers.contact_message(row) for row in rows]


@router.post("/messages", status_code=status.HTTP_201_CREATED)
async def send_message(form: ContactMessageIn, contact: ContactDep, desk: DeskDep) -> MessageAccepted:
    """Store a message. The same `client_id` again is the same message, so resending is harmless."""
    return await intake.accept_message(desk, contact, form)


@router.post("/handoff")
async def request_handoff(contact: ContactDep, desk: DeskDep) -> ContactConversation:
    """Ask for a person. Again: the same place in line."""
    return await intake.request_handoff(desk, contact)


@router.post("/tickets", status_code=status.HTTP_201_CREATED)
async def open_contact_ticket(form: ContactTicketIn, contact: ContactDep, desk: DeskDep) -> ContactTicket:
    """Leave a question with an e-mail address or a phone number, when nobody is there to answer now."""
    desk.limits.check_message(contact.contact_id)
    async with desk.db.transaction() as tx:
        ticket = await tickets.open_contact_ticket(
            tx, conversation_id=contact.conversation_id, contact_id=contact.contact_id, form=form
        )
    return serializers.contact_ticket(ticket)


@router.get("/tickets")
async def list_contact_tickets(contact: ContactDep, desk: DeskDep) -> list[ContactTicket]:
    """The contact's own tickets, newest first."""
    async with desk.db.reading() as session:
        await queries.access_contact_conversation(session, contact.conversation_id, contact.contact_id)
        rows = await queries.list_contact_tickets(session, contact.contact_id, limit=50)
    return [serializers.contact_ticket(row) for row in rows]
