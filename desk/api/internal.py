"""For the custom actions only (service token): they act for the conversation whose turn they run in."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, status

from desk import queries, serializers
from desk.auth import service_token
from desk.schemas import (
    BotTicketIn,
    ContactTicket,
    FeedbackIn,
    FeedbackLogged,
    HandoffDone,
    HandoffIn,
    InteractionIn,
    InteractionLogged,
    Page,
    RowId,
    TicketOpened,
)
from desk.services import handoff, interactions, tickets
from desk.wiring import DeskDep

router = APIRouter(prefix="/internal/v1", tags=["internal"], dependencies=[Depends(service_token)])

ConversationId = Annotated[RowId, Query(max_length=32)]


@router.post("/interactions")
async def log_interaction(form: InteractionIn, desk: DeskDep) -> InteractionLogged:
    """Write down a question and what became of it; once for each message."""
    async with desk.db.transaction() as tx:
        interaction = await interactions.log_interaction(tx, form=form)
    entry = desk.knowledge.find_entry(form.faq_id) if form.faq_id else None
    return InteractionLogged(interaction_id=interaction.id, handoff_policy=entry.handoff if entry else None)


@router.post("/interactions/feedback")
async def log_feedback(form: FeedbackIn, desk: DeskDep) -> FeedbackLogged:
    """The contact says whether the last answer helped."""
    async with desk.db.transaction() as tx:
        interaction = await interactions.log_feedback(tx, conversation_id=form.conversation_id, helpful=form.helpful)
    return FeedbackLogged(interaction_id=interaction.id if interaction else None)


@router.post("/handoffs")
async def hand_off(form: HandoffIn, desk: DeskDep) -> HandoffDone:
    """Give the conversation to people; again: the same place in line."""
    async with desk.db.transaction() as tx:
        conversation = await handoff.hand_off(
            tx, conversation_id=form.conversation_id, message_id=form.message_id, reason=form.reason
        )
        return await queries.handoff_done(tx, conversation)


@router.post("/tickets", status_code=status.HTTP_201_CREATED)
async def open_bot_ticket(form: BotTicketIn, desk: DeskDep) -> TicketOpened:
    """Open a ticket for the contact; once for each message."""
    async with desk.db.transaction() as tx:
        ticket = await tickets.open_bot_ticket(tx, form=form)
    return TicketOpened(number=ticket.number, status=ticket.status)


@router.get("/tickets")
async def list_bot_tickets(conversation_id: ConversationId, desk: DeskDep) -> Page[ContactTicket]:
    """The contact's tickets, newest first, at most 5."""
    async with desk.db.reading() as session:
        conversation = await queries.access_conversation(session, conversation_id)
        rows = await queries.list_contact_tickets(session, conversation.contact_id, limit=5)
    return Page(items=[serializers.contact_ticket(row) for row in rows])


@router.get("/tickets/{number}")
async def get_bot_ticket(number: RowId, conversation_id: ConversationId, desk: DeskDep) -> ContactTicket:
    """A ticket of this conversation's contact; anybody else's is not there."""
    async with desk.db.reading() as session:
        conversation = await queries.access_conversation(session, conversation_id)
        return serializers.contact_ticket(await queries.access_contact_ticket(session, number, conversation.contact_id))
