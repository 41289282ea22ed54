"""The events that most writes end in."""

from desk import queries, serializers
from desk.db import Transaction
from desk.events import ContactConversationUpdated, ContactMessageCreated, ConversationUpdated, MessageCreated
from desk.models import Conversation, Message


def announce_message(tx: Transaction, message: Message) -> None:
    """To agents; and to the contact, unless the message stays inside. Everything it holds is set before it is stored."""
    tx.add_event(MessageCreated(message=serializers.message_out(message)))
    if message.public_seq is not None:
        tx.add_event(
            ContactMessageCreated(conversation_id=message.conversation_id, message=serializers.contact_message(message))
        )


async def announce_conversation(tx: Transaction, conversation: Conversation) -> None:
    """The new state, once at the end of a write."""
    conversation.version += 1
    await tx.flush()
    tx.add_event(ConversationUpdated(conversation=serializers.conversation_summary(conversation)))
    tx.add_event(
        ContactConversationUpdated(
            conversation_id=conversation.id, conversation=await queries.contact_conversation(tx, conversation)
        )
    )
