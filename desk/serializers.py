"""Rows to what goes over the wire. Pure: rows come with the relations they need already loaded (see `desk.queries`)."""

from typing import Any

from desk.models import (
    Agent,
    Contact,
    Conversation,
    Interaction,
    Label,
    Message,
    MessageKind,
    SenderType,
    Ticket,
    TicketEvent,
)
from desk.schemas import (
    AgentOut,
    AgentRef,
    ContactButton,
    ContactConversation,
    ContactMessage,
    ContactOut,
    ContactTicket,
    ConversationSummary,
    InteractionOut,
    LabelOut,
    LinkOut,
    MessageOut,
    QueueStatus,
    TicketEventOut,
    TicketOut,
)

OPEN_TICKET_PAYLOAD = "/open_ticket"
FACTS_FOR_CONTACTS = ("agent_name", "number")  # of activities: who transferred what to whom stays inside


# --- the contact's side -------------------------------------------------------------------------------------------


def contact_message(message: Message) -> ContactMessage:
    """Without payloads, traces and agents' ids. Raises ValueError for a message that stays inside."""
    if message.public_seq is None:
        raise ValueError("a note is no contact's message")
    content = message.content
    activity = content["activity"] if message.kind == MessageKind.ACTIVITY else None
    return ContactMessage(
        id=message.id,
        seq=message.public_seq,
        client_id=message.client_id if message.sender_type == SenderType.CONTACT else None,
        kind=message.kind,
        sender_type=message.sender_type,
        sender_name=message.agent.name if message.agent else None,
        text=message.text,
        language=message.language,
        buttons=[_contact_button(index, button) for index, button in enumerate(content.get("buttons", []))],
        links=[LinkOut(**link) for link in content.get("links", [])],
        activity=activity,
        activity_data={fact: content[fact] for fact in FACTS_FOR_CONTACTS if activity and fact in content},
        created_at=message.created_at,
    )


def _contact_button(index: int, button: dict[str, Any]) -> ContactButton:
    opens = "ticket_form" if button["payload"] == OPEN_TICKET_PAYLOAD else None
    return ContactButton(index=index, title=button["title"], opens=opens)


def contact_conversation(conversation: Conversation, queue: QueueStatus | None) -> ContactConversation:
    """`queue` only for a waiting conversation: `desk.queries` counts it."""
    return ContactConversation(
        id=conversation.id,
        version=conversation.version,
        status=conversation.status,
        agent_name=conversation.assignee.name if conversation.assignee else None,
        queue=queue,
        language=conversation.reply_language or conversation.language,
        last_seq=conversation.last_public_seq,
        bot_busy=conversation.bot_busy,
    )


def contact_ticket(ticket: Ticket) -> ContactTicket:
    return ContactTicket.model_validate(ticket)


# --- people's side ------------------------------------------------------------------------------------------------


def agent_ref(agent: Agent | None) -> AgentRef | None:
    return AgentRef(id=agent.id, name=agent.name) if agent else None


def agent_out(agent: Agent) -> AgentOut:
    return AgentOut(
        id=agent.id,
        name=agent.name,
        email=agent.email,
        role=agent.role,
        availability=agent.availability,
        capacity=agent.capacity,
        locale=agent.locale,
        disabled=agent.disabled_at is not None,
        created_at=agent.created_at,
        last_seen_at=agent.last_seen_at,
    )


def contact_out(contact: Contact, *, conversations: int, tickets: int) -> ContactOut:
    return ContactOut(
        id=contact.id,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        language=contact.language,
        created_at=contact.created_at,
        last_seen_at=contact.last_seen_at,
        conversations=conversations,
        tickets=tickets,
    )


def conversation_summary(conversation: Conversation) -> ConversationSummary:
    return ConversationSummary(
        id=conversation.id,
        version=conversation.version,
        contact_id=conversation.contact_id,
        contact_name=conversation.contact.name,
        channel=conversation.channel,
        status=conversation.status,
        priority=conversation.priority,
        assignee=agent_ref(conversation.assignee),
        language=conversation.language,
        handoff_reason=conversation.handoff_reason,
        handed_off_at=conversation.handed_off_at,
        waiting_since=conversation.waiting_since,
        first_reply_at=conversation.first_reply_at,
        last_message_text=conversation.last_message_text,
        last_message_sender=conversation.last_message_sender,
        last_message_at=conversation.last_message_at,
        last_seq=conversation.last_seq,
        contact_read_seq=conversation.contact_read_seq,
        created_at=conversation.created_at,
        resolved_at=conversation.resolved_at,
    )


def message_out(message: Message) -> MessageOut:
    return MessageOut(
        id=message.id,
        conversation_id=message.conversation_id,
        seq=message.seq,
        public_seq=message.public_seq,
        client_id=message.client_id,
        kind=message.kind,
        sender_type=message.sender_type,
        agent=agent_ref(message.agent),
        private=message.private,
        text=message.text,
        language=message.language,
        content=message.content,
        trace=message.trace,
        created_at=message.created_at,
    )


def interaction_out(interaction: Interaction) -> InteractionOut:
    return InteractionOut.model_validate(interaction)


def label_out(label: Label) -> LabelOut:
    return LabelOut(
        id=label.id,
        message_id=label.message_id,
        conversation_id=label.message.conversation_id,
        question=label.question,
        language=label.language,
        faq_id=label.faq_id,
        agent=AgentRef(id=label.agent.id, name=label.agent.name),
        created_at=label.created_at,
        undone_at=label.undone_at,
    )


def ticket_out(ticket: Ticket) -> TicketOut:
    return TicketOut(
        id=ticket.id,
        number=ticket.number,
        subject=ticket.subject,
        description=ticket.description,
        status=ticket.status,
        priority=ticket.priority,
        category=ticket.category,
        order_number=ticket.order_number,
        email=ticket.email,
        phone=ticket.phone,
        contact_id=ticket.contact_id,
        contact_name=ticket.contact.name,
        conversation_id=ticket.conversation_id,
        assignee=agent_ref(ticket.assignee),
        created_at=ticket.created_at,
        updated_at=ticket.updated_at,
        solved_at=ticket.solved_at,
    )


def ticket_event_out(event: TicketEvent) -> TicketEventOut:
    return TicketEventOut(
        id=event.id,
        kind=event.kind,
        actor_type=event.actor_type,
        agent=agent_ref(event.agent),
        changes=event.changes,
        comment=event.comment,
        created_at=event.created_at,
    )
