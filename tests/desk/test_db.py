"""Transactions: one writer at a time on SQLite, readers beside it, everything or nothing."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from desk.models import Contact, Conversation, ConversationStatus, now
from tests.desk.conftest import RunningDesk


async def test_an_error_writes_nothing_and_frees_the_writer(desk: RunningDesk) -> None:
    async def write_and_fail() -> None:
        async with desk.desk.db.transaction() as tx:
            tx.add(Contact(name="Nobody"))
            await tx.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await write_and_fail()
    async with desk.desk.db.transaction() as tx:
        tx.add(Contact(name="Somebody"))
    async with desk.desk.db.reading() as session:
        assert list((await session.execute(select(Contact.name))).scalars()) == ["Somebody"]


async def test_a_cancelled_write_writes_nothing_and_frees_the_writer(desk: RunningDesk) -> None:
    entered = asyncio.Event()

    async def write() -> None:
        async with desk.desk.db.transaction() as tx:
            tx.add(Contact(name="Nobody"))
            await tx.flush()
            entered.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(write())
    await entered.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5), desk.desk.db.transaction() as tx:
        assert (await tx.execute(select(func.count()).select_from(Contact))).scalar_one() == 0


async def test_readers_do_not_wait_for_a_writer(desk: RunningDesk) -> None:
    async with desk.desk.db.transaction() as tx:
        tx.add(Contact(name="Not yet"))
        await tx.flush()
        async with asyncio.timeout(5), desk.desk.db.reading() as session:
            assert (await session.execute(select(func.count()).select_from(Contact))).scalar_one() == 0


async def test_many_writers_lose_no_update(desk: RunningDesk) -> None:
    async with desk.desk.db.transaction() as tx:
        contact = Contact(name="0")
        tx.add(contact)

    async def add_one() -> None:
        async with desk.desk.db.transaction() as tx:
            row = (await tx.execute(select(Contact).with_for_update())).scalar_one()
            row.name = str(int(row.name or 0) + 1)

    await asyncio.gather(*(add_one() for _ in range(30)))
    async with desk.desk.db.reading() as session:
        assert (await session.get_one(Contact, contact.id)).name == "30"


@pytest.mark.parametrize(
    "broken",
    [
        {"status": ConversationStatus.OPEN},
        {"status": ConversationStatus.PENDING, "assignee": True},
        {"status": ConversationStatus.RESOLVED, "assignee": True},
    ],
)
async def test_the_database_itself_keeps_the_invariants(desk: RunningDesk, broken: dict) -> None:
    agent = await desk.make_agent()
    values = {**broken, "assignee_id": agent.id} if broken.pop("assignee", False) else broken
    with pytest.raises(IntegrityError):
        async with desk.desk.db.transaction() as tx:
            tx.add(Conversation(contact=Contact(), **values))


async def test_times_come_back_aware(desk: RunningDesk) -> None:
    at = now()
    async with desk.desk.db.transaction() as tx:
        contact = Contact(created_at=at)
        tx.add(contact)
    async with desk.desk.db.reading() as session:
        assert (await session.get_one(Contact, contact.id)).created_at == at
    with pytest.raises(Exception, match="times must be aware"):
        async with desk.desk.db.transaction() as tx:
            tx.add(Contact(created_at=at.replace(tzinfo=None)))
