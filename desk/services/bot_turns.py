"""Asks Rasa for turns: one at a time in a conversation, few at once over all, never for longer than the limit.

What is owed stands in the database (`Conversation.asked_seq`, `answered_seq`), so a killed desk loses no turn: after the
start the same message goes to Rasa again, which replays the answer if it had one.
"""

import asyncio
import time
from collections.abc import Sequence

import structlog

from desk import queries
from desk.db import Database
from desk.events import Event, TurnOwed
from desk.metrics import Metrics
from desk.models import Conversation, Message
from desk.rasa_client import RasaClient, RasaError, RasaTimedOut, RasaUnreachable, Turn, TurnContext, TurnRequest
from desk.services.bot_replies import give_up_turn, record_bot_reply
from desk.settings import Settings

RETRY_AFTER_SECONDS = 0.3
PLACE_SECONDS = 30.0  # so long a message waits for one of the places; then people take over

log = structlog.get_logger(__name__)


class BotTurns:
    """One task for each conversation in which the bot owes something."""

    def __init__(self, *, db: Database, rasa: RasaClient, settings: Settings, metrics: Metrics) -> None:
        self.db, self.rasa, self.metrics = db, rasa, metrics
        self._limit_seconds = settings.rasa_timeout_seconds
        self._places = asyncio.Semaphore(settings.rasa_max_concurrent)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._woken: set[str] = set()
        self._stopping = False

    def listen(self, events: Sequence[Event]) -> None:
        """A listener of the database."""
        for event in events:
            if isinstance(event, TurnOwed):
                self.wake(event.conversation_id)

    def wake(self, conversation_id: str) -> None:
        """Something may be owed there. Harmless at any time and any number of times."""
        if self._stopping:
            return
        self._woken.add(conversation_id)
        if conversation_id not in self._tasks:
            self._tasks[conversation_id] = asyncio.create_task(
                self._run(conversation_id), name=f"turns-{conversation_id}"
            )

    async def settle(self) -> None:
        """Wait until nothing is owed that can be answered now. For tests and for draining."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def drain(self, seconds: float) -> None:
        """Start no more turns, let those under way end within `seconds`; the rest is owed and comes after the next start."""
        self._stopping = True
        tasks = list(self._tasks.values())
        if not tasks:
            return
        _, cut = await asyncio.wait(tasks, timeout=seconds)
        for task in cut:
            task.cancel()
        await asyncio.gather(*cut, return_exceptions=True)
        if cut:
            log.warning("turns.cut", number=len(cut))

    async def _run(self, conversation_id: str) -> None:
        try:
            # No await between this look and the end: whoever wakes later finds no task and makes one.
            while conversation_id in self._woken and not self._stopping:
                self._woken.discard(conversation_id)
                while await self._answer_next(conversation_id):
                    pass
        except Exception:
            # Nothing is lost: the worker looks again for what is owed.
            log.exception("turns.failed", conversation_id=conversation_id)
        finally:
            self._woken.discard(conversation_id)
            del self._tasks[conversation_id]

    async def _answer_next(self, conversation_id: str) -> bool:
        """Take one turn, if one is owed. True when the bot owes more here."""
        asked_at = time.monotonic()
        try:
            async with asyncio.timeout(PLACE_SECONDS):
                await self._places.acquire()
        except TimeoutError:
            return await self._give_up_waiting(conversation_id, asked_at)
        try:
            # Only now: while this waited for a place, people may have taken the floor.
            owed = await self._find_owed(conversation_id)
            if owed is None or self._stopping:
                return False
            conversation, message = owed
            turn = await self._ask(conversation, message)
        finally:
            self._places.release()
        return await self._store(conversation, message, turn, time.monotonic() - asked_at)

    async def _find_owed(self, conversation_id: str) -> tuple[Conversation, Message] | None:
        async with self.db.reading() as session:
            return await queries.find_owed_turn(session, conversation_id)

    async def _ask(self, conversation: Conversation, message: Message) -> Turn | RasaError:
        """No transaction is open while this waits."""
        payload = message.content.get("payload")
        request = TurnRequest(
            sender=f"{conversation.id}.{conversation.bot_session}",
            message_id=message.id,
            text=None if payload else message.text,
            payload=payload,
            language=conversation.language,
            reply_language=conversation.reply_language,
            channel=conversation.channel,
            context=TurnContext(conversation_id=conversation.id, contact_id=conversation.contact_id),
        )
        try:
            async with asyncio.timeout(self._limit_seconds):
                try:
                    return await self.rasa.turn(request)
                except RasaUnreachable:
                    await asyncio.sleep(RETRY_AFTER_SECONDS)
                    return await self.rasa.turn(request)
        except RasaError as error:
            return error
        except TimeoutError:
            return RasaTimedOut("no answer in time")

    async def _store(
        self, conversation: Conversation, message: Message, turn: Turn | RasaError, seconds: float
    ) -> bool:
        facts = {"conversation_id": conversation.id, "message_id": message.id}
        if isinstance(turn, RasaError):
            error = f"{turn.outcome}: {turn}"
            log.warning("turn.failed", **facts, error=error, seconds=round(seconds, 3))
            self.metrics.turn_finished(turn.outcome, seconds)
            async with self.db.transaction() as tx:
                return await give_up_turn(tx, message=message, bot_session=conversation.bot_session, error=error)
        outcome = "answered" if not turn.needs_person else "failed_action" if turn.messages else "empty"
        for failed in turn.trace.failed_actions:
            log.warning(
                "turn.action_failed", **facts, action=failed.action, error=failed.error, hand_off=failed.hand_off
            )
        self.metrics.turn_finished(outcome, seconds)
        async with self.db.transaction() as tx:
            return await record_bot_reply(tx, message=message, bot_session=conversation.bot_session, turn=turn)

    async def _give_up_waiting(self, conversation_id: str, asked_at: float) -> bool:
        owed = await self._find_owed(conversation_id)
        if owed is None:
            return False
        return await self._store(*owed, RasaTimedOut("all places taken"), time.monotonic() - asked_at)
