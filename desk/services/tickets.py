"""Tickets: opened by the bot, a contact or an agent; numbered, changed along their states, with a history."""

from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import joinedload

from desk import queries, serializers
from desk.db import Transaction
from desk.errors import ContactDetailsInvalid, TicketTransitionNotAllowed
from desk.events import TicketCreated, TicketUpdated
from desk.models import (
    Agent,
    Conversation,
    Priority,
    SenderType,
    Ticket,
    TicketCategory,
    TicketEvent,
    TicketEventKind,
    TicketStatus,
    now,
)
from desk.schemas import BotTicketIn, ContactTicketIn, TicketIn, TicketPatch
from desk.services.announcements import announce_conversation
from desk.services.contacts import complete_contact, read_phone
from desk.services.messages import add_activity

FIRST_NUMBER = 1001
SUBJECT_CHARACTERS = 80

TRANSITIONS: dict[TicketStatus, frozenset[TicketStatus]] = {
    TicketStatus.NEW: frozenset(TicketStatus) - {TicketStatus.NEW},
    TicketStatus.OPEN: frozenset(
        {TicketStatus.PENDING, TicketStatus.ON_HOLD, TicketStatus.SOLVED, TicketStatus.CLOSED}
    ),
    TicketStatus.PENDING: frozenset(
        {TicketStatus.OPEN, TicketStatus.ON_HOLD, TicketStatus.SOLVED, TicketStatus.CLOSED}
    ),
    TicketStatus.ON_HOLD: frozenset(
        {TicketStatus.OPEN, TicketStatus.PENDING, TicketStatus.SOLVED, TicketStatus.CLOSED}
    ),
    TicketStatus.SOLVED: frozenset({TicketStatus.OPEN, TicketStatus.CLOSED}),
    TicketStatus.CLOSED: frozenset(),
}


async def open_bot_ticket(tx: Transaction, *, form: BotTicketIn) -> Ticket:
    """From the bot's form; once for each message. Raises ConversationNotFound, ContactDetailsInvalid."""
    conversation = await queries.access_conversation(tx, form.conversation_id, for_update=True)
    return await _open_ticket(
        tx,
        conversation,
        actor_type=SenderType.BOT,
        origin_key=form.message_id,
        subject=_subject_of(form.description),
        description=form.description,
        category=form.category,
        order_number=form.order_number,
        email=form.email,
        phone=form.phone,
    )


async def open_contact_ticket(
    tx: Transaction, *, conversation_id: str, contact_id: str, form: ContactTicketIn
) -> Ticket:
    """From the widget's form: needs a way to answer. Raises ConversationNotFound, ContactDetailsInvalid."""
    conversation = await queries.access_contact_conversation(tx, conversation_id, contact_id, for_update=True)
    if not form.email and not form.phone:
        raise ContactDetailsInvalid()
    return await _open_ticket(
        tx,
        conversation,
        actor_type=SenderType.CONTACT,
        origin_key=f"{conversation.id}/{form.client_id}" if form.client_id else None,
        subject=_subject_of(form.description),
        description=form.description,
        order_number=form.order_number,
        name=form.name,
        email=form.email,
        phone=form.phone,
    )


async def open_agent_ticket(tx: Transaction, *, conversation_id: str, agent: Agent, form: TicketIn) -> Ticket:
    """By an agent, who gets it. Raises ConversationNotFound, ContactDetailsInvalid."""
    conversation = await queries.access_conversation(tx, conversation_id, for_update=True)
    return await _open_ticket(
        tx,
        conversation,
        actor_type=SenderType.AGENT,
        agent=agent,
        subject=form.subject,
        description=form.description,
        category=form.category,
        priority=form.priority,
        order_number=form.order_number,
        email=form.email or conversation.contact.email,
        phone=form.phone or conversation.contact.phone,
    )


async def change_ticket(tx: Transaction, *, number: str, agent: Agent, form: TicketPatch) -> Ticket:
    """Set what is given and write it into the history. Giving a new ticket to somebody opens it.

    Raises TicketNotFound, AgentNotFound, TicketTransitionNotAllowed.
    """
    ticket = await queries.access_ticket(tx, number, for_update=True)
    changes: dict[str, Any] = {}
    if form.assignee_id is not None:
        assignee = await queries.access_agent(tx, form.assignee_id) if form.assignee_id else None
        if assignee is not ticket.assignee:
            changes["assignee"] = [_name(ticket.assignee), _name(assignee)]
            ticket.assignee = assignee
            if ticket.status == TicketStatus.NEW and assignee is not None and form.status is None:
                _change_status(ticket, TicketStatus.OPEN, changes)
    if form.status is not None and form.status != ticket.status:
        _change_status(ticket, form.status, changes)
    for field in ("subject", "priority", "category"):
        value = getattr(form, field)
        if value is not None and value != getattr(ticket, field):
            changes[field] = [getattr(ticket, field), value]
            setattr(ticket, field, value)
    if changes:
        await _add_history(tx, ticket, TicketEventKind.CHANGED, agent=agent, changes=changes)
        await _announce_change(tx, ticket)
    return ticket


async def comment_ticket(tx: Transaction, *, number: str, agent: Agent, comment: str) -> Ticket:
    """A line for colleagues. Raises TicketNotFound."""
    ticket = await queries.access_ticket(tx, number, for_update=True)
    await _add_history(tx, ticket, TicketEventKind.COMMENTED, agent=agent, comment=comment)
    await _announce_change(tx, ticket)
    return ticket


async def _open_ticket(
    tx: Transaction,
    conversation: Conversation,
    *,
    actor_type: SenderType,
    subject: str,
    description: str,
    agent: Agent | None = None,
    origin_key: str | None = None,
    category: TicketCategory = TicketCategory.OTHER,
    priority: Priority = Priority.NORMAL,
    order_number: str | None = None,
    name: str | None = None,
    email: str | None = None,
    phone: str | None = None,
) -> Ticket:
    """The conversation is locked, so the same `origin_key` twice at once is one ticket."""
    if origin_key is not None:
        query = select(Ticket).where(Ticket.origin_key == origin_key, Ticket.contact_id == conversation.contact_id)
        query = query.options(joinedload(Ticket.contact), joinedload(Ticket.assignee))
        stored = (await tx.execute(query)).scalar_one_or_none()
        if stored is not None:
            return stored
    phone = read_phone(phone) if phone else None
    ticket = Ticket(
        sequence=await _next_number(tx),
        contact=conversation.contact,
        conversation_id=conversation.id,
        origin_key=origin_key,
        subject=subject,
        description=description,
        status=TicketStatus.OPEN if agent else TicketStatus.NEW,
        category=category,
        priority=priority,
        order_number=(order_number or "").strip() or None,
        email=email,
        phone=phone,
        assignee=await tx.get_one(Agent, agent.id) if agent else None,
    )
    tx.add(ticket)
    await tx.flush()
    await _add_history(tx, ticket, TicketEventKind.CREATED, agent=agent, actor_type=actor_type)
    tx.add_event(TicketCreated(ticket=serializers.ticket_out(ticket)))
    await add_activity(tx, conversation, "ticket_opened", agent=agent, number=ticket.number, opened_by=actor_type)
    await announce_conversation(tx, conversation)
    await complete_contact(tx, conversation.contact, name=name, email=email, phone=phone)
    return ticket


async def _next_number(tx: Transaction) -> int:
    """The row stays locked until the commit, so numbers are given once and without gaps."""
    statement = text(
        "INSERT INTO counters (name, value) VALUES ('tickets', :first)"
        " ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value"
    )
    return int((await tx.execute(statement, {"first": FIRST_NUMBER})).scalar_one())


def _change_status(ticket: Ticket, status: TicketStatus, changes: dict[str, Any]) -> None:
    allowed = TRANSITIONS[ticket.status]
    if status not in allowed:
        raise TicketTransitionNotAllowed(
            f"A ticket that is {ticket.status} cannot become {status}.",
            **{"from": ticket.status, "to": status, "allowed": sorted(allowed)},
        )
    changes["status"] = [ticket.status, status]
    ticket.status = status
    if status == TicketStatus.SOLVED:
        ticket.solved_at = now()
    elif status != TicketStatus.CLOSED:
        ticket.solved_at = None


async def _add_history(
    tx: Transaction,
    ticket: Ticket,
    kind: TicketEventKind,
    *,
    agent: Agent | None,
    actor_type: SenderType = SenderType.AGENT,
    changes: dict[str, Any] | None = None,
    comment: str | None = None,
) -> None:
    tx.add(
        TicketEvent(
            ticket_id=ticket.id,
            kind=kind,
            actor_type=actor_type,
            agent_id=agent.id if agent else None,
            changes=changes or {},
            comment=comment,
        )
    )


async def _announce_change(tx: Transaction, ticket: Ticket) -> None:
    ticket.updated_at = now()
    await tx.flush()
    tx.add_event(TicketUpdated(ticket=serializers.ticket_out(ticket)))


def _subject_of(description: str) -> str:
    """The description's beginning, cut at a word."""
    line = " ".join(description.split())
    if len(line) <= SUBJECT_CHARACTERS:
        return line
    return line[:SUBJECT_CHARACTERS].rsplit(" ", 1)[0] + "…"


def _name(agent: Agent | None) -> str | None:
    return agent.name if agent else None
