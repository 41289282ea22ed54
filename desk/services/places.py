"""Tells everybody in line their place, and the inbox its numbers. Writes nothing: the places are counted, not kept."""

from desk import queue, serializers
from desk.db import Transaction
from desk.events import ContactConversationUpdated, InboxUpdated


async def announce_places(tx: Transaction) -> None:
    """A transaction although it only reads: so its news stands in the right order among those of the writes."""
    tx.add_event(InboxUpdated(counts=await queue.inbox_counts(tx)))
    for conversation, place in await queue.list_waiting(tx):
        state = serializers.contact_conversation(conversation, place)
        tx.add_event(ContactConversationUpdated(conversation_id=conversation.id, conversation=state))
