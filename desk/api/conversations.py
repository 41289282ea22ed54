"""Conversations as agents work on them: the inbox, the transcript, and every act on the floor."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, status

from desk import queries, queue, serializers
from desk.auth import AgentDep, require
from desk.models import Agent, ConversationStatus, Role
from desk.schemas import (
    ConversationDetail,
    ConversationSummary,
    Cursor,
    InboxCounts,
    InteractionOut,
    MessageOut,
    Page,
    ReplyIn,
    RowId,
    Search,
    Seq,
    TicketIn,
    TicketOut,
    TransferIn,
)
from desk.services import assignment, conversations, messages, tickets
from desk.wiring import DeskDep

router = APIRouter(prefix="/api", tags=["conversations"])

# Editors look after the answers: they read conversations and do not speak in them.
AnswererDep = Annotated[Agent, Depends(require(Role.AGENT, Role.SUPERVISOR))]


@router.get("/inbox/counts")
async def inbox_counts(agent: AgentDep, desk: DeskDep) -> InboxCounts:
    """The numbers of the inbox's tabs."""
    async with desk.db.reading() as session:
        return await queue.inbox_counts(session)


@router.get("/conversations")
async def list_conversations(
    agent: AgentDep,
    desk: DeskDep,
    view: Literal["queue", "mine", "all"] = "all",
    status: ConversationStatus | None = None,
    q: Search = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Page[ConversationSummary]:
    """`queue`: in its order; `mine` and `all`: latest message first. `q` looks into contacts and messages."""
    async with desk.db.reading() as session:
        rows, next_cursor = await queries.list_conversations(
            session, view=view, agent_id=agent.id, status=status, q=q, cursor=cursor, limit=limit
        )
    return Page(items=[serializers.conversation_summary(row) for row in rows], next_cursor=next_cursor)


@router.get("/conversations/{conversation_id}")
async def get_conversation(conversation_id: RowId, agent: AgentDep, desk: DeskDep) -> ConversationDetail:
    """The conversation with its contact, why a person is needed, and the contact's tickets."""
    async with desk.db.reading() as session:
        conversation = await queries.access_conversation(session, conversation_id)
        return await queries.conversation_detail(session, conversation)


@router.get("/conversations/{conversation_id}/messages")
async def list_messages(
    conversation_id: RowId,
    agent: AgentDep,
    desk: DeskDep,
    after: Seq = None,
    before: Seq = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> list[MessageOut]:
    """Ascending by `seq`. `after`: the next ones; `before`, or neither: the last ones."""
    async with desk.db.reading() as session:
        conversation = await queries.access_conversation(session, conversation_id)
        rows = await queries.list_messages(session, conversation.id, after=after, before=before, limit=limit)
    return [serializers.message_out(row) for row in rows]


@router.get("/conversations/{conversation_id}/interactions")
async def list_interactions(conversation_id: RowId, agent: AgentDep, desk: DeskDep) -> list[InteractionOut]:
    """What the bot understood and answered, oldest first."""
    async with desk.db.reading() as session:
        conversation = await queries.access_conversation(session, conversation_id)
        rows = await queries.list_interactions(session, conversation.id, limit=200)
    return [serializers.interaction_out(row) for row in rows]


@router.post("/conversations/{conversation_id}/messages", status_code=status.HTTP_201_CREATED)
async def send_reply(conversation_id: RowId, form: ReplyIn, agent: AnswererDep, desk: DeskDep) -> MessageOut:
    """Answer the contact, or (`private`) leave a note for colleagues. The same `client_id` again is the same message."""
    async with desk.db.transaction() as tx:
        message = await messages.send_reply(tx, conversation_id=conversation_id, agent=agent, form=form)
    return serializers.message_out(message)


@router.post("/conversations/{conversation_id}/claim")
async def claim(conversation_id: RowId, agent: AnswererDep, desk: DeskDep) -> ConversationSummary:
    """Take a waiting conversation. Exactly one wins; the others learn who has it (409)."""
    async with desk.db.transaction() as tx:
        conversation = await assignment.claim(tx, conversation_id=conversation_id, agent=agent)
    return serializers.conversation_summary(conversation)


@router.post("/conversations/{conversation_id}/transfer")
async def transfer(conversation_id: RowId, form: TransferIn, agent: AnswererDep, desk: DeskDep) -> ConversationSummary:
    """Give it to a colleague, or back to the queue with its old waiting time."""
    async with desk.db.transaction() as tx:
        conversation = await assignment.transfer(tx, conversation_id=conversation_id, agent=agent, form=form)
    return serializers.conversation_summary(conversation)


@router.post("/conversations/{conversation_id}/resolve")
async def resolve(conversation_id: RowId, agent: AnswererDep, desk: DeskDep) -> ConversationSummary:
    """Done. The contact's next message goes to the bot, with a fresh context."""
    async with desk.db.transaction() as tx:
        conversation = await conversations.resolve(tx, conversation_id=conversation_id, agent=agent)
    return serializers.conversation_summary(conversation)


@router.post("/conversations/{conversation_id}/reopen")
async def reopen(conversation_id: RowId, agent: AnswererDep, desk: DeskDep) -> ConversationSummary:
    """Take a resolved conversation up again."""
    async with desk.db.transaction() as tx:
        conversation = await conversations.reopen(tx, conversation_id=conversation_id, agent=agent)
    return serializers.conversation_summary(conversation)


@router.post("/conversations/{conversation_id}/return_to_bot")
async def return_to_bot(conversation_id: RowId, agent: AnswererDep, desk: DeskDep) -> ConversationSummary:
    """The bot has the floor again, with a fresh context."""
    async with desk.db.transaction() as tx:
        conversation = await conversations.return_to_bot(tx, conversation_id=conversation_id, agent=agent)
    return serializers.conversation_summary(conversation)


@router.post("/conversations/{conversation_id}/tickets", status_code=status.HTTP_201_CREATED)
async def open_ticket(conversation_id: RowId, form: TicketIn, agent: AnswererDep, desk: DeskDep) -> TicketOut:
    """Open a ticket for this contact; they see its number."""
    async with desk.db.transaction() as tx:
        ticket = await tickets.open_agent_ticket(tx, conversation_id=conversation_id, agent=agent, form=form)
    return serializers.ticket_out(ticket)
