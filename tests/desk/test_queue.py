"""The queue: exact places, told to everybody in line, and a waiting time only when there is data for it."""

import asyncio
from datetime import timedelta

from sqlalchemy import update

from desk import queue
from desk.events import ContactConversationUpdated, ConversationUpdated, Event, InboxUpdated
from desk.models import Agent, Conversation, Priority, now
from tests.desk.conftest import RunningDesk, TestClient
from tests.desk.scenes import claimed, conversation_of, online_agent, reply, waiting_contact


async def place_of(contact: TestClient) -> dict | None:
    session = await contact.post("/api/widget/session", {"token": contact.session.token})
    return session.json()["conversation"]["queue"]


async def places(contacts: list[TestClient]) -> list[int | None]:
    found = [await place_of(contact) for contact in contacts]
    return [place["position"] if place else None for place in found]


async def change(desk: RunningDesk, contact: TestClient, **values: object) -> None:
    async with desk.desk.db.transaction() as tx:
        await tx.execute(update(Conversation).where(Conversation.id == conversation_of(contact)).values(**values))


async def test_places_follow_priority_then_waiting_time(desk: RunningDesk) -> None:
    contacts = [await waiting_contact(desk) for _ in range(4)]
    assert await places(contacts) == [1, 2, 3, 4]
    await change(desk, contacts[2], priority=Priority.URGENT)
    await change(desk, contacts[0], priority=Priority.LOW)
    await change(desk, contacts[3], waiting_since=now() - timedelta(hours=1))
    assert await places(contacts) == [4, 3, 1, 2]
    agent = await desk.as_agent()
    listed = (await agent.get("/api/conversations?view=queue")).json()["items"]
    order = [conversation_of(contacts[number]) for number in (2, 3, 1, 0)]
    assert [item["id"] for item in listed] == order
    async with desk.desk.db.reading() as session:
        waiting = await queue.list_waiting(session)
    assert [(row.id, place.position) for row, place in waiting] == list(zip(order, [1, 2, 3, 4], strict=True))


async def test_equal_waiting_times_give_different_places(desk: RunningDesk) -> None:
    contacts = [await waiting_contact(desk) for _ in range(3)]
    same = now()
    for contact in contacts:
        await change(desk, contact, waiting_since=same)
    assert sorted(await places(contacts)) == [1, 2, 3]


async def test_who_is_served_or_with_the_bot_has_no_place(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    served = await claimed(desk, agent)
    with_bot = await desk.as_contact()
    assert await places([served, with_bot]) == [None, None]


async def test_everybody_in_line_is_told_when_it_moves(desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    contacts = [await waiting_contact(desk) for _ in range(3)]
    heard: list[Event] = []
    desk.desk.db.listeners.append(heard.extend)
    await agent.post(f"/api/conversations/{conversation_of(contacts[0])}/claim")
    last: dict[str, int | None] = {}
    expected = dict(zip(map(conversation_of, contacts), [None, 1, 2], strict=True))
    async with asyncio.timeout(5):
        while last != expected:
            await asyncio.sleep(0.01)
            told = [event for event in heard if isinstance(event, ContactConversationUpdated)]
            for event in sorted(
                told, key=lambda event: event.conversation.version
            ):  # as a client does: the newest counts
                place = event.conversation.queue
                last[event.conversation_id] = place.position if place else None
    counts = [event.counts for event in heard if isinstance(event, InboxUpdated)][-1]
    assert (counts.queue, counts.open) == (2, 3)


async def test_an_old_state_cannot_be_taken_for_a_new_one(desk: RunningDesk) -> None:
    """Places are told under the version they were read at, every change of the conversation has a new one."""
    contact = await waiting_contact(desk)
    heard: list[Event] = []
    desk.desk.db.listeners.append(heard.extend)
    agent = await desk.as_agent()
    await agent.post(f"/api/conversations/{conversation_of(contact)}/claim")
    await agent.post(f"/api/conversations/{conversation_of(contact)}/resolve")
    await desk.settle()
    changes = [event.conversation.version for event in heard if isinstance(event, ConversationUpdated)]
    assert changes == [changes[0], changes[0] + 1]
    # On PostgreSQL a place that was read before the claim may be told after it: its lower version gives it away.
    states = [event.conversation for event in heard if isinstance(event, ContactConversationUpdated)]
    assert all((state.queue is not None) == (state.version < changes[0]) for state in states)


async def test_an_agent_is_there_when_switched_online_and_heard_of_lately(desk: RunningDesk) -> None:
    contact = await waiting_contact(desk)

    async def online() -> int:
        place = await place_of(contact)
        assert place is not None
        return place["agents_online"]

    agent = await online_agent(desk)
    assert await online() == 1
    async with desk.desk.db.transaction() as tx:
        long_ago = now() - timedelta(seconds=queue.PRESENT_SECONDS + 1)
        await tx.execute(update(Agent).values(last_seen_at=long_ago))
    assert await online() == 0
    await online_agent(desk)
    assert await online() == 1
    await agent.patch("/api/me", {"availability": "busy"})
    assert await online() == 1


async def test_a_waiting_time_is_told_only_when_there_is_data_for_it(desk: RunningDesk) -> None:
    agent = await online_agent(desk)
    newest = await waiting_contact(desk)
    for number in range(queue.WAITS_NEEDED):
        place = await place_of(newest)
        assert (place["wait_low_seconds"], place["wait_high_seconds"]) == (None, None), number
        contact = await claimed(desk, agent)
        await agent.post(f"/api/conversations/{conversation_of(contact)}/messages", reply("r1", "hello"))
        at = now()
        await change(desk, contact, handed_off_at=at - timedelta(seconds=60 * (number + 1)), first_reply_at=at)
    place = await place_of(newest)
    assert (place["wait_low_seconds"], place["wait_high_seconds"]) == (120, 240)
    await agent.patch("/api/me", {"availability": "offline"})
    place = await place_of(newest)
    assert (place["wait_low_seconds"], place["wait_high_seconds"]) == (None, None)
