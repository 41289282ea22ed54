"""Messages: the contact's exactly once, the agents' replies and notes, and the one function that numbers them all."""

import unicodedata
from datetime import timedelta
from typing import Any

from desk import queries
from desk.db import Transaction
from desk.errors import BadRequest, ButtonNotOffered, ConversationNotOpen, MessageEmpty, MessageTooLong
from desk.events import InboxChanged, TurnOwed
from desk.models import (
    Agent,
    Conversation,
    ConversationStatus,
    Language,
    Message,
    MessageKind,
    SenderType,
    new_id,
    now,
)
from desk.schemas import ContactMessageIn, FaqEntryOut, PressedButton, ReplyIn
from desk.services.announcements import announce_conversation, announce_message
from desk.services.floor import check_has_conversation, give_floor_to_bot
from desk.texts import language_of_script

PREVIEW_CHARACTERS = 140
SEEN_EXACT_TO = timedelta(minutes=1)  # so exact is `last_seen_at`: not every message writes the contact, too
INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # Hangul fillers: letters by category, blank to the eye


async def receive_message(
    tx: Transaction,
    *,
    conversation_id: str,
    contact_id: str,
    form: ContactMessageIn,
    max_characters: int,
    suggestion: FaqEntryOut | None = None,
) -> tuple[Message, bool]:
    """Store what a contact sent; True with it when this `client_id` was stored before: then nothing is written.

    `suggestion` is the published entry that `form.suggestion` names. A message in a resolved conversation gives the floor
    to the bot, with a fresh context. Raises ConversationNotFound, BadRequest, MessageEmpty, MessageTooLong, ButtonNotOffered.
    """
    conversation = await queries.access_contact_conversation(tx, conversation_id, contact_id, for_update=True)
    stored = await queries.find_message_by_client_id(tx, conversation_id, SenderType.CONTACT, form.client_id)
    if stored is not None:
        return stored, True

    text, content = await _what_was_sent(tx, conversation, form, max_characters, suggestion)
    if conversation.status == ConversationStatus.RESOLVED:
        give_floor_to_bot(conversation)
        tx.add_event(InboxChanged())
    written_in = language_of_script(text)
    conversation.language = written_in or conversation.language or form.language
    conversation.reply_language = form.reply_language
    if now() - conversation.contact.last_seen_at > SEEN_EXACT_TO:
        conversation.contact.last_seen_at = now()
    message = await add_message(
        tx,
        conversation,
        kind=MessageKind.INCOMING,
        sender_type=SenderType.CONTACT,
        text=text,
        client_id=form.client_id,
        language=written_in,
        content=content,
    )
    conversation.asked_seq = message.seq
    await announce_conversation(tx, conversation)
    if conversation.status == ConversationStatus.PENDING:
        tx.add_event(TurnOwed(conversation_id=conversation_id))
    return message, False


async def send_reply(tx: Transaction, *, conversation_id: str, agent: Agent, form: ReplyIn) -> Message:
    """An agent's answer, or (`form.private`) a note that the contact never sees. A repeated `client_id` writes nothing.

    Raises ConversationNotFound; for answers also ConversationNotOpen, ConversationNotAssignedToYou.
    """
    conversation = await queries.access_conversation(tx, conversation_id, for_update=True)
    stored = await queries.find_message_by_client_id(tx, conversation_id, SenderType.AGENT, form.client_id)
    if stored is not None:
        return stored
    if not form.private:
        if conversation.status != ConversationStatus.OPEN:
            raise ConversationNotOpen()
        check_has_conversation(conversation, agent)
        conversation.first_reply_at = conversation.first_reply_at or now()
    message = await add_message(
        tx,
        conversation,
        kind=MessageKind.OUTGOING,
        sender_type=SenderType.AGENT,
        text=form.text,
        agent=agent,
        private=form.private,
        client_id=form.client_id,
        language=language_of_script(form.text),
    )
    await announce_conversation(tx, conversation)
    return message


async def add_message(
    tx: Transaction,
    conversation: Conversation,
    *,
    kind: MessageKind,
    sender_type: SenderType,
    text: str = "",
    agent: Agent | None = None,
    private: bool = False,
    client_id: str | None = None,
    language: Language | None = None,
    content: dict[str, Any] | None = None,
    trace: dict[str, Any] | None = None,
) -> Message:
    """Store under the next `seq`; public ones also under the contact's own. The conversation must be locked.

    Every message passes here. The caller announces the conversation afterwards.
    """
    conversation.last_seq += 1
    if not private:
        conversation.last_public_seq += 1
    message = Message(
        id=new_id(),
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        public_seq=None if private else conversation.last_public_seq,
        client_id=client_id,
        kind=kind,
        sender_type=sender_type,
        agent=await tx.get_one(Agent, agent.id) if agent else None,
        private=private,
        text=text,
        language=language,
        content=content or {},
        trace=trace,
        created_at=now(),
    )
    tx.add(message)
    if kind != MessageKind.ACTIVITY and not private:
        conversation.last_message_text = text[:PREVIEW_CHARACTERS]
        conversation.last_message_sender = sender_type
        conversation.last_message_at = message.created_at
    announce_message(tx, message)
    if message.seq == 1:
        tx.add_event(InboxChanged())  # from now on the inbox shows the conversation
    return message


async def add_activity(
    tx: Transaction, conversation: Conversation, name: str, *, agent: Agent | None = None, **facts: Any
) -> Message:
    """A line in the thread that says what was done; the contact sees it, too."""
    return await add_message(
        tx,
        conversation,
        kind=MessageKind.ACTIVITY,
        sender_type=SenderType.AGENT if agent else SenderType.SYSTEM,
        agent=agent,
        content={"activity": name, **facts},
    )


async def _what_was_sent(
    tx: Transaction,
    conversation: Conversation,
    form: ContactMessageIn,
    max_characters: int,
    suggestion: FaqEntryOut | None,
) -> tuple[str, dict[str, Any]]:
    """The text to show and, for buttons only, the payload for Rasa. What was typed never becomes a payload."""
    if sum(part is not None for part in (form.text, form.button, form.suggestion)) != 1:
        raise BadRequest("Send exactly one of text, button and suggestion.")
    if form.text is not None:
        return _checked_text(form.text, max_characters), {}
    if form.button is not None:
        return await _pressed_button(tx, conversation, form.button)
    if suggestion is None:
        raise ButtonNotOffered("This question is not offered any more.")
    language = form.reply_language or form.language or conversation.language or Language.EN
    return suggestion.title[language], {"payload": f"/faq/{suggestion.id}"}


def _checked_text(text: str, max_characters: int) -> str:
    # Before anything looks at it: an embedding of a very long text stops the bot for everybody.
    if len(text) > max_characters:
        raise MessageTooLong(max_characters=max_characters, characters=len(text))
    text = "".join(character for character in text if character in "\n\t" or unicodedata.category(character) != "Cc")
    # Joiners, marks of direction and fillers alone show nothing; among other characters they belong to the text.
    if all(unicodedata.category(character) in INVISIBLE or character in FILLERS for character in text):
        raise MessageEmpty()
    return text.strip()


async def _pressed_button(
    tx: Transaction, conversation: Conversation, pressed: PressedButton
) -> tuple[str, dict[str, Any]]:
    message = await queries.find_message(tx, conversation.id, pressed.message_id)
    if message is None or message.public_seq is None or message.kind != MessageKind.OUTGOING:
        raise ButtonNotOffered()
    buttons = message.content.get("buttons", [])
    if pressed.index >= len(buttons):
        raise ButtonNotOffered()
    button = buttons[pressed.index]
    content = {"payload": button["payload"], "button": {"message_id": message.id, "index": pressed.index}}
    return button["title"], content
