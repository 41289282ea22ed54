"""Both namespaces with real clients against a real server on a free port."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import socketio
import uvicorn

from desk.auth import COOKIE
from desk.models import Availability
from desk.rate_limits import RateLimits
from desk.services.sessions import end_sessions_of
from tests.desk.conftest import FakeRasa, RunningDesk, TestClient
from tests.desk.scenes import claimed, conversation_of, eventually, rasa_answers, reply, say, typed, waiting_contact


class Heard:
    """A client of one namespace and all it heard."""

    def __init__(self, namespace: str) -> None:
        self.client = socketio.AsyncClient(reconnection=False)
        self.namespace = namespace
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.client.on("*", self._hear, namespace=namespace)

    async def _hear(self, name: str, payload: dict[str, Any]) -> None:
        self.events.append((name, payload))

    async def call(self, event: str, data: Any = None) -> Any:
        return await self.client.call(event, data, namespace=self.namespace, timeout=5)

    def names(self) -> list[str]:
        return [name for name, _ in self.events]

    async def until(self, name: str, **wanted: Any) -> dict[str, Any]:
        """The payload of the first event of this name, once there is one whose fields are as wanted."""
        async with asyncio.timeout(5):
            while True:
                for heard, payload in self.events:
                    if heard == name and all(_dig(payload, path) == value for path, value in wanted.items()):
                        return payload
                await asyncio.sleep(0.01)


def _dig(payload: Any, path: str) -> Any:
    for part in path.split("__"):
        payload = payload[part] if payload is not None else None
    return payload


class Server:
    """The desk behind uvicorn; `widget` and `console` connect clients to it."""

    def __init__(self, desk: RunningDesk, port: int) -> None:
        self.desk, self.url, self.clients = desk, f"http://127.0.0.1:{port}", []

    async def widget(self, token: Any, **options: Any) -> Heard:
        return await self._connect("/widget", auth={"token": token}, **options)

    async def console(self, agent: TestClient | None, **headers: str) -> Heard:
        cookie = f"{COOKIE}={agent.http.cookies[COOKIE]}" if agent else ""
        return await self._connect("/console", headers={"Cookie": cookie, **headers})

    async def _connect(self, namespace: str, **options: Any) -> Heard:
        heard = Heard(namespace)
        self.clients.append(heard.client)
        await heard.client.connect(
            self.url, namespaces=[namespace], transports=["websocket"], wait_timeout=5, **options
        )
        return heard


@asynccontextmanager
async def serve(desk: RunningDesk) -> AsyncIterator[Server]:
    """This desk on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(desk.app, port=port, lifespan="off", log_level="error", ws="websockets-sansio")
    running = uvicorn.Server(config)
    task = asyncio.create_task(running.serve())
    await eventually(lambda: running.started)
    server = Server(desk, port)
    yield server
    for client in server.clients:
        await client.disconnect()
    running.should_exit = True
    await task


@pytest.fixture
async def server(desk: RunningDesk) -> AsyncIterator[Server]:
    async with serve(desk) as server:
        yield server


# --- the contact's socket -----------------------------------------------------------------------------------------


async def test_a_question_is_acknowledged_and_its_answer_arrives(server: Server, desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    widget = await server.widget(contact.session.token)
    accepted = await widget.call("send_message", typed("m1", "how long does it take"))
    assert (accepted["ok"], accepted["duplicate"], accepted["message"]["seq"]) == (True, False, 1)
    again = await widget.call("send_message", typed("m1", "how long does it take"))
    assert (again["ok"], again["duplicate"], again["message"]) == (True, True, accepted["message"])
    answer = await widget.until("contact_message.created", message__seq=2)
    assert answer["message"]["text"] == "Here is your answer."
    assert (await widget.until("contact_conversation.updated", conversation__bot_busy=True))["conversation"]
    await widget.until("contact_conversation.updated", conversation__bot_busy=False)
    seqs = [payload["message"]["seq"] for name, payload in widget.events if name == "contact_message.created"]
    assert seqs == [1, 2]


async def test_all_tabs_of_a_contact_hear_and_nobody_else(server: Server, desk: RunningDesk) -> None:
    asha, ben = await desk.as_contact(), await desk.as_contact()
    tabs = [await server.widget(asha.session.token) for _ in range(2)]
    stranger = await server.widget(ben.session.token)
    await tabs[0].call("send_message", typed("m1", "secret"))
    for tab in tabs:
        await tab.until("contact_message.created", message__seq=2)
    await desk.settle()
    assert stranger.events == []


async def test_sync_brings_what_was_missed(server: Server, desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    await say(desk, contact, "m1", "one")
    await say(desk, contact, "m2", "two")
    widget = await server.widget(contact.session.token)
    missed = await widget.call("sync", {"after": 1})
    assert missed["ok"]
    assert [message["seq"] for message in missed["messages"]] == [2, 3, 4]
    assert missed["conversation"]["last_seq"] == 4


async def test_a_person_can_be_asked_for_on_the_socket(server: Server, desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    widget = await server.widget(contact.session.token)
    asked = await widget.call("request_handoff", {})
    assert (asked["ok"], asked["conversation"]["status"]) == (True, "open")
    assert asked["conversation"]["queue"]["position"] == 1
    await widget.until("contact_message.created", message__activity="handed_off")


async def test_without_a_good_token_nobody_connects(server: Server, desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    token = contact.session.token
    wrong: list[Any] = [
        {"token": token[:-2] + "xx"},
        {"token": 7},
        {"token": ""},
        {"token": "x" * 5000},
        {},
        None,
        [token],
        7,
    ]
    for auth in wrong:
        heard = Heard("/widget")
        server.clients.append(heard.client)
        refused: list[Any] = []
        heard.client.on("connect_error", refused.append, namespace="/widget")
        with pytest.raises(socketio.exceptions.ConnectionError):
            await heard.client.connect(server.url, auth=auth, namespaces=["/widget"], transports=["websocket"])
        assert refused[0]["message"] == "NotAuthenticated", auth
        assert set(refused[0]["data"]) == {"error", "detail", "data"}


BAD_EVENTS: list[tuple[str, Any, str]] = [
    ("no_such_event", {}, "UnknownEvent"),
    ("connect_error", {}, "UnknownEvent"),
    ("trigger_event", {}, "UnknownEvent"),
    ("admit", {}, "UnknownEvent"),
    ("__class__", {}, "UnknownEvent"),
    ("", {}, "UnknownEvent"),
    ("send_message", None, "BadRequest"),
    ("send_message", {}, "BadRequest"),
    ("send_message", "hello", "BadRequest"),
    ("send_message", 7, "BadRequest"),
    ("send_message", [1, 2], "BadRequest"),
    ("send_message", b"\x00\xff", "BadRequest"),
    ("send_message", ({"client_id": "abcdefgh", "text": "x"}, 1), "BadRequest"),
    ("send_message", {"client_id": "abcdefgh"}, "BadRequest"),
    ("send_message", {"client_id": "abcdefgh", "text": {"a": 1}}, "BadRequest"),
    ("send_message", {"client_id": "abcdefgh", "text": b"\x00"}, "MessageEmpty"),
    ("send_message", {"client_id": "abcdefgh", "text": "x", "payload": "/restart"}, "BadRequest"),
    ("send_message", {"client_id": "abcdefgh", "text": "  "}, "MessageEmpty"),
    ("send_message", {"client_id": "abcdefgh", "text": "x" * 100_000}, "MessageTooLong"),
    ("send_message", {"client_id": "abcdefgh", "button": {"message_id": "0" * 32, "index": 0}}, "ButtonNotOffered"),
    ("sync", {"after": -1}, "BadRequest"),
    ("sync", {"after": 10**30}, "BadRequest"),
    ("sync", {"after": "x"}, "BadRequest"),
    ("read", {"seq": None}, "BadRequest"),
    ("watch", {"conversation_id": "x"}, "UnknownEvent"),
]


async def test_wrong_events_get_a_clear_error_and_change_nothing(server: Server, desk: RunningDesk) -> None:
    desk.desk.limits = RateLimits(desk.desk.settings)
    contact = await desk.as_contact()
    widget = await server.widget(contact.session.token)
    for event, data, error in BAD_EVENTS:
        answer = await widget.call(event, data)
        assert answer == {"ok": False, "error": error, "detail": answer["detail"], "data": answer["data"]}, event
        assert answer["detail"]
    assert (await widget.call("sync", {"after": 0}))["messages"] == []


GARBAGE = [
    "x",
    "4",
    "42",
    "42{",
    "42[",
    '42["a"',
    "42/nowhere,[]",
    "42/widget,[]",
    "42/widget,{}",
    "42/widget,null",
    '42/widget,["send_message",',
    '42/widget,[["send_message"],{}]',
    "42/widget,[7,{}]",
    "42/widget,[null]",
    "43/widget,1[]",
    "43/widget,99999999999999999999[]",
    '451-/widget,["send_message",{"_placeholder":true,"num":0}]',
    '45999999-/widget,["send_message",{"_placeholder":true,"num":7}]',
    '45-/widget,["x"]',
    "49/widget,",
    "6",
    "9",
    "\x00\x01\x02",
    "42/widget," + "[" * 5000,
]


async def test_garbage_on_the_line_harms_nobody(server: Server, desk: RunningDesk) -> None:
    """Each kind on a socket of its own; whatever becomes of that one, the others go on."""
    contact = await desk.as_contact()
    widget = await server.widget(contact.session.token)
    url = server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    async with aiohttp.ClientSession() as session:
        for garbage in [*GARBAGE, b"\x00\xff\x00"]:
            async with session.ws_connect(url) as raw:
                await raw.receive()
                await raw.send_str("40/widget," + json.dumps({"token": contact.session.token}))
                assert (await raw.receive()).data.startswith("40/widget,")
                await (raw.send_bytes(garbage) if isinstance(garbage, bytes) else raw.send_str(garbage))
    accepted = await widget.call("send_message", typed("m1", "still here"))
    assert accepted["ok"]
    await widget.until("contact_message.created", message__seq=2)


async def test_a_packet_above_the_limit_ends_that_socket_only(server: Server, desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    widget, other = await server.widget(contact.session.token), await server.widget(contact.session.token)
    await widget.client.emit("send_message", typed("m1", "x" * 2_000_000), namespace="/widget")
    await eventually(lambda: not widget.client.connected)
    assert (await other.call("sync", {"after": 0}))["messages"] == []


async def test_a_flood_of_events_is_slowed(server: Server, desk: RunningDesk) -> None:
    desk.desk.limits = RateLimits(desk.desk.settings, clock=lambda: 0.0)
    contact = await desk.as_contact()
    widget, other = await server.widget(contact.session.token), await server.widget(contact.session.token)
    answers = [await widget.call("sync", {"after": 0}) for _ in range(61)]
    assert [answer["ok"] for answer in answers] == [True] * 60 + [False]
    assert answers[-1]["error"] == "RateLimited"
    assert (await other.call("sync", {"after": 0}))["ok"]


async def test_other_websites_connect_only_when_allowed(server: Server, desk: RunningDesk) -> None:
    token = (await desk.as_contact()).session.token
    with pytest.raises(socketio.exceptions.ConnectionError):
        await server.widget(token, headers={"Origin": "https://evil.example"})
    desk.desk.settings.allowed_origins.append("https://shop.example")
    assert (await server.widget(token, headers={"Origin": "https://shop.example"})).client.connected
    assert (await server.widget(token, headers={"Origin": server.url})).client.connected


# --- the agent's socket -------------------------------------------------------------------------------------------


async def test_agents_hear_of_the_inbox_and_of_what_they_watch(server: Server, desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    watching, looking_away = await server.console(agent), await server.console(agent)
    contact = await desk.as_contact()
    assert await watching.call("watch", {"conversation_id": conversation_of(contact)}) == {"ok": True}
    await say(desk, contact, "m1", "hello")
    await watching.until("message.created", message__seq=2)
    await looking_away.until("conversation.updated", conversation__last_message_text="Here is your answer.")
    await looking_away.until("inbox.updated", counts__pending=1)
    assert "message.created" not in looking_away.names()
    await watching.call("unwatch", {"conversation_id": conversation_of(contact)})
    watching.events.clear()
    await say(desk, contact, "m2", "again")
    await looking_away.until("conversation.updated", conversation__last_seq=4)
    assert "message.created" not in watching.names()
    assert not any(name.startswith("contact") for name in looking_away.names())


async def test_a_note_goes_to_agents_and_never_down_the_contacts_line(server: Server, desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    contact = await claimed(desk, agent)
    widget, console = await server.widget(contact.session.token), await server.console(agent)
    await console.call("watch", {"conversation_id": conversation_of(contact)})
    url = f"/api/conversations/{conversation_of(contact)}/messages"
    await agent.post(url, reply("n1", "between us", private=True))
    await agent.post(url, reply("r1", "Namaste"))
    await widget.until("contact_message.created", message__text="Namaste")
    await console.until("message.created", message__text="between us")
    assert "between us" not in str(widget.events)


async def test_typing_is_seen_by_the_other_side(server: Server, desk: RunningDesk) -> None:
    agent, colleague = await desk.as_agent(name="Asha"), await desk.as_agent(name="Ben")
    contact = await claimed(desk, agent)
    widget, console = await server.widget(contact.session.token), await server.console(agent)
    other = await server.console(colleague)
    await console.call("watch", {"conversation_id": conversation_of(contact)})
    assert await widget.call("typing") == {"ok": True}
    await console.until("contact.typed", conversation_id=conversation_of(contact))
    await other.call("typing", {"conversation_id": conversation_of(contact)})  # has not got it: not shown
    await console.call("typing", {"conversation_id": conversation_of(contact)})
    await widget.until("agent.typed", agent_name="Asha")
    assert [payload["agent_name"] for name, payload in widget.events if name == "agent.typed"] == ["Asha"]
    assert "contact.typed" not in other.names()


async def test_what_the_contact_has_read_is_told(server: Server, desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    contact = await claimed(desk, agent)
    widget, console = await server.widget(contact.session.token), await server.console(agent)
    assert await widget.call("read", {"seq": 2}) == {"ok": True}
    await console.until("conversation.updated", conversation__contact_read_seq=2)
    await widget.call("read", {"seq": 1})
    await widget.call("read", {"seq": 10_000})
    detail = (await agent.get(f"/api/conversations/{conversation_of(contact)}")).json()["conversation"]
    assert detail["contact_read_seq"] == (await widget.call("sync", {"after": 0}))["conversation"]["last_seq"]


async def test_only_logged_in_agents_from_our_own_pages_connect(server: Server, desk: RunningDesk) -> None:
    agent, contact = await desk.as_agent(), await desk.as_contact()
    desk.desk.settings.allowed_origins.append("https://shop.example")  # may carry the widget, not the console
    cookie = f"{COOKIE}={agent.http.cookies[COOKIE]}"
    wrong: list[dict[str, str]] = [
        {},
        {"Authorization": f"Bearer {contact.session.token}"},
        {"Cookie": f"{COOKIE}=forged"},
        {"Cookie": "\x01;=;;" + COOKIE},
        {"Cookie": cookie, "Origin": "https://shop.example"},
        {"Cookie": cookie, "Origin": "null"},
    ]
    for headers in wrong:
        with pytest.raises(socketio.exceptions.ConnectionError):
            await server._connect("/console", headers=headers)
    assert (await server._connect("/console", headers={"Cookie": cookie, "Origin": server.url})).client.connected


async def test_wrong_events_of_an_agent_get_a_clear_error(server: Server, desk: RunningDesk) -> None:
    console = await server.console(await desk.as_agent())
    for event, data, error in [
        ("watch", {"conversation_id": "0" * 32}, "ConversationNotFound"),
        ("watch", {"conversation_id": "a\x00"}, "ConversationNotFound"),
        ("watch", {}, "BadRequest"),
        ("typing", {"conversation_id": "0" * 32}, "ConversationNotFound"),
        ("send_message", typed("m1", "x"), "UnknownEvent"),
    ]:
        answer = await console.call(event, data)
        assert (answer["ok"], answer["error"]) == (False, error), event


async def test_an_open_console_makes_its_agent_present_and_a_log_out_ends_it(server: Server, desk: RunningDesk) -> None:
    agent = await desk.as_agent()
    await agent.patch("/api/me", {"availability": Availability.ONLINE})
    console = await server.console(agent)
    contact = await waiting_contact(desk)
    state = (await contact.post("/api/widget/session", {"token": contact.session.token})).json()
    assert state["conversation"]["queue"]["agents_online"] == 1
    namespace = desk.desk.realtime.server.namespace_handlers["/console"]
    await namespace.check_sessions()
    assert console.client.connected
    async with desk.desk.db.transaction() as tx:
        await end_sessions_of(tx, agent.agent.id)
    await namespace.check_sessions()
    await eventually(lambda: "/console" not in console.client.namespaces)


async def test_sockets_are_counted(server: Server, desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    widget = await server.widget(contact.session.token)
    assert b'sahayak_sockets{namespace="/widget"} 1.0' in desk.desk.metrics.render()
    await widget.client.disconnect()
    await eventually(lambda: b'sahayak_sockets{namespace="/widget"} 0.0' in desk.desk.metrics.render())


async def test_a_failed_emit_stops_nothing(server: Server, desk: RunningDesk, rasa: FakeRasa) -> None:
    rasa_answers(rasa, "ok")
    contact = await desk.as_contact()
    widget = await server.widget(contact.session.token)
    emit, broken = desk.desk.realtime.server.emit, [True]

    async def emit_or_fail(*args: Any, **options: Any) -> None:
        if broken:
            broken.pop()
            raise RuntimeError("the line is broken")
        await emit(*args, **options)

    desk.desk.realtime.server.emit = emit_or_fail
    await widget.call("send_message", typed("m1", "hello"))
    await widget.until("contact_message.created", message__seq=2)
