"""Who has a conversation: claim, transfer, back to the queue."""

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from desk import queries
from desk.db import Transaction
from desk.errors import AgentNotFound, ConversationAlreadyAssigned, ConversationNotOpen
from desk.events import InboxChanged
from desk.models import Agent, Conversation, ConversationStatus, MessageKind, Role, SenderType
from desk.schemas import TransferIn
from desk.services.announcements import announce_conversation
from desk.services.floor import check_has_conversation
from desk.services.messages import add_activity, add_message


async def claim(tx: Transaction, *, conversation_id: str, agent: Agent) -> Conversation:
    """Take a waiting conversation; one's own again is no error.

    One conditional UPDATE decides, so exactly one wins. Raises ConversationAlreadyAssigned (with who has it),
    ConversationNotOpen, ConversationNotFound.
    """
    won = await tx.execute(
        update(Conversation)
        .where(
            Conversation.id == conversation_id,
            Conversation.status == ConversationStatus.OPEN,
            Conversation.assignee_id.is_(None),
        )
        .values(assignee_id=agent.id)
        .returning(Conversation.id)
    )
    if won.scalar_one_or_none() is None:
        return await _explain_lost_claim(tx, conversation_id, agent)
    conversation = await queries.access_conversation(tx, conversation_id, for_update=True)
    await add_activity(tx, conversation, "agent_joined", agent=agent, agent_name=agent.name)
    await announce_conversation(tx, conversation)
    tx.add_event(InboxChanged())
    return conversation


async def _explain_lost_claim(tx: Transaction, conversation_id: str, agent: Agent) -> Conversation:
    conversation = await queries.access_conversation(tx, conversation_id)
    if conversation.assignee is None:
        raise ConversationNotOpen()
    if conversation.assignee.id != agent.id:
        name = conversation.assignee.name
        raise ConversationAlreadyAssigned(
            f"{name} has this conversation.", assignee_id=conversation.assignee.id, assignee_name=name
        )
    return conversation


async def transfer(tx: Transaction, *, conversation_id: str, agent: Agent, form: TransferIn) -> Conversation:
    """To a colleague, or (`form.agent_id` None) back to the queue, where it keeps its old waiting time.

    Raises ConversationNotFound, ConversationNotOpen, ConversationNotAssignedToYou, AgentNotFound.
    """
    conversation = await queries.access_conversation(tx, conversation_id, for_update=True)
    if conversation.status != ConversationStatus.OPEN:
        raise ConversationNotOpen()
    check_has_conversation(conversation, agent)
    leaving = conversation.assignee
    joining = await _access_answerer(tx, form.agent_id) if form.agent_id is not None else None
    if joining is leaving:
        return conversation
    conversation.assignee = joining
    if form.note and form.note.strip():
        await add_message(
            tx,
            conversation,
            kind=MessageKind.OUTGOING,
            sender_type=SenderType.AGENT,
            text=form.note.strip(),
            agent=agent,
            private=True,
        )
    if joining is not None:
        facts = {"agent_name": joining.name, "transferred_by": agent.name}
        await add_activity(tx, conversation, "agent_joined", agent=joining, **facts)
    elif leaving is not None:
        facts = {"agent_name": leaving.name, "transferred_by": agent.name}
        await add_activity(tx, conversation, "agent_left", agent=leaving, **facts)
    await announce_conversation(tx, conversation)
    tx.add_event(InboxChanged())
    return conversation


async def _access_answerer(tx: Transaction, agent_id: str) -> Agent:
    """Somebody who answers contacts; editors do not."""
    agent = await queries.access_agent(tx, agent_id)
    if agent.role == Role.EDITOR:
        raise AgentNotFound()
    return agent


async def unassign_all(tx: Transaction, *, agent: Agent, by: Agent) -> None:
    """Part of disabling an agent: what they have goes back to the queue, with its old waiting time."""
    query = select(Conversation).where(
        Conversation.assignee_id == agent.id, Conversation.status == ConversationStatus.OPEN
    )
    query = query.options(joinedload(Conversation.contact), joinedload(Conversation.assignee))
    for conversation in (await tx.execute(query.with_for_update(of=Conversation))).scalars().all():
        conversation.assignee = None
        facts = {"agent_name": agent.name, "transferred_by": by.name}
        await add_activity(tx, conversation, "agent_left", agent=agent, **facts)
        await announce_conversation(tx, conversation)
    tx.add_event(InboxChanged())
