"""What goes over the wire, in and out. Contacts see the Contact* forms only: no payloads, traces, notes or agent ids."""

from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, EmailStr, Field, StringConstraints, field_validator

from desk.models import (
    Availability,
    ConversationStatus,
    HandoffReason,
    InteractionOutcome,
    Language,
    MessageKind,
    Priority,
    Role,
    SenderType,
    TicketCategory,
    TicketEventKind,
    TicketStatus,
)

Item = TypeVar("Item")


class Wire(BaseModel):
    """Outgoing: built from rows."""

    model_config = ConfigDict(from_attributes=True, use_enum_values=False)


def storable(value: Any) -> Any:
    """Without NUL, which PostgreSQL does not store, and halves of characters, which are no UTF-8: no text fails a query."""
    return value.replace("\x00", "").encode(errors="ignore").decode() if isinstance(value, str) else value


class Form(BaseModel):
    """Incoming: unknown fields are an error, what cannot be stored vanishes."""

    model_config = ConfigDict(extra="forbid")
    _storable = field_validator("*", mode="before")(storable)


ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
RowId = Annotated[str, BeforeValidator(storable)]  # in an address
Search = Annotated[str | None, BeforeValidator(storable), Query(max_length=100)]
Cursor = Annotated[str | None, Query(max_length=200)]
Seq = Annotated[int | None, Query(ge=0, le=2**31 - 1)]
ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class Page(Wire, Generic[Item]):
    items: list[Item]
    next_cursor: str | None = None


class ErrorBody(Wire):
    """The one shape of every error."""

    error: str
    detail: str
    data: dict[str, Any] = {}


class Ok(Wire):
    ok: bool = True


# --- the contact's side -------------------------------------------------------------------------------------------


class ContactButton(Wire):
    """What it does stays with the server. `opens`: with people on the floor a client opens its own form instead."""

    index: int
    title: str
    opens: Literal["ticket_form"] | None = None


class LinkOut(Wire):
    url: str
    label: str


class ContactMessage(Wire):
    """A message as its contact sees it; `seq` is the contact's own gapless count."""

    id: str
    seq: int
    client_id: str | None
    kind: MessageKind
    sender_type: SenderType
    sender_name: str | None  # the agent's; None for bot, system and the contact
    text: str
    language: Language | None
    buttons: list[ContactButton] = []
    links: list[LinkOut] = []
    activity: str | None = None  # agent_joined, agent_left, handed_off, resolved, returned_to_bot, ticket_opened …
    activity_data: dict[str, Any] = {}
    created_at: datetime


class QueueStatus(Wire):
    """The place in line: 1 is next. Seconds are given only when there is data for an honest range."""

    position: int
    wait_low_seconds: int | None = None
    wait_high_seconds: int | None = None
    agents_online: int


class ContactConversation(Wire):
    """`version` only grows: a client drops a state with a lower one than it has."""

    id: str
    version: int
    status: ConversationStatus
    agent_name: str | None
    queue: QueueStatus | None
    language: Language | None
    last_seq: int
    # status `pending` and a turn under way: show that the bot is typing
    bot_busy: bool = False


class WidgetSettings(Wire):
    shop_name: str
    agents_online: int
    consent: dict[str, str]  # by language
    suggestions: list[dict[str, Any]]  # {faq_id, title: {en, hi, hinglish}}: likely first questions
    max_text: int


class SessionStart(Form):
    token: str | None = (
        None  # the one kept from last time; a bad or expired one is an error, the widget then starts anew
    )
    language: Language | None = None


class SessionStarted(Wire):
    token: str
    contact_id: str
    conversation: ContactConversation
    messages: list[ContactMessage]
    has_earlier: bool
    settings: WidgetSettings


class PressedButton(Form):
    message_id: str = Field(max_length=32)
    index: int = Field(ge=0, le=20)


class ContactMessageIn(Form):
    """From the widget: exactly one of `text`, `button`, `suggestion` (a faq_id from the settings)."""

    client_id: ClientId
    text: str | None = None
    button: PressedButton | None = None
    suggestion: str | None = Field(default=None, max_length=80)
    language: Language | None = None  # the interface's language: a hint for texts that tell nothing
    reply_language: Language | None = None  # pinned with the language switch


class MessageAccepted(Wire):
    message: ContactMessage
    duplicate: bool = False


class ContactTicketIn(Form):
    client_id: ClientId | None = None  # the same again is the same ticket
    description: LongText
    email: EmailStr | None = None
    phone: str | None = Field(default=None, max_length=25)
    name: str | None = Field(default=None, max_length=120)
    order_number: str | None = Field(default=None, max_length=40)


class ContactTicket(Wire):
    number: str
    status: TicketStatus
    subject: str
    created_at: datetime
    updated_at: datetime


# --- people's side ------------------------------------------------------------------------------------------------


class AgentOut(Wire):
    id: str
    name: str
    email: str
    role: Role
    availability: Availability
    capacity: int
    locale: str
    disabled: bool
    created_at: datetime
    last_seen_at: datetime | None


class Me(Wire):
    agent: AgentOut
    csrf_token: str


class SetupState(Wire):
    needed: bool


class SetupIn(Form):
    token: str
    name: ShortText
    email: EmailStr
    password: str = Field(max_length=200)


class LoginIn(Form):
    email: str = Field(max_length=254)
    password: str = Field(max_length=200)


class PasswordIn(Form):
    current: str = Field(max_length=200)
    new: str = Field(max_length=200)


class InviteIn(Form):
    email: EmailStr
    role: Role


class InviteOut(Wire):
    id: str
    email: str | None
    role: Role
    created_at: datetime
    expires_at: datetime


class InviteCreated(Wire):
    invite: InviteOut
    link: str  # shown once, to be sent to the person


class InviteState(Wire):
    email: str | None
    role: Role


class InviteAcceptIn(Form):
    token: str
    name: ShortText
    email: EmailStr | None = None
    password: str = Field(max_length=200)


class AgentPatch(Form):
    name: ShortText | None = None
    role: Role | None = None
    capacity: int | None = Field(default=None, ge=1, le=50)
    disabled: bool | None = None


class MePatch(Form):
    name: ShortText | None = None
    locale: Literal["en", "hi"] | None = None
    availability: Availability | None = None


class ContactOut(Wire):
    id: str
    name: str | None
    email: str | None
    phone: str | None
    language: Language | None
    created_at: datetime
    last_seen_at: datetime
    conversations: int = 0
    tickets: int = 0


class ContactPatch(Form):
    name: str | None = Field(default=None, max_length=120)
    email: EmailStr | None = None
    phone: str | None = Field(default=None, max_length=25)


class AgentRef(Wire):
    id: str
    name: str


class ConversationSummary(Wire):
    """A row of the inbox; every conversation event carries it whole. `version` only grows: older ones are dropped."""

    id: str
    version: int
    contact_id: str
    contact_name: str | None
    channel: str
    status: ConversationStatus
    priority: Priority
    assignee: AgentRef | None
    language: Language | None
    handoff_reason: HandoffReason | None
    handed_off_at: datetime | None
    waiting_since: datetime | None
    first_reply_at: datetime | None
    last_message_text: str
    last_message_sender: SenderType | None
    last_message_at: datetime
    last_seq: int
    contact_read_seq: int  # the contact has seen messages up to this public_seq
    created_at: datetime
    resolved_at: datetime | None


class MessageOut(Wire):
    """A message as agents see it."""

    id: str
    conversation_id: str
    seq: int
    public_seq: int | None  # None: the contact does not see it
    client_id: str | None
    kind: MessageKind
    sender_type: SenderType
    agent: AgentRef | None
    private: bool
    text: str
    language: Language | None
    content: dict[str, Any]
    trace: dict[str, Any] | None
    created_at: datetime


class InteractionOut(Wire):
    id: str
    message_id: str
    question: str
    language: Language | None
    intent: str | None
    faq_id: str | None
    confidence: float | None
    ranking: list[dict[str, Any]]
    outcome: InteractionOutcome
    helpful: bool | None
    created_at: datetime


class HandoffCard(Wire):
    """Why a person is needed, in one look."""

    reason: HandoffReason
    handed_off_at: datetime
    wants: str  # the contact's last question in their own words
    tried: list[InteractionOut]  # newest last, at most 5


class TicketOut(Wire):
    id: str
    number: str
    subject: str
    description: str
    status: TicketStatus
    priority: Priority
    category: TicketCategory
    order_number: str | None
    email: str | None
    phone: str | None
    contact_id: str
    contact_name: str | None
    conversation_id: str | None
    assignee: AgentRef | None
    created_at: datetime
    updated_at: datetime
    solved_at: datetime | None


class TicketEventOut(Wire):
    id: str
    kind: TicketEventKind
    actor_type: SenderType
    agent: AgentRef | None
    changes: dict[str, list[Any]]
    comment: str | None
    created_at: datetime


class TicketDetail(Wire):
    ticket: TicketOut
    history: list[TicketEventOut]
    contact: ContactOut


class ConversationDetail(Wire):
    conversation: ConversationSummary
    contact: ContactOut
    handoff: HandoffCard | None
    tickets: list[TicketOut]


class InboxCounts(Wire):
    """Numbers of the inbox tabs; `assigned` maps agent id -> open conversations of theirs."""

    queue: int
    open: int
    pending: int
    assigned: dict[str, int]
    longest_waiting_since: datetime | None


class ReplyIn(Form):
    client_id: ClientId
    text: LongText
    private: bool = False


class TransferIn(Form):
    agent_id: str | None = None  # None: back to the queue
    note: str | None = Field(default=None, max_length=2000)


class TicketIn(Form):
    subject: ShortText
    description: LongText
    category: TicketCategory = TicketCategory.OTHER
    priority: Priority = Priority.NORMAL
    order_number: str | None = Field(default=None, max_length=40)
    email: EmailStr | None = None
    phone: str | None = Field(default=None, max_length=25)


class TicketPatch(Form):
    subject: ShortText | None = None
    status: TicketStatus | None = None
    priority: Priority | None = None
    category: TicketCategory | None = None
    assignee_id: str | None = None  # "" unassigns


class TicketCommentIn(Form):
    comment: LongText


class FaqEntryOut(Wire):
    """A published entry, read-only here; for the console's search and the shop's help page."""

    id: str
    topic: str
    title: dict[str, str]
    answer: dict[str, str]
    links: list[dict[str, Any]]
    related: list[str]
    handoff: Literal["never", "offer", "always"]


class LabelDraft(Wire):
    """What a message would teach: to be looked at and corrected before it is taught."""

    question: str  # without personal details; may be longer than `max_characters`, or empty
    max_characters: int
    language: Language
    guesses: list[str]  # FAQ ids that the bot thought of, likeliest first


class LabelIn(Form):
    """`faq_id` null: the question is not our business. `question` and `language` are the draft's when they are not given."""

    faq_id: str | None = Field(max_length=80)
    question: str | None = Field(default=None, max_length=4000)
    language: Language | None = None


class LabelOut(Wire):
    """What somebody taught the bot from a message; learned at the next training."""

    id: str
    message_id: str
    conversation_id: str
    question: str
    language: Language
    faq_id: str | None  # None: not our business
    agent: AgentRef
    created_at: datetime
    undone_at: datetime | None


# --- the custom actions' side (internal API) ----------------------------------------------------------------------


class RankedFaq(BaseModel):
    faq_id: str = Field(max_length=80)
    confidence: float


class InteractionIn(Form):
    conversation_id: str = Field(max_length=32)
    message_id: str = Field(max_length=32)
    question: str = Field(max_length=4000)
    language: Language | None = None
    intent: str | None = Field(default=None, max_length=80)
    faq_id: str | None = Field(default=None, max_length=80)
    confidence: float | None = None
    ranking: list[RankedFaq] = Field(default=[], max_length=10)
    outcome: InteractionOutcome


class InteractionLogged(Wire):
    interaction_id: str
    handoff_policy: Literal["never", "offer", "always"] | None


class FeedbackIn(Form):
    conversation_id: str = Field(max_length=32)
    message_id: str = Field(max_length=32)
    helpful: bool


class FeedbackLogged(Wire):
    interaction_id: str | None


class HandoffIn(Form):
    conversation_id: str = Field(max_length=32)
    message_id: str = Field(max_length=32)
    reason: HandoffReason


class HandoffDone(Wire):
    status: ConversationStatus
    position: int | None
    agents_online: int


class BotTicketIn(Form):
    conversation_id: str = Field(max_length=32)
    message_id: str = Field(max_length=32)
    description: LongText
    category: TicketCategory = TicketCategory.OTHER
    order_number: str | None = Field(default=None, max_length=40)
    email: EmailStr | None = None
    phone: str | None = Field(default=None, max_length=25)


class TicketOpened(Wire):
    number: str
    status: TicketStatus
