"""Events leave after the commit, in its order, and never for what was rolled back; who may hear them is in their class."""

from collections.abc import Sequence
from typing import Any

import pytest

from desk import queries
from desk.errors import ConversationNotAssignedToYou
from desk.events import ALL_EVENTS, ContactMessageCreated, Event, InboxUpdated, MessageCreated
from desk.models import Message
from desk.schemas import ContactMessageIn, ReplyIn
from desk.services import messages
from tests.desk.conftest import RunningDesk
from tests.desk.scenes import claimed, contact_id_of, conversation_of, reply, say, typed


async def test_event_sent_after_commit(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    heard: list[Event] = []
    desk.desk.db.listeners.append(heard.extend)
    async with desk.desk.db.transaction() as tx:
        message, _ = await messages.receive_message(
            tx,
            conversation_id=conversation_of(contact),
            contact_id=contact_id_of(contact),
            form=ContactMessageIn(client_id="abcdefgh", text="hello"),
            max_characters=100,
        )
        assert heard == []
        assert [event.name for event in tx.events][:2] == ["message.created", "contact_message.created"]
    first = heard[0]
    assert isinstance(first, MessageCreated)
    assert first.message.id == message.id


async def test_a_listener_finds_the_message_in_the_database(desk: RunningDesk) -> None:
    """What is announced can be fetched: nobody is told of what is not there yet."""
    contact, agent = await desk.as_contact(), await desk.as_agent()
    announced: list[str] = []

    def listen(events: Sequence[Event]) -> None:
        announced.extend(event.message.id for event in events if isinstance(event, MessageCreated))

    desk.desk.db.listeners.append(listen)
    await contact.post("/api/widget/messages", typed("m1", "hello"))
    async with desk.desk.db.reading() as session:
        assert await session.get(Message, announced[0]) is not None
    assert agent.agent is not None


async def test_rollback_sends_nothing(desk: RunningDesk) -> None:
    contact, colleague = await claimed(desk, await desk.as_agent()), await desk.as_agent()
    heard: list[Event] = []
    desk.desk.db.listeners.append(heard.extend)

    async def note_and_fail() -> None:
        form = ReplyIn(client_id="abcdefgh", text="a note", private=True)
        async with desk.desk.db.transaction() as tx:
            await messages.send_reply(tx, conversation_id=conversation_of(contact), agent=colleague.agent, form=form)
            assert tx.events != []
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await note_and_fail()
    refused = await colleague.post(f"/api/conversations/{conversation_of(contact)}/messages", reply("r1", "hello"))
    assert refused.json()["error"] == ConversationNotAssignedToYou.__name__
    # The numbers of the inbox may still follow from the claim before.
    assert [event.name for event in heard if not isinstance(event, InboxUpdated)] == []
    async with desk.desk.db.reading() as session:
        stored = await queries.list_messages(session, conversation_of(contact), limit=100)
    assert "a note" not in [message.text for message in stored]


async def test_a_listener_that_fails_is_logged_and_the_rest_go_on(desk: RunningDesk) -> None:
    heard: list[Event] = []

    def broken(events: Sequence[Event]) -> None:
        raise RuntimeError("a listener is broken")

    desk.desk.db.listeners[:0] = [broken]
    desk.desk.db.listeners.append(heard.extend)
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "hello")
    assert len([event for event in heard if isinstance(event, MessageCreated)]) == 2


async def test_events_come_in_the_order_of_commits(desk: RunningDesk) -> None:
    heard: list[Event] = []
    desk.desk.db.listeners.append(heard.extend)
    contact = await desk.as_contact()
    for number in range(5):
        await say(desk, contact, f"m{number}", "hello")
    seqs = [event.message.seq for event in heard if isinstance(event, ContactMessageCreated)]
    assert seqs == list(range(1, 11))


async def test_a_note_makes_no_event_for_the_contact(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    contact = await claimed(desk, agent)
    heard: list[Event] = []
    desk.desk.db.listeners.append(heard.extend)
    url = f"/api/conversations/{conversation_of(contact)}/messages"
    await agent.post(url, reply("n1", "between us", private=True))
    to_contact = [event for event in heard if event.audience == "contact"]
    assert "between us" not in str([event.payload() for event in to_contact])
    assert not any(isinstance(event, ContactMessageCreated) for event in to_contact)


@pytest.mark.parametrize("event", ALL_EVENTS, ids=lambda event: event.__name__)
def test_every_event_names_its_audience_and_where_it_goes(event: type[Event]) -> None:
    noun, _, past_participle = event.name.partition(".")
    assert noun
    assert past_participle.endswith("ed")
    assert event.audience in ("console", "contact", "desk")
    assert ("conversation_id" in event.model_fields) or event.audience != "contact"


def test_no_field_of_a_contacts_message_can_hold_a_payload_a_trace_or_an_agents_id() -> None:
    schema = str(ContactMessageCreated.model_json_schema())
    for word in ("payload", "trace", "agent_id", "private", "confidence"):
        assert word not in schema


async def test_events_are_known_by_their_names(desk: RunningDesk) -> None:
    names: list[Any] = [event.name for event in ALL_EVENTS]
    assert len(names) == len(set(names))
