"""Who has the floor: the state changes of a conversation, without messages and events. Services call these, nobody else."""

from desk.errors import ConversationNotAssignedToYou
from desk.models import Agent, Conversation, ConversationStatus, HandoffReason, Role, now

OVERSEERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


def give_floor_to_bot(conversation: Conversation) -> None:
    """A new session with Rasa, so that an old "I want a person" does not hand off again; nothing old is answered."""
    conversation.status = ConversationStatus.PENDING
    conversation.assignee = None
    conversation.waiting_since = None
    conversation.resolved_at = None
    conversation.answered_seq = conversation.last_seq
    begin_bot_session(conversation)


def begin_bot_session(conversation: Conversation) -> None:
    """Rasa's side starts with an empty history."""
    conversation.bot_session += 1
    conversation.bot_turns = 0
    conversation.active_loop = None


def give_floor_to_people(conversation: Conversation, *, reason: HandoffReason, message_id: str | None) -> None:
    """Into the queue. `message_id`: the message in whose turn the bot decided so; its replies still belong to it."""
    at = now()
    conversation.status = ConversationStatus.OPEN
    conversation.assignee = None
    conversation.resolved_at = None
    conversation.handoff_reason = reason
    conversation.handoff_message_id = message_id
    conversation.handed_off_at = at
    conversation.waiting_since = at
    conversation.first_reply_at = None


def give_floor_to_agent(conversation: Conversation, agent: Agent) -> None:
    """Past the queue: this agent takes up again what was resolved."""
    conversation.status = ConversationStatus.OPEN
    conversation.assignee = agent
    conversation.waiting_since = now()
    conversation.resolved_at = None


def give_floor_to_nobody(conversation: Conversation) -> None:
    """Resolved: it remembers no assignee."""
    conversation.status = ConversationStatus.RESOLVED
    conversation.assignee = None
    conversation.waiting_since = None
    conversation.resolved_at = now()


def check_has_conversation(conversation: Conversation, agent: Agent) -> None:
    """Raises ConversationNotAssignedToYou. Supervisors and administrators may act in anybody's conversation."""
    if conversation.assignee_id != agent.id and agent.role not in OVERSEERS:
        assignee = conversation.assignee
        raise ConversationNotAssignedToYou(
            assignee_id=assignee.id if assignee else None, assignee_name=assignee.name if assignee else None
        )
