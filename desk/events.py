"""Every real-time event on one page. Each is complete: a client applies it without asking back.

Services add events to the transaction's outbox; `desk.realtime` sends them after the commit, never before. Who gets what
is decided by the event's audience, so that a note cannot reach a contact by mistake. Messages come before the conversation
they belong to.
"""

from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from desk.schemas import (
    AgentOut,
    ContactConversation,
    ContactMessage,
    ConversationSummary,
    InboxCounts,
    MessageOut,
    TicketOut,
)

Audience = Literal["console", "contact", "desk"]


class Event(BaseModel):
    """`name` on the wire is `noun.past_participle`; `conversation_id` says which contact's room a contact event goes to."""

    model_config = ConfigDict(extra="forbid")
    name: ClassVar[str]
    audience: ClassVar[Audience]

    def payload(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


# --- to the console -----------------------------------------------------------------------------------------------


class ConversationUpdated(Event):
    """A conversation was created or anything in its summary changed."""

    name = "conversation.updated"
    audience = "console"
    conversation: ConversationSummary


class MessageCreated(Event):
    """A message, note or activity was stored."""

    name = "message.created"
    audience = "console"
    message: MessageOut


class InboxUpdated(Event):
    """The numbers of the inbox changed."""

    name = "inbox.updated"
    audience = "console"
    counts: InboxCounts


class TicketCreated(Event):
    """A ticket was opened."""

    name = "ticket.created"
    audience = "console"
    ticket: TicketOut


class TicketUpdated(Event):
    """A ticket changed."""

    name = "ticket.updated"
    audience = "console"
    ticket: TicketOut


class AgentUpdated(Event):
    """An agent joined, changed availability, role or name."""

    name = "agent.updated"
    audience = "console"
    agent: AgentOut


class ContactTyped(Event):
    """The contact is typing; forget it after 5 seconds."""

    name = "contact.typed"
    audience = "console"
    conversation_id: str


# --- to the contact -----------------------------------------------------------------------------------------------


class ContactMessageCreated(Event):
    """A message for this contact; `seq` has no gaps, so a client sees at once that it missed one."""

    name = "contact_message.created"
    audience = "contact"
    conversation_id: str
    message: ContactMessage


class ContactConversationUpdated(Event):
    """Status, agent, place in line or the bot's being busy changed."""

    name = "contact_conversation.updated"
    audience = "contact"
    conversation_id: str
    conversation: ContactConversation


class AgentTyped(Event):
    """The agent is typing; forget it after 5 seconds."""

    name = "agent.typed"
    audience = "contact"
    conversation_id: str
    agent_name: str


# --- to the desk itself: not sent to anybody ----------------------------------------------------------------------


class TurnOwed(Event):
    """A contact's message waits for the bot."""

    name = "turn.owed"
    audience = "desk"
    conversation_id: str


class InboxChanged(Event):
    """Somebody entered or left the queue, or the numbers changed: places in line are counted anew."""

    name = "inbox.changed"
    audience = "desk"


ALL_EVENTS: tuple[type[Event], ...] = (
    ConversationUpdated,
    MessageCreated,
    InboxUpdated,
    TicketCreated,
    TicketUpdated,
    AgentUpdated,
    ContactTyped,
    ContactMessageCreated,
    ContactConversationUpdated,
    AgentTyped,
    TurnOwed,
    InboxChanged,
)
