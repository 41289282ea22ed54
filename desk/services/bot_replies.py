"""What becomes of a bot's turn: its replies are stored, or people take over. Each happens once for a message."""

from typing import Any

from desk import queries
from desk.db import Transaction
from desk.models import Conversation, ConversationStatus, Message, MessageKind, SenderType
from desk.rasa_client import Reply, Turn
from desk.services.announcements import announce_conversation
from desk.services.floor import begin_bot_session
from desk.services.handoff import hand_off_unavailable_bot
from desk.services.messages import add_message

# Rasa replays a session's whole history at each turn: after about this many a new one begins, unless a form is open.
TURNS_IN_A_SESSION = 60


async def record_bot_reply(tx: Transaction, *, message: Message, bot_session: int, turn: Turn) -> bool:
    """Store the replies to this message, if the bot still has the floor, or gave it up in this very turn.

    A turn whose message is answered, or whose session is over, is dropped. A silent or failed one hands off.
    True when the bot owes more here.
    """
    conversation = await queries.access_conversation(tx, message.conversation_id, for_update=True)
    if not _still_owed(conversation, message, bot_session):
        return conversation.bot_busy
    conversation.answered_seq = message.seq
    conversation.bot_turns += 1
    conversation.active_loop = turn.trace.active_loop
    conversation.language = turn.trace.language or conversation.language
    trace = turn.trace.model_dump(mode="json")
    handed_off_here = conversation.status == ConversationStatus.OPEN and conversation.handoff_message_id == message.id
    if conversation.status == ConversationStatus.PENDING or handed_off_here:
        for number, reply in enumerate(turn.messages):
            await _add_reply(tx, conversation, reply, trace if number == 0 else None)
    if conversation.status == ConversationStatus.PENDING:
        if turn.needs_person:
            told = bool(turn.messages)
            await hand_off_unavailable_bot(tx, conversation, told=told, trace=None if told else trace)
        elif conversation.bot_turns >= TURNS_IN_A_SESSION and conversation.active_loop is None:
            begin_bot_session(conversation)
    await announce_conversation(tx, conversation)
    return conversation.bot_busy


async def give_up_turn(tx: Transaction, *, message: Message, bot_session: int, error: str) -> bool:
    """The bot did not answer: the contact is told, and people take over. True when the bot owes more here."""
    conversation = await queries.access_conversation(tx, message.conversation_id, for_update=True)
    if not _still_owed(conversation, message, bot_session):
        return conversation.bot_busy
    conversation.answered_seq = message.seq
    if conversation.status == ConversationStatus.PENDING:
        await hand_off_unavailable_bot(tx, conversation, told=False, trace={"error": error})
    await announce_conversation(tx, conversation)
    return conversation.bot_busy


def _still_owed(conversation: Conversation, message: Message, bot_session: int) -> bool:
    return conversation.bot_session == bot_session and message.seq > conversation.answered_seq


async def _add_reply(tx: Transaction, conversation: Conversation, reply: Reply, trace: dict[str, Any] | None) -> None:
    content = reply.model_dump(include={"buttons", "links", "faq_id"}, exclude_defaults=True)
    await add_message(
        tx,
        conversation,
        kind=MessageKind.OUTGOING,
        sender_type=SenderType.BOT,
        text=reply.text.replace("\x00", ""),
        language=reply.lang,
        content=content,
        trace=trace,
    )
