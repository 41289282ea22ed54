"""From the bot to people, always with a reason."""

from typing import Any

from desk import queries, queue
from desk.db import Transaction
from desk.events import InboxChanged
from desk.models import Conversation, ConversationStatus, HandoffReason, Language, MessageKind, SenderType
from desk.serializers import OPEN_TICKET_PAYLOAD
from desk.services.announcements import announce_conversation
from desk.services.floor import give_floor_to_people
from desk.services.messages import add_activity, add_message
from desk.texts import BOT_UNAVAILABLE, NOBODY_THERE, OPEN_TICKET


async def hand_off(tx: Transaction, *, conversation_id: str, message_id: str, reason: HandoffReason) -> Conversation:
    """The bot gives up the floor in the turn of this message. Nothing happens when it has not got it (any more)."""
    conversation = await queries.access_conversation(tx, conversation_id, for_update=True)
    message = await queries.find_message(tx, conversation_id, message_id)
    stale = message is None or message.seq <= conversation.answered_seq
    if conversation.status != ConversationStatus.PENDING or stale:
        return conversation
    await _queue(tx, conversation, reason=reason, message_id=message_id)
    await announce_conversation(tx, conversation)
    tx.add_event(InboxChanged())
    return conversation


async def request_handoff(tx: Transaction, *, conversation_id: str, contact_id: str) -> Conversation:
    """The contact asks for a person, past the bot. Again: the same place in line."""
    conversation = await queries.access_contact_conversation(tx, conversation_id, contact_id, for_update=True)
    if conversation.status not in (ConversationStatus.PENDING, ConversationStatus.RESOLVED):
        return conversation
    await _queue(tx, conversation, reason=HandoffReason.REQUESTED, message_id=None)
    await _tell_if_nobody_is_there(tx, conversation)
    await announce_conversation(tx, conversation)
    tx.add_event(InboxChanged())
    return conversation


async def hand_off_unavailable_bot(
    tx: Transaction, conversation: Conversation, *, told: bool, trace: dict[str, Any] | None = None
) -> None:
    """Part of a write in `bot_replies`: the bot cannot answer. `told`: the contact has heard so already."""
    if not told:
        await add_message(
            tx,
            conversation,
            kind=MessageKind.OUTGOING,
            sender_type=SenderType.SYSTEM,
            text=BOT_UNAVAILABLE[_language(conversation)],
            language=_language(conversation),
            trace=trace,
        )
    await _queue(tx, conversation, reason=HandoffReason.BOT_UNAVAILABLE, message_id=None)
    await _tell_if_nobody_is_there(tx, conversation)
    tx.add_event(InboxChanged())


async def _queue(tx: Transaction, conversation: Conversation, *, reason: HandoffReason, message_id: str | None) -> None:
    give_floor_to_people(conversation, reason=reason, message_id=message_id)
    await add_activity(tx, conversation, "handed_off", reason=reason)


async def _tell_if_nobody_is_there(tx: Transaction, conversation: Conversation) -> None:
    """And offer a ticket. When the bot hands off, its own words do this."""
    if await queue.agents_online(tx):
        return
    language = _language(conversation)
    await add_message(
        tx,
        conversation,
        kind=MessageKind.OUTGOING,
        sender_type=SenderType.SYSTEM,
        text=NOBODY_THERE[language],
        language=language,
        content={"buttons": [{"title": OPEN_TICKET[language], "payload": OPEN_TICKET_PAYLOAD}]},
    )


def _language(conversation: Conversation) -> Language:
    return conversation.reply_language or conversation.language or Language.EN
