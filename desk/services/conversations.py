"""A conversation's life, but for hand-off (handoff.py) and who has it (assignment.py)."""

from desk import queries
from desk.db import Transaction
from desk.errors import ConversationNotOpen, ConversationNotResolved
from desk.events import InboxChanged
from desk.models import Agent, Contact, Conversation, ConversationStatus, Language
from desk.services.announcements import announce_conversation
from desk.services.floor import check_has_conversation, give_floor_to_agent, give_floor_to_bot, give_floor_to_nobody
from desk.services.messages import add_activity


async def start_conversation(tx: Transaction, *, language: Language | None, channel: str = "widget") -> Conversation:
    """A new contact with a conversation that nobody hears of before its first message."""
    conversation = Conversation(contact=Contact(language=language), channel=channel, language=language, assignee=None)
    tx.add(conversation)
    await tx.flush()
    return conversation


async def resolve(tx: Transaction, *, conversation_id: str, agent: Agent) -> Conversation:
    """Done. Raises ConversationNotOpen, ConversationNotAssignedToYou."""
    conversation = await queries.access_conversation(tx, conversation_id, for_update=True)
    if conversation.status != ConversationStatus.OPEN:
        raise ConversationNotOpen()
    check_has_conversation(conversation, agent)
    give_floor_to_nobody(conversation)
    await add_activity(tx, conversation, "resolved", agent=agent, agent_name=agent.name)
    await announce_conversation(tx, conversation)
    tx.add_event(InboxChanged())
    return conversation


async def reopen(tx: Transaction, *, conversation_id: str, agent: Agent) -> Conversation:
    """Take up again what was resolved, as its assignee. Raises ConversationNotResolved."""
    conversation = await queries.access_conversation(tx, conversation_id, for_update=True)
    if conversation.status != ConversationStatus.RESOLVED:
        raise ConversationNotResolved()
    give_floor_to_agent(conversation, await queries.access_agent(tx, agent.id))
    await add_activity(tx, conversation, "reopened", agent=agent, agent_name=agent.name)
    await announce_conversation(tx, conversation)
    tx.add_event(InboxChanged())
    return conversation


async def return_to_bot(tx: Transaction, *, conversation_id: str, agent: Agent) -> Conversation:
    """The bot has the floor again. Raises ConversationNotOpen, ConversationNotAssignedToYou."""
    conversation = await queries.access_conversation(tx, conversation_id, for_update=True)
    if conversation.status not in (ConversationStatus.OPEN, ConversationStatus.RESOLVED):
        raise ConversationNotOpen()
    if conversation.status == ConversationStatus.OPEN:
        check_has_conversation(conversation, agent)
    give_floor_to_bot(conversation)
    await add_activity(tx, conversation, "returned_to_bot", agent=agent, agent_name=agent.name)
    await announce_conversation(tx, conversation)
    tx.add_event(InboxChanged())
    return conversation


async def record_read(tx: Transaction, *, conversation_id: str, contact_id: str, seq: int) -> Conversation:
    """The contact has seen the messages up to `seq`; it never goes back."""
    conversation = await queries.access_contact_conversation(tx, conversation_id, contact_id, for_update=True)
    seen = min(seq, conversation.last_public_seq)
    if seen > conversation.contact_read_seq:
        conversation.contact_read_seq = seen
        await announce_conversation(tx, conversation)
    return conversation
