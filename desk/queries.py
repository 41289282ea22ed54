"""Reading. `access_*` fetches a row if the asker may see it, else raises the same 404 as for one that is not there."""

import base64
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from desk import queue, serializers
from desk.errors import (
    AgentNotFound,
    BadRequest,
    ContactNotFound,
    ConversationNotFound,
    DeskError,
    MessageNotFound,
    TicketNotFound,
)
from desk.models import (
    Agent,
    Contact,
    Conversation,
    ConversationStatus,
    Interaction,
    InteractionOutcome,
    Label,
    Message,
    MessageKind,
    SenderType,
    Ticket,
    TicketEvent,
    TicketStatus,
)
from desk.schemas import ContactConversation, ContactOut, ConversationDetail, HandoffCard, HandoffDone, TicketDetail

Row = TypeVar("Row")

TRIED_SHOWN = 5
TRIED_WITHIN = timedelta(hours=24)

# --- one row ------------------------------------------------------------------------------------------------------


async def access_conversation(session: AsyncSession, conversation_id: str, *, for_update: bool = False) -> Conversation:
    """Any conversation: for agents and for the bot. `for_update` makes other writers wait until this one is done."""
    query = _conversations().where(Conversation.id == conversation_id)
    return await _one(session, query, Conversation if for_update else None, ConversationNotFound)


async def access_contact_conversation(
    session: AsyncSession, conversation_id: str, contact_id: str, *, for_update: bool = False
) -> Conversation:
    """A contact's own conversation."""
    query = _conversations().where(Conversation.id == conversation_id, Conversation.contact_id == contact_id)
    return await _one(session, query, Conversation if for_update else None, ConversationNotFound)


async def access_contact(session: AsyncSession, contact_id: str, *, for_update: bool = False) -> Contact:
    query = select(Contact).where(Contact.id == contact_id)
    return await _one(session, query, Contact if for_update else None, ContactNotFound)


async def access_agent(session: AsyncSession, agent_id: str) -> Agent:
    """A colleague who can be given work: not a disabled one."""
    return await _one(
        session, select(Agent).where(Agent.id == agent_id, Agent.disabled_at.is_(None)), None, AgentNotFound
    )


async def access_message(session: AsyncSession, message_id: str, *, for_update: bool = False) -> Message:
    """Any message: for agents. `for_update` makes others who do so wait until this one is done."""
    return await _one(
        session, select(Message).where(Message.id == message_id), Message if for_update else None, MessageNotFound
    )


async def access_ticket(session: AsyncSession, number: str, *, for_update: bool = False) -> Ticket:
    """Any ticket, by `SAH-<n>`: for agents."""
    query = _tickets().where(Ticket.sequence == _ticket_sequence(number))
    return await _one(session, query, Ticket if for_update else None, TicketNotFound)


async def access_contact_ticket(session: AsyncSession, number: str, contact_id: str) -> Ticket:
    """A contact's own ticket."""
    query = _tickets().where(Ticket.sequence == _ticket_sequence(number), Ticket.contact_id == contact_id)
    return await _one(session, query, None, TicketNotFound)


async def _one(session: AsyncSession, query: Select[Row], locked: type[Row] | None, missing: type[DeskError]) -> Row:
    if locked is not None:
        query = query.with_for_update(of=locked).execution_options(populate_existing=True)
    row = (await session.execute(query)).scalar_one_or_none()
    if row is None:
        raise missing()
    return row


def _conversations() -> Select[Conversation]:
    return select(Conversation).options(joinedload(Conversation.contact), joinedload(Conversation.assignee))


def _tickets() -> Select[Ticket]:
    return select(Ticket).options(joinedload(Ticket.contact), joinedload(Ticket.assignee))


def _ticket_sequence(number: str) -> int:
    digits = number.upper().removeprefix("SAH-")
    # The bound is that of the column: a longer number is nobody's ticket, not an error of the database.
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else -1


# --- conversations and messages -----------------------------------------------------------------------------------


async def contact_conversation(session: AsyncSession, conversation: Conversation) -> ContactConversation:
    """The state of a conversation as its contact sees it, with the place in line."""
    return serializers.contact_conversation(conversation, await queue.queue_status(session, conversation))


async def handoff_done(session: AsyncSession, conversation: Conversation) -> HandoffDone:
    """What the bot is told after a hand-off."""
    place = await queue.queue_status(session, conversation)
    return HandoffDone(
        status=conversation.status,
        position=place.position if place else None,
        agents_online=place.agents_online if place else await queue.agents_online(session),
    )


async def list_conversations(
    session: AsyncSession,
    *,
    view: Literal["queue", "mine", "all"],
    agent_id: str,
    status: ConversationStatus | None,
    q: str | None,
    cursor: str | None,
    limit: int,
) -> tuple[Sequence[Conversation], str | None]:
    """A page and the cursor of the next one."""
    query = _conversations().where(Conversation.last_seq > 0)
    if status is not None:
        query = query.where(Conversation.status == status)
    if q and q.strip():
        query = query.where(_conversation_matches(q.strip()))
    if view == "queue":
        query = query.where(queue.IN_QUEUE).order_by(*queue.QUEUE_ORDER)
        if cursor:
            rank, waiting_since, conversation_id = _read_cursor(cursor, int, datetime.fromisoformat, str)
            query = query.where(queue.after_in_queue(rank, waiting_since, conversation_id))
    else:
        if view == "mine":
            query = query.where(Conversation.status == ConversationStatus.OPEN, Conversation.assignee_id == agent_id)
        query = query.order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
        if cursor:
            at, conversation_id = _read_cursor(cursor, datetime.fromisoformat, str)
            query = query.where(_before(Conversation.last_message_at, Conversation.id, at, conversation_id))
    rows = (await session.execute(query.limit(limit + 1))).scalars().all()
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    if view == "queue":
        return rows[:limit], _write_cursor(queue.RANKS[last.priority], last.waiting_since, last.id)
    return rows[:limit], _write_cursor(last.last_message_at, last.id)


def _conversation_matches(words: str) -> Any:
    said = select(Message.id).where(
        Message.conversation_id == Conversation.id, Message.text.icontains(words, autoescape=True)
    )
    return or_(Conversation.contact.has(_contact_matches(words)), Conversation.id == words, said.exists())


def _contact_matches(words: str) -> Any:
    return or_(*(column.icontains(words, autoescape=True) for column in (Contact.name, Contact.email, Contact.phone)))


async def list_messages(
    session: AsyncSession, conversation_id: str, *, after: int | None = None, before: int | None = None, limit: int
) -> Sequence[Message]:
    """All messages for agents, ascending by `seq`: those after, or the last ones before."""
    return await _message_page(session, conversation_id, Message.seq, after, before, limit)


async def list_contact_messages(
    session: AsyncSession, conversation_id: str, *, after: int | None = None, before: int | None = None, limit: int
) -> Sequence[Message]:
    """What the contact may see, ascending by `public_seq`."""
    return await _message_page(session, conversation_id, Message.public_seq, after, before, limit)


async def _message_page(
    session: AsyncSession, conversation_id: str, seq: Any, after: int | None, before: int | None, limit: int
) -> Sequence[Message]:
    query = (
        select(Message)
        .options(joinedload(Message.agent))
        .where(Message.conversation_id == conversation_id, seq.is_not(None))
    )
    if after is not None:
        return (await session.execute(query.where(seq > after).order_by(seq).limit(limit))).scalars().all()
    if before is not None:
        query = query.where(seq < before)
    return (await session.execute(query.order_by(seq.desc()).limit(limit))).scalars().all()[::-1]


async def find_message(session: AsyncSession, conversation_id: str, message_id: str) -> Message | None:
    """A message, if it belongs to this conversation."""
    query = (
        select(Message)
        .options(joinedload(Message.agent))
        .where(Message.id == message_id, Message.conversation_id == conversation_id)
    )
    return (await session.execute(query)).scalar_one_or_none()


async def find_message_by_client_id(
    session: AsyncSession, conversation_id: str, sender_type: SenderType, client_id: str
) -> Message | None:
    """The message that was stored when this was sent before."""
    query = (
        select(Message)
        .options(joinedload(Message.agent))
        .where(
            Message.conversation_id == conversation_id,
            Message.sender_type == sender_type,
            Message.client_id == client_id,
        )
    )
    return (await session.execute(query)).scalar_one_or_none()


async def find_owed_turn(session: AsyncSession, conversation_id: str) -> tuple[Conversation, Message] | None:
    """What the bot must answer next: the oldest message it owes, or the one whose turn handed off and was cut short."""
    cut_short = and_(Conversation.status == ConversationStatus.OPEN, Message.id == Conversation.handoff_message_id)
    query = (
        select(Conversation, Message)
        .join(Message, Message.conversation_id == Conversation.id)
        .where(
            Conversation.id == conversation_id,
            Message.kind == MessageKind.INCOMING,
            Message.seq > Conversation.answered_seq,
            or_(Conversation.status == ConversationStatus.PENDING, cut_short),
        )
        .order_by(Message.seq)
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row is not None else None


async def list_owing_conversations(session: AsyncSession, *, quiet_since: datetime) -> Sequence[str]:
    """Ids of conversations in which the bot owes an answer and nothing was said after `quiet_since`."""
    cut_short = select(Message.id).where(
        Message.id == Conversation.handoff_message_id, Message.seq > Conversation.answered_seq
    )
    query = select(Conversation.id).where(
        Conversation.last_message_at <= quiet_since,
        or_(
            and_(Conversation.status == ConversationStatus.PENDING, Conversation.asked_seq > Conversation.answered_seq),
            and_(Conversation.status == ConversationStatus.OPEN, cut_short.exists()),
        ),
    )
    return (await session.execute(query.order_by(Conversation.last_message_at))).scalars().all()


async def list_interactions(session: AsyncSession, conversation_id: str, *, limit: int) -> Sequence[Interaction]:
    """The last ones, oldest first."""
    query = select(Interaction).where(Interaction.conversation_id == conversation_id)
    query = query.order_by(Interaction.created_at.desc(), Interaction.id.desc()).limit(limit)
    return (await session.execute(query)).scalars().all()[::-1]


async def conversation_detail(session: AsyncSession, conversation: Conversation) -> ConversationDetail:
    tickets = await list_contact_tickets(session, conversation.contact_id, limit=20)
    return ConversationDetail(
        conversation=serializers.conversation_summary(conversation),
        contact=await contact_out(session, conversation.contact),
        handoff=await _handoff_card(session, conversation),
        tickets=[serializers.ticket_out(ticket) for ticket in tickets],
    )


async def _handoff_card(session: AsyncSession, conversation: Conversation) -> HandoffCard | None:
    """Why a person is needed. `wants` is the last real question, not the "I want a person" that came after it."""
    handed_off_at, reason = conversation.handed_off_at, conversation.handoff_reason
    if handed_off_at is None or reason is None or conversation.status == ConversationStatus.PENDING:
        return None
    query = select(Interaction).where(
        Interaction.conversation_id == conversation.id,
        Interaction.outcome.not_in([InteractionOutcome.HANDED_OFF, InteractionOutcome.TICKET]),
        Interaction.created_at.between(handed_off_at - TRIED_WITHIN, handed_off_at),
    )
    query = query.order_by(Interaction.created_at.desc(), Interaction.id.desc()).limit(TRIED_SHOWN)
    tried = (await session.execute(query)).scalars().all()[::-1]
    if tried:
        wants = tried[-1].question
    else:
        said = select(Message.text).where(
            Message.conversation_id == conversation.id,
            Message.kind == MessageKind.INCOMING,
            Message.created_at <= handed_off_at,
        )
        wants = (await session.execute(said.order_by(Message.seq.desc()).limit(1))).scalar_one_or_none() or ""
    return HandoffCard(
        reason=reason,
        handed_off_at=handed_off_at,
        wants=wants,
        tried=[serializers.interaction_out(interaction) for interaction in tried],
    )


# --- what people taught -------------------------------------------------------------------------------------------


async def find_label(session: AsyncSession, message_id: str) -> Label | None:
    """What this message teaches; None when nothing does, or it was undone."""
    query = _labels().where(Label.message_id == message_id, Label.undone_at.is_(None))
    return (await session.execute(query)).scalar_one_or_none()


async def find_interaction(session: AsyncSession, message_id: str) -> Interaction | None:
    """What the bot made of a message; None when it was not the bot's, or is not logged."""
    return (await session.execute(select(Interaction).where(Interaction.message_id == message_id))).scalar_one_or_none()


async def list_conversation_labels(session: AsyncSession, conversation_id: str) -> Sequence[Label]:
    """What its messages teach, oldest first; without those undone."""
    query = _labels().where(
        Label.message_id.in_(select(Message.id).where(Message.conversation_id == conversation_id)),
        Label.undone_at.is_(None),
    )
    return (await session.execute(query.order_by(Label.created_at, Label.id))).scalars().all()


async def list_labels(session: AsyncSession, *, cursor: str | None, limit: int) -> tuple[Sequence[Label], str | None]:
    """A page, newest first, with those undone, and the cursor of the next one."""
    query = _labels().order_by(Label.created_at.desc(), Label.id.desc())
    if cursor:
        at, label_id = _read_cursor(cursor, datetime.fromisoformat, str)
        query = query.where(_before(Label.created_at, Label.id, at, label_id))
    rows = (await session.execute(query.limit(limit + 1))).scalars().all()
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], _write_cursor(rows[limit - 1].created_at, rows[limit - 1].id)


async def list_unwritten_labels(session: AsyncSession) -> Sequence[Label]:
    """Those of which the files may not yet say what was decided, in the order of the decisions."""
    query = _labels().where(Label.written_at.is_(None))
    return (await session.execute(query.order_by(Label.created_at, Label.id))).scalars().all()


def _labels() -> Select[Label]:
    return select(Label).options(joinedload(Label.message), joinedload(Label.agent))


# --- contacts and tickets -----------------------------------------------------------------------------------------


async def contact_out(session: AsyncSession, contact: Contact) -> ContactOut:
    conversations = (
        select(func.count())
        .select_from(Conversation)
        .where(Conversation.contact_id == contact.id, Conversation.last_seq > 0)
    )
    tickets = select(func.count()).select_from(Ticket).where(Ticket.contact_id == contact.id)
    return serializers.contact_out(
        contact,
        conversations=(await session.execute(conversations)).scalar_one(),
        tickets=(await session.execute(tickets)).scalar_one(),
    )


async def list_contact_tickets(session: AsyncSession, contact_id: str, *, limit: int) -> Sequence[Ticket]:
    """Newest first."""
    query = _tickets().where(Ticket.contact_id == contact_id).order_by(Ticket.sequence.desc()).limit(limit)
    return (await session.execute(query)).scalars().all()


async def list_tickets(
    session: AsyncSession,
    *,
    status: TicketStatus | None,
    q: str | None,
    assignee: str | None,
    cursor: str | None,
    limit: int,
) -> tuple[Sequence[Ticket], str | None]:
    """A page, latest change first, and the cursor of the next one. `assignee`: an agent's id, or `none`."""
    query = _tickets()
    if status is not None:
        query = query.where(Ticket.status == status)
    if assignee is not None:
        query = query.where(Ticket.assignee_id == assignee if assignee != "none" else Ticket.assignee_id.is_(None))
    if q and q.strip():
        query = query.where(_ticket_matches(q.strip()))
    if cursor:
        at, ticket_id = _read_cursor(cursor, datetime.fromisoformat, str)
        query = query.where(_before(Ticket.updated_at, Ticket.id, at, ticket_id))
    query = query.order_by(Ticket.updated_at.desc(), Ticket.id.desc()).limit(limit + 1)
    rows = (await session.execute(query)).scalars().all()
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], _write_cursor(rows[limit - 1].updated_at, rows[limit - 1].id)


def _ticket_matches(words: str) -> Any:
    texts = (Ticket.subject, Ticket.description, Ticket.order_number, Ticket.email, Ticket.phone)
    return or_(
        Ticket.sequence == _ticket_sequence(words),
        Ticket.contact.has(_contact_matches(words)),
        *(column.icontains(words, autoescape=True) for column in texts),
    )


async def ticket_detail(session: AsyncSession, ticket: Ticket) -> TicketDetail:
    query = select(TicketEvent).options(joinedload(TicketEvent.agent)).where(TicketEvent.ticket_id == ticket.id)
    history = (await session.execute(query.order_by(TicketEvent.created_at, TicketEvent.id))).scalars().all()
    return TicketDetail(
        ticket=serializers.ticket_out(ticket),
        history=[serializers.ticket_event_out(event) for event in history],
        contact=await contact_out(session, ticket.contact),
    )


# --- pages --------------------------------------------------------------------------------------------------------


def _before(at_column: Any, id_column: Any, at: datetime, row_id: str) -> Any:
    return or_(at_column < at, and_(at_column == at, id_column < row_id))


def _write_cursor(*parts: Any) -> str:
    values = [part.isoformat() if isinstance(part, datetime) else part for part in parts]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


def _read_cursor(cursor: str, *kinds: Any) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor))
        parts = [kind(value) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError) as error:
        raise BadRequest("The cursor is not one of ours.") from error
    if any(isinstance(part, datetime) and part.tzinfo is None for part in parts):
        raise BadRequest("The cursor is not one of ours.")
    return parts
