"""The two namespaces: contacts on /widget, agents on /console. Every event is answered; garbage gets a clear error."""

from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

import socketio
import structlog
from pydantic import BaseModel, Field, ValidationError

from desk import intake, queries
from desk.api.errors import from_validation
from desk.auth import COOKIE, find_logged_in, is_same_origin
from desk.errors import BadRequest, DeskError, InternalError, NotAuthenticated, UnknownEvent
from desk.events import AgentTyped, ContactTyped
from desk.models import ConversationStatus
from desk.realtime import AGENTS_ROOM, CONSOLE, WIDGET, watchers_room
from desk.schemas import ContactMessageIn, Form
from desk.services.presence import record_presence
from desk.tokens import ContactClaims, read_contact_token
from desk.wiring import Desk

MAX_SEQ = 2**31 - 1

log = structlog.get_logger(__name__)


class NothingIn(Form):
    pass


class SyncIn(Form):
    after: int = Field(ge=0, le=MAX_SEQ)


class ReadIn(Form):
    seq: int = Field(ge=0, le=MAX_SEQ)


class ConversationIn(Form):
    conversation_id: str = Field(max_length=32)


Handler = Callable[[str, Any], Awaitable[dict[str, Any]]]


class DeskNamespace(socketio.AsyncNamespace):  # type: ignore[misc]  # python-socketio ships no types
    """Connects, checks, answers. `events` maps what a client may send to the form of its data and the method."""

    def __init__(self, name: str, desk: Desk) -> None:
        super().__init__(name)
        self.desk = desk
        self.events: dict[str, tuple[type[Form], Handler]] = {}

    async def trigger_event(self, event: Any, *args: Any) -> Any:
        """All events of the namespace arrive here."""
        if event == "connect":
            return await self._connect(*args)
        if event == "disconnect":
            return await self._disconnect(args[0])
        return await self._answer(event, *args)

    async def admit(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        """Raises NotAuthenticated to refuse the connection."""
        raise NotAuthenticated()

    async def leave(self, sid: str) -> None:
        """After the connection is gone."""

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        try:
            await self.admit(sid, environ, auth)
        except DeskError as error:
            # A client finds the error's name in `message` and all of it in `data`.
            raise socketio.exceptions.ConnectionRefusedError(error.name, error.as_dict()) from error
        self.desk.metrics.sockets.labels(self.namespace).inc()

    async def _disconnect(self, sid: str) -> None:
        self.desk.metrics.sockets.labels(self.namespace).dec()
        await self.leave(sid)

    async def _answer(self, event: Any, sid: str, *data: Any) -> dict[str, Any]:
        try:
            self.desk.limits.check_socket_event(sid)
            form, handler = self._find(event)
            return {"ok": True, **await handler(sid, _read(form, data))}
        except DeskError as error:
            return {"ok": False, **error.as_dict()}
        except Exception:
            log.exception("socket.failed", namespace=self.namespace, event_name=str(event)[:40])
            return {"ok": False, **InternalError().as_dict()}

    def _find(self, event: Any) -> tuple[type[Form], Handler]:
        found = self.events.get(event) if isinstance(event, str) else None
        if found is None:
            raise UnknownEvent()
        return found


class WidgetNamespace(DeskNamespace):
    """A contact's browser: auth is `{token}`; it hears of its own conversation only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(WIDGET, desk)
        self.events = {
            "send_message": (ContactMessageIn, self.send_message),
            "sync": (SyncIn, self.sync),
            "typing": (NothingIn, self.typing),
            "read": (ReadIn, self.read),
            "request_handoff": (NothingIn, self.request_handoff),
        }

    async def admit(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        token = auth.get("token") if isinstance(auth, dict) else None
        if not isinstance(token, str):
            raise NotAuthenticated("Send the contact's token: auth {token}.")
        claims = read_contact_token(self.desk.settings, token)
        async with self.desk.db.reading() as session:
            await queries.access_contact_conversation(session, claims.conversation_id, claims.contact_id)
        await self.save_session(sid, {"claims": claims})
        await self.enter_room(sid, claims.conversation_id)

    async def send_message(self, sid: str, form: ContactMessageIn) -> dict[str, Any]:
        return _dump(await intake.accept_message(self.desk, await self._claims(sid), form))

    async def sync(self, sid: str, form: SyncIn) -> dict[str, Any]:
        messages, conversation = await intake.catch_up(self.desk, await self._claims(sid), after=form.after)
        return {"messages": [_dump(message) for message in messages], "conversation": _dump(conversation)}

    async def typing(self, sid: str, form: NothingIn) -> dict[str, Any]:
        claims = await self._claims(sid)
        self.desk.realtime.publish([ContactTyped(conversation_id=claims.conversation_id)])
        return {}

    async def read(self, sid: str, form: ReadIn) -> dict[str, Any]:
        await intake.record_read(self.desk, await self._claims(sid), seq=form.seq)
        return {}

    async def request_handoff(self, sid: str, form: NothingIn) -> dict[str, Any]:
        return {"conversation": _dump(await intake.request_handoff(self.desk, await self._claims(sid)))}

    async def _claims(self, sid: str) -> ContactClaims:
        claims: ContactClaims = (await self.get_session(sid))["claims"]
        return claims


class ConsoleNamespace(DeskNamespace):
    """An agent's browser: the session's cookie, from our own pages only."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(CONSOLE, desk)
        self.events = {
            "watch": (ConversationIn, self.watch),
            "unwatch": (ConversationIn, self.unwatch),
            "typing": (ConversationIn, self.typing),
        }
        self._cookies: dict[str, str] = {}  # sid -> session cookie, to look again whether it is still good

    async def admit(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        # A cookie comes along from any website; the Origin tells which.
        if not is_same_origin(self.desk.settings, environ.get("HTTP_ORIGIN"), environ.get("HTTP_HOST", "")):
            raise NotAuthenticated("Open this page from its own address.")
        cookie = _session_cookie(environ.get("HTTP_COOKIE", ""))
        logged_in = await find_logged_in(self.desk, cookie)
        if logged_in is None or cookie is None:
            raise NotAuthenticated()
        await self.save_session(sid, {"agent_id": logged_in.agent.id, "name": logged_in.agent.name})
        self._cookies[sid] = cookie
        await self.enter_room(sid, AGENTS_ROOM)
        async with self.desk.db.transaction() as tx:
            await record_presence(tx, agent_ids=[logged_in.agent.id])

    async def leave(self, sid: str) -> None:
        self._cookies.pop(sid, None)

    async def watch(self, sid: str, form: ConversationIn) -> dict[str, Any]:
        async with self.desk.db.reading() as session:
            await queries.access_conversation(session, form.conversation_id)
        await self.enter_room(sid, watchers_room(form.conversation_id))
        return {}

    async def unwatch(self, sid: str, form: ConversationIn) -> dict[str, Any]:
        await self.leave_room(sid, watchers_room(form.conversation_id))
        return {}

    async def typing(self, sid: str, form: ConversationIn) -> dict[str, Any]:
        """Shown to the contact only when this agent has the conversation."""
        me = await self.get_session(sid)
        async with self.desk.db.reading() as session:
            conversation = await queries.access_conversation(session, form.conversation_id)
        if conversation.status == ConversationStatus.OPEN and conversation.assignee_id == me["agent_id"]:
            typed = AgentTyped(conversation_id=conversation.id, agent_name=me["name"])
            self.desk.realtime.publish([typed])
        return {}

    async def check_sessions(self) -> None:
        """Keep those present who are; end the sockets of sessions that ended or expired."""
        present: set[str] = set()
        for sid, cookie in list(self._cookies.items()):
            logged_in = await find_logged_in(self.desk, cookie)
            if logged_in is None:
                await self.disconnect(sid)
            else:
                present.add(logged_in.agent.id)
        if present:
            async with self.desk.db.transaction() as tx:
                await record_presence(tx, agent_ids=present)


def install_sockets(desk: Desk) -> None:
    """Register both namespaces."""
    desk.realtime.server.register_namespace(WidgetNamespace(desk))
    desk.realtime.server.register_namespace(ConsoleNamespace(desk))


def _read(form: type[Form], data: tuple[Any, ...]) -> Form:
    if len(data) > 1 or (data and not isinstance(data[0], dict)):
        raise BadRequest("Send one JSON object with the event.")
    try:
        return form.model_validate(data[0] if data else {})
    except ValidationError as error:
        raise from_validation(error.errors()) from error


def _session_cookie(header: str) -> str | None:
    try:
        cookie = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return cookie.value if cookie else None


def _dump(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json")
