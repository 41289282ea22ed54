"""People for tests and benchmarks: a contact on the socket who resends until acknowledged, an agent on HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from typing import Any

import httpx
import socketio

NAMESPACE = "/widget"


class ContactClient:
    """Keeps the same contract as the widget: resend until acknowledged, catch up after a reconnect, no gaps in `seq`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.token = ""
        self.conversation: dict[str, Any] = {}
        self.messages: dict[int, dict[str, Any]] = {}  # by seq, as they arrived
        self.arrived_twice = 0
        self.reconnects = 0
        self._arrived = asyncio.Event()
        self._socket = socketio.AsyncClient(reconnection=True, reconnection_delay=0.1, reconnection_delay_max=0.5)
        self._socket.on("connect", self._connected, namespace=NAMESPACE)
        self._socket.on("contact_message.created", self._message_created, namespace=NAMESPACE)
        self._socket.on("contact_conversation.updated", self._conversation_updated, namespace=NAMESPACE)

    async def start(self, language: str = "en") -> None:
        async with httpx.AsyncClient(base_url=self.url, timeout=5) as http:
            answer = await http.post("/api/widget/session", json={"language": language})
            answer.raise_for_status()
        body = answer.json()
        self.token, self.conversation = body["token"], body["conversation"]
        await self._socket.connect(
            self.url, namespaces=[NAMESPACE], auth={"token": self.token}, transports=["websocket"], retry=True
        )

    async def stop(self) -> None:
        await self._socket.disconnect()

    async def send(self, text: str, *, give_up_seconds: float = 120, **fields: Any) -> dict[str, Any]:
        """Send until acknowledged, always under the same client_id; returns the stored message."""
        client_id = uuid.uuid4().hex
        async with asyncio.timeout(give_up_seconds):
            while True:
                try:
                    answer = await self._socket.call(
                        "send_message", {"client_id": client_id, "text": text, **fields}, namespace=NAMESPACE, timeout=2
                    )
                except (socketio.exceptions.SocketIOError, OSError):
                    await asyncio.sleep(0.2)
                    continue
                if answer["ok"]:
                    message: dict[str, Any] = answer["message"]
                    self._take(message, live=False)
                    return message
                if answer["error"] not in ("RateLimited", "ServiceUnavailable"):
                    raise RuntimeError(answer)
                await asyncio.sleep(float(answer["data"].get("retry_after_seconds", 0.5)))

    async def press(self, message: dict[str, Any], index: int) -> dict[str, Any]:
        return await self.send("", button={"message_id": message["id"], "index": index})

    async def wait_for(self, seen: Any, seconds: float = 30) -> dict[str, Any]:
        """The first message, old or new, for which `seen(message)` holds."""
        async with asyncio.timeout(seconds):
            while True:
                self._arrived.clear()
                for message in self.messages.values():
                    if seen(message):
                        return message
                await self._arrived.wait()

    async def sync(self) -> None:
        with contextlib.suppress(socketio.exceptions.SocketIOError, OSError):
            answer = await self._socket.call("sync", {"after": self.complete_up_to}, namespace=NAMESPACE, timeout=5)
            if answer["ok"]:
                self.conversation = answer["conversation"]
                for message in answer["messages"]:
                    self._take(message, live=False)

    async def history(self) -> list[dict[str, Any]]:
        """What the desk has, page by page."""
        found: list[dict[str, Any]] = []
        async with httpx.AsyncClient(
            base_url=self.url, timeout=10, headers={"Authorization": f"Bearer {self.token}"}
        ) as http:
            while True:
                answer = await http.get(
                    "/api/widget/messages", params={"after": found[-1]["seq"] if found else 0, "limit": 100}
                )
                answer.raise_for_status()
                if not answer.json():
                    return found
                found += answer.json()

    @property
    def complete_up_to(self) -> int:
        seq = 0
        while seq + 1 in self.messages:
            seq += 1
        return seq

    def _take(self, message: dict[str, Any], *, live: bool) -> None:
        known = self.messages.get(message["seq"])
        if known is not None and live and known["id"] != message["id"]:
            self.arrived_twice += 1
        self.messages[message["seq"]] = message
        self._arrived.set()

    async def _connected(self) -> None:
        self.reconnects += 1
        asyncio.get_running_loop().create_task(self.sync())

    async def _message_created(self, payload: dict[str, Any]) -> None:
        self._take(payload["message"], live=True)
        if payload["message"]["seq"] > self.complete_up_to:
            asyncio.get_running_loop().create_task(self.sync())

    async def _conversation_updated(self, payload: dict[str, Any]) -> None:
        self.conversation = payload["conversation"]


class AgentClient:
    """An agent who works through the HTTP API."""

    def __init__(self, url: str, email: str, password: str) -> None:
        self.url, self.email, self.password = url, email, password
        self.http = httpx.AsyncClient(base_url=url, timeout=10)
        self.me: dict[str, Any] = {}

    async def log_in(self) -> None:
        answer = await self.http.post("/api/auth/login", json={"email": self.email, "password": self.password})
        answer.raise_for_status()
        self.me = answer.json()["agent"]
        self.http.headers["X-CSRF-Token"] = answer.json()["csrf_token"]

    async def queue(self) -> list[dict[str, Any]]:
        answer = await self.http.get("/api/conversations", params={"view": "queue", "limit": 100})
        answer.raise_for_status()
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def act(self, conversation_id: str, act: str, **body: Any) -> httpx.Response:
        return await self.http.post(f"/api/conversations/{conversation_id}/{act}", json=body or None)

    async def reply(self, conversation_id: str, text: str, *, client_id: str | None = None) -> httpx.Response:
        return await self.act(conversation_id, "messages", client_id=client_id or uuid.uuid4().hex, text=text)

    async def close(self) -> None:
        await self.http.aclose()
