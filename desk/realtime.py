"""The only module that emits. Takes committed events and sends them in order, to those whom they concern.

contact events   -> namespace /widget,  room of the conversation
console events   -> namespace /console, room of all agents; messages and typing only to those who watch the conversation
"""

import asyncio
from collections.abc import Sequence

import socketio
import structlog

from desk.auth import is_same_origin
from desk.events import ContactTyped, Event, MessageCreated
from desk.settings import Settings

WIDGET = "/widget"
CONSOLE = "/console"
AGENTS_ROOM = "agents"
MAX_PACKET_BYTES = 256 * 1024

log = structlog.get_logger(__name__)


class Realtime:
    """Holds the Socket.IO server. With a `redis_url` events also reach the sockets of other processes."""

    def __init__(self, settings: Settings) -> None:
        self._redis = socketio.AsyncRedisManager(settings.redis_url) if settings.redis_url else None
        self.server = socketio.AsyncServer(
            async_mode="asgi",
            client_manager=self._redis,
            cors_allowed_origins=lambda origin, environ: _may_connect(settings, origin, environ.get("HTTP_HOST", "")),
            cors_credentials=False,
            max_http_buffer_size=MAX_PACKET_BYTES,
            namespaces=[WIDGET, CONSOLE],
            ping_interval=20,
            ping_timeout=15,
        )
        self._outbox: asyncio.Queue[Event] = asyncio.Queue()
        self._sending: asyncio.Task[None] | None = None

    def publish(self, events: Sequence[Event]) -> None:
        """A listener of the database; also for what is never stored (typing). Returns at once."""
        for event in events:
            if event.audience != "desk":
                self._outbox.put_nowait(event)

    async def start(self) -> None:
        if self._redis is not None:
            # Now, not with the first socket: and before the first event is sent.
            self._redis.initialize()
            self.server.manager_initialized = True
            await asyncio.sleep(0)
        self._sending = asyncio.create_task(self._send_all(), name="realtime")

    async def flush(self) -> None:
        """Wait until everything published so far is sent."""
        await self._outbox.join()

    async def stop(self) -> None:
        """Send what is left and end."""
        if self._sending is not None:
            await self.flush()
            self._sending.cancel()
            await asyncio.gather(self._sending, return_exceptions=True)
        if self._redis is not None:
            self._redis.thread.cancel()
            await asyncio.gather(self._redis.thread, return_exceptions=True)
            await self._redis.pubsub.aclose()
            await self._redis.redis.aclose()

    async def _send_all(self) -> None:
        while True:
            event = await self._outbox.get()
            try:
                namespace, room = _address(event)
                await self.server.emit(event.name, event.payload(), room=room, namespace=namespace)
            except Exception:
                log.exception("realtime.emit_failed", event_name=event.name)
            finally:
                self._outbox.task_done()


def watchers_room(conversation_id: str) -> str:
    """The agents who have this conversation on their screen."""
    return f"watching:{conversation_id}"


def _address(event: Event) -> tuple[str, str]:
    if event.audience == "contact":
        # Every contact event has it: a test goes through all of them.
        return WIDGET, str(event.conversation_id)  # type: ignore[attr-defined]
    if isinstance(event, MessageCreated):
        return CONSOLE, watchers_room(event.message.conversation_id)
    if isinstance(event, ContactTyped):
        return CONSOLE, watchers_room(event.conversation_id)
    return CONSOLE, AGENTS_ROOM


def _may_connect(settings: Settings, origin: str, host: str) -> bool:
    # Websites that carry the widget, and ourselves. The console's namespace looks again, more strictly.
    return (
        is_same_origin(settings, origin, host) or origin in settings.allowed_origins or "*" in settings.allowed_origins
    )
