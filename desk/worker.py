"""What runs beside the requests: turns that are still owed, places in line, who is present."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any

import structlog

from desk import queries, queue
from desk.events import AgentUpdated, Event, InboxChanged
from desk.models import now
from desk.realtime import CONSOLE
from desk.services.places import announce_places
from desk.wiring import Desk

PLACES_AT_MOST_EVERY_SECONDS = 0.05
PRESENCE_SECONDS = 30.0
OVERDUE = timedelta(seconds=60)  # a turn that is owed for so long was forgotten by whoever should have taken it

log = structlog.get_logger(__name__)


class Worker:
    """Started after the database is ready, stopped before it is closed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._inbox_changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        desk.db.listeners += [desk.bot_turns.listen, self.listen]

    def listen(self, events: Sequence[Event]) -> None:
        """A listener of the database."""
        if any(isinstance(event, InboxChanged | AgentUpdated) for event in events):
            self._inbox_changed.set()

    async def start(self) -> None:
        """Answer what was owed when the last process ended, then keep watching."""
        await self.desk.realtime.start()
        await self._wake_owed(timedelta(0))
        for name, step in (("places", self._places), ("presence", self._presence)):
            self._tasks.append(asyncio.create_task(_forever(name, step), name=f"worker-{name}"))

    async def stop(self) -> None:
        """Let the turns under way end, tell the world, stop watching."""
        await self.desk.bot_turns.drain(self.desk.settings.drain_seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.desk.realtime.stop()

    async def _places(self) -> None:
        await self._inbox_changed.wait()
        self._inbox_changed.clear()
        async with self.desk.db.transaction() as tx:
            await announce_places(tx)
        # A burst of hand-offs is one round for everybody in line, not a round each.
        await asyncio.sleep(PLACES_AT_MOST_EVERY_SECONDS)

    async def _presence(self) -> None:
        before = await self._count_online()
        await asyncio.sleep(PRESENCE_SECONDS)
        await self.desk.realtime.server.namespace_handlers[CONSOLE].check_sessions()
        if await self._count_online() != before:
            self._inbox_changed.set()
        await self._wake_owed(OVERDUE)

    async def _count_online(self) -> int:
        async with self.desk.db.reading() as session:
            return await queue.agents_online(session)

    async def _wake_owed(self, quiet_for: timedelta) -> None:
        async with self.desk.db.reading() as session:
            owing = await queries.list_owing_conversations(session, quiet_since=now() - quiet_for)
        for conversation_id in owing:
            self.desk.bot_turns.wake(conversation_id)
        if owing:
            log.info("worker.turns_owed", number=len(owing))


async def _forever(name: str, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
    while True:
        try:
            await step()
        except Exception:
            log.exception("worker.failed", part=name)
            await asyncio.sleep(1)
