"""What a contact's client asks for, behind both doors: HTTP (`api.widget`) and the socket (`sockets`)."""

from desk import queries, queue, serializers, texts
from desk.errors import ConversationNotFound, NotAuthenticated
from desk.models import Conversation
from desk.schemas import (
    ContactConversation,
    ContactMessage,
    ContactMessageIn,
    MessageAccepted,
    SessionStart,
    SessionStarted,
    WidgetSettings,
)
from desk.services import conversations, handoff, messages
from desk.tokens import ContactClaims, issue_contact_token, read_contact_token
from desk.wiring import Desk

MESSAGES_AT_START = 50
MESSAGES_IN_SYNC = 200


async def open_session(desk: Desk, *, form: SessionStart, address: str) -> SessionStarted:
    """A new contact, or the one of the token. Raises NotAuthenticated for a bad token, RateLimited for too many new ones."""
    if form.token is not None:
        claims = read_contact_token(desk.settings, form.token)
    else:
        desk.limits.check_session(address)
        async with desk.db.transaction() as tx:
            started = await conversations.start_conversation(tx, language=form.language)
        claims = ContactClaims(started.contact_id, started.id)
    async with desk.db.reading() as session:
        try:
            conversation = await queries.access_contact_conversation(session, claims.conversation_id, claims.contact_id)
        except ConversationNotFound as error:  # erased since
            raise NotAuthenticated("This chat has expired. Start a new one.") from error
        rows = await queries.list_contact_messages(session, conversation.id, limit=MESSAGES_AT_START)
        shown = [serializers.contact_message(row) for row in rows]
        return SessionStarted(
            token=issue_contact_token(desk.settings, claims.contact_id, claims.conversation_id),
            contact_id=claims.contact_id,
            conversation=await queries.contact_conversation(session, conversation),
            messages=shown,
            has_earlier=bool(shown) and shown[0].seq > 1,
            settings=WidgetSettings(
                shop_name=desk.settings.shop_name,
                agents_online=await queue.agents_online(session),
                consent={language.value: text for language, text in texts.CONSENT.items()},
                suggestions=desk.knowledge.suggestions(),
                max_text=desk.settings.max_message_characters,
            ),
        )


async def accept_message(desk: Desk, claims: ContactClaims, form: ContactMessageIn) -> MessageAccepted:
    """Stored when this returns; the bot's turn and the news to others follow by themselves. Raises DeskError."""
    desk.limits.check_message(claims.contact_id)
    async with desk.db.transaction() as tx:
        message, duplicate = await messages.receive_message(
            tx,
            conversation_id=claims.conversation_id,
            contact_id=claims.contact_id,
            form=form,
            max_characters=desk.settings.max_message_characters,
            suggestion=desk.knowledge.find_entry(form.suggestion) if form.suggestion else None,
        )
    return MessageAccepted(message=serializers.contact_message(message), duplicate=duplicate)


async def request_handoff(desk: Desk, claims: ContactClaims) -> ContactConversation:
    """The contact wants a person. Raises ConversationNotFound."""
    async with desk.db.transaction() as tx:
        conversation = await handoff.request_handoff(
            tx, conversation_id=claims.conversation_id, contact_id=claims.contact_id
        )
        return await queries.contact_conversation(tx, conversation)


async def catch_up(
    desk: Desk, claims: ContactClaims, *, after: int
) -> tuple[list[ContactMessage], ContactConversation]:
    """What came after `after`, and how things stand now: the same moment for both. Raises ConversationNotFound."""
    async with desk.db.reading() as session:
        conversation = await queries.access_contact_conversation(session, claims.conversation_id, claims.contact_id)
        rows = await queries.list_contact_messages(session, conversation.id, after=after, limit=MESSAGES_IN_SYNC)
        state = await queries.contact_conversation(session, conversation)
    return [serializers.contact_message(row) for row in rows], state


async def record_read(desk: Desk, claims: ContactClaims, *, seq: int) -> Conversation:
    """The contact has seen the messages up to `seq`."""
    async with desk.db.transaction() as tx:
        return await conversations.record_read(
            tx, conversation_id=claims.conversation_id, contact_id=claims.contact_id, seq=seq
        )
