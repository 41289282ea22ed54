"""The tables. Names and words as in docs/glossary.md; invariants that matter stand in the database."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("times must be aware")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        # Kept as text, so that a new word needs no change of the database's types.
        StrEnum: Enum(
            StrEnum, native_enum=False, length=20, values_callable=lambda words: [word.value for word in words]
        ),
    }


def new_id() -> str:
    return uuid.uuid4().hex


def now() -> datetime:
    return datetime.now(UTC)


class Language(StrEnum):
    EN = "en"
    HI = "hi"
    HINGLISH = "hinglish"


class ConversationStatus(StrEnum):
    PENDING = "pending"  # the bot has the floor
    OPEN = "open"  # people have it
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class HandoffReason(StrEnum):
    REQUESTED = "requested"
    LOW_CONFIDENCE = "low_confidence"
    NOT_HELPFUL = "not_helpful"
    FRUSTRATED = "frustrated"
    POLICY = "policy"
    BOT_UNAVAILABLE = "bot_unavailable"


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class MessageKind(StrEnum):
    INCOMING = "incoming"
    OUTGOING = "outgoing"
    ACTIVITY = "activity"


class SenderType(StrEnum):
    CONTACT = "contact"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"


class Role(StrEnum):
    AGENT = "agent"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Availability(StrEnum):
    ONLINE = "online"
    BUSY = "busy"
    OFFLINE = "offline"


class TicketStatus(StrEnum):
    NEW = "new"
    OPEN = "open"
    PENDING = "pending"
    ON_HOLD = "on_hold"
    SOLVED = "solved"
    CLOSED = "closed"


class TicketCategory(StrEnum):
    ORDER = "order"
    DELIVERY = "delivery"
    RETURN_REFUND = "return_refund"
    PAYMENT = "payment"
    WARRANTY = "warranty"
    PRODUCT = "product"
    ACCOUNT = "account"
    BUSINESS = "business"
    OTHER = "other"


class TicketEventKind(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    COMMENTED = "commented"


class InteractionOutcome(StrEnum):
    ANSWERED = "answered"
    DID_YOU_MEAN = "did_you_mean"
    MISS = "miss"
    HANDED_OFF = "handed_off"
    TICKET = "ticket"


class Contact(Base):
    """The person asking for help."""

    __tablename__ = "contacts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str | None] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    phone: Mapped[str | None] = mapped_column(String(20), index=True)  # E.164
    language: Mapped[Language | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)


class Conversation(Base):
    """One thread of a contact. `status` says who must act."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20), default="widget")
    status: Mapped[ConversationStatus] = mapped_column(default=ConversationStatus.PENDING)
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL)
    assignee_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"), index=True)
    language: Mapped[Language | None]  # of the last message that told
    reply_language: Mapped[Language | None]  # pinned by the contact
    last_seq: Mapped[int] = mapped_column(default=0)  # over all messages
    last_public_seq: Mapped[int] = mapped_column(default=0)  # over those the contact sees
    version: Mapped[int] = mapped_column(default=0)  # grows with every announced change: clients drop what is older
    bot_session: Mapped[int] = mapped_column(default=1)  # a new one gives Rasa a fresh context
    bot_turns: Mapped[int] = mapped_column(default=0)  # turns in this bot_session
    active_loop: Mapped[str | None] = mapped_column(String(80))  # the bot's form, not to be cut by a new bot_session
    asked_seq: Mapped[int] = mapped_column(default=0)  # the contact's last message
    answered_seq: Mapped[int] = mapped_column(default=0)  # the bot owes nothing up to this seq
    handoff_reason: Mapped[HandoffReason | None]
    handoff_message_id: Mapped[str | None] = mapped_column(String(32))  # the message whose turn handed off
    handed_off_at: Mapped[datetime | None]
    waiting_since: Mapped[datetime | None]  # the queue's clock; kept through unassigning
    first_reply_at: Mapped[datetime | None]  # first public human reply since handed_off_at
    # The last thing said in public, for lists: no note and no activity.
    last_message_text: Mapped[str] = mapped_column(String(200), default="")
    last_message_sender: Mapped[SenderType | None]
    last_message_at: Mapped[datetime] = mapped_column(default=now)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    resolved_at: Mapped[datetime | None]
    contact_read_seq: Mapped[int] = mapped_column(default=0)  # public_seq the contact has seen

    contact: Mapped[Contact] = relationship(lazy="raise")
    assignee: Mapped[Agent | None] = relationship(lazy="raise")

    @property
    def bot_busy(self) -> bool:
        """The bot has the floor and owes an answer."""
        return self.status == ConversationStatus.PENDING and self.asked_seq > self.answered_seq

    @property
    def waiting(self) -> bool:
        """In the queue: with people, and nobody has it yet."""
        return self.status == ConversationStatus.OPEN and self.assignee_id is None

    __table_args__ = (
        CheckConstraint("status IN ('pending','open','snoozed','resolved')", name="status_known"),
        # Only conversations that people have may have an assignee; a resolved one remembers nobody.
        CheckConstraint("assignee_id IS NULL OR status IN ('open','snoozed')", name="assignee_only_with_people"),
        CheckConstraint("status != 'open' OR waiting_since IS NOT NULL", name="open_has_waiting_since"),
        Index("ix_conversations_queue", "status", "assignee_id", "waiting_since"),
        Index("ix_conversations_recent", "status", "last_message_at"),
    )


class Message(Base):
    """What was said or done, ordered by `seq` without gaps. A private outgoing message is a note."""

    __tablename__ = "messages"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    public_seq: Mapped[int | None]  # None for notes and inner activities: the contact's own gapless count
    client_id: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[MessageKind]
    sender_type: Mapped[SenderType]
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    private: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[Language | None]
    # buttons with payloads, links, faq_id, the button that was pressed; for activities: their name and facts
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    trace: Mapped[dict[str, Any] | None]  # of the bot's turn, on the first reply; never shown to contacts
    created_at: Mapped[datetime] = mapped_column(default=now)

    agent: Mapped[Agent | None] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "public_seq"),
        UniqueConstraint("conversation_id", "sender_type", "client_id"),
        CheckConstraint("kind IN ('incoming','outgoing','activity')", name="kind_known"),
        CheckConstraint("NOT private OR public_seq IS NULL", name="notes_stay_inside"),
    )


class Agent(Base):
    """Somebody who logs in."""

    __tablename__ = "agents"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(default=Role.AGENT)
    availability: Mapped[Availability] = mapped_column(default=Availability.OFFLINE)
    capacity: Mapped[int] = mapped_column(default=6)
    locale: Mapped[str] = mapped_column(String(10), default="en")
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime | None]


class AgentSession(Base):
    """A log-in. Only hashes are kept, so a stolen database opens no session."""

    __tablename__ = "agent_sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    user_agent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_used_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]


class Invite(Base):
    """A one-time link that makes an agent; the first administrator's is one, too."""

    __tablename__ = "invites"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    role: Mapped[Role]
    created_by_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Ticket(Base):
    """Work that outlives the conversation."""

    __tablename__ = "tickets"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    sequence: Mapped[int] = mapped_column(unique=True)  # number is SAH-<sequence>
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), index=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    # What opened it, when that can happen twice: the bot's turn, or a form sent again. The same key is the same ticket.
    origin_key: Mapped[str | None] = mapped_column(String(100), unique=True)
    subject: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text)
    status: Mapped[TicketStatus] = mapped_column(default=TicketStatus.NEW)
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL)
    category: Mapped[TicketCategory] = mapped_column(default=TicketCategory.OTHER)
    order_number: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(20))
    assignee_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    solved_at: Mapped[datetime | None]

    contact: Mapped[Contact] = relationship(lazy="raise")
    assignee: Mapped[Agent | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("status IN ('new','open','pending','on_hold','solved','closed')", name="status_known"),
        Index("ix_tickets_recent", "status", "updated_at"),
    )

    @property
    def number(self) -> str:
        return f"SAH-{self.sequence}"


class Counter(Base):
    """The last number given out of a series. A row, not a sequence: numbers of rolled back writes are given again."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int]


class TicketEvent(Base):
    """A line of a ticket's history: who did what, when. `changes` maps a field to [old, new]."""

    __tablename__ = "ticket_events"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    kind: Mapped[TicketEventKind]
    actor_type: Mapped[SenderType]
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    comment: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)

    agent: Mapped[Agent | None] = relationship(lazy="raise")


class Interaction(Base):
    """One question and what became of it."""

    __tablename__ = "interactions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    message_id: Mapped[str] = mapped_column(String(32), unique=True)
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[Language | None]
    intent: Mapped[str | None] = mapped_column(String(80))
    faq_id: Mapped[str | None] = mapped_column(String(80), index=True)
    confidence: Mapped[float | None]
    ranking: Mapped[list[Any]] = mapped_column(default=list)
    outcome: Mapped[InteractionOutcome]
    helpful: Mapped[bool | None]  # the contact's feedback
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class Label(Base):
    """What somebody taught the bot from a message: the question belongs to an FAQ entry, or is out of scope.

    The row is written first, then the file (desk/knowledge/teach.py), then `written_at`: None says that the file may not
    yet be what the row says, and the next start sees to it.
    """

    __tablename__ = "labels"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"))
    question: Mapped[str] = mapped_column(String(200))  # as the bot learns it: masked
    language: Mapped[Language]
    faq_id: Mapped[str | None] = mapped_column(String(80))  # None: out of scope
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[str | None] = mapped_column(
        ForeignKey("agents.id")
    )  # None with undone_at: the files forbade it
    written_at: Mapped[datetime | None]

    message: Mapped[Message] = relationship(lazy="raise")
    agent: Mapped[Agent] = relationship(lazy="raise", foreign_keys=agent_id)

    __table_args__ = (
        # A message teaches one thing at a time.
        Index(
            "uq_labels_message_id",
            "message_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )
