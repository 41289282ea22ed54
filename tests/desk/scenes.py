"""Short ways to the situations that tests start from."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx

from desk.models import Role, now
from desk.services.presence import record_presence
from tests.desk.conftest import FakeRasa, RunningDesk, TestClient, bot_says


def typed(client_id: str, words: str, **more: Any) -> dict[str, Any]:
    """What a widget sends."""
    return {"client_id": client_id.ljust(8, "_"), "text": words, **more}


def reply(client_id: str, words: str, *, private: bool = False) -> dict[str, Any]:
    """What a console sends."""
    return {"client_id": client_id.ljust(8, "_"), "text": words, "private": private}


def conversation_of(contact: TestClient) -> str:
    assert contact.session is not None
    return contact.session.conversation.id


def contact_id_of(contact: TestClient) -> str:
    assert contact.session is not None
    return contact.session.contact_id


async def transcript(contact: TestClient) -> list[dict[str, Any]]:
    """What the contact sees."""
    response = await contact.get("/api/widget/messages")
    assert response.status_code == 200, response.text
    messages: list[dict[str, Any]] = response.json()
    return messages


async def say(desk: RunningDesk, contact: TestClient, client_id: str, words: str) -> dict[str, Any]:
    """The contact says something and the bot has answered when this returns."""
    response = await contact.post("/api/widget/messages", typed(client_id, words))
    assert response.status_code == 201, response.text
    await desk.settle()
    message: dict[str, Any] = response.json()["message"]
    return message


async def waiting_contact(desk: RunningDesk, *, words: str = "I want a person") -> TestClient:
    """A contact in the queue."""
    contact = await desk.as_contact()
    await say(desk, contact, "first", words)
    response = await contact.post("/api/widget/handoff")
    assert response.json()["status"] == "open", response.text
    await desk.settle()
    return contact


async def online_agent(desk: RunningDesk, role: Role = Role.AGENT, *, name: str = "") -> TestClient:
    """A logged-in agent who is there."""
    client = await desk.as_agent(role, name=name)
    assert client.agent is not None
    response = await client.patch("/api/me", {"availability": "online"})
    assert response.status_code == 200, response.text
    async with desk.desk.db.transaction() as tx:
        await record_presence(tx, agent_ids=[client.agent.id])
    client.agent.last_seen_at = now()
    return client


async def claimed(desk: RunningDesk, agent: TestClient) -> TestClient:
    """A contact whose conversation this agent has."""
    contact = await waiting_contact(desk)
    response = await agent.post(f"/api/conversations/{conversation_of(contact)}/claim")
    assert response.status_code == 200, response.text
    return contact


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait for what happens outside of the test's reach; 5 seconds are more than enough."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  # nothing there could set an event for us
            await asyncio.sleep(0.01)


def rasa_answers(rasa: FakeRasa, *texts: str, **trace: Any) -> None:
    rasa.answer = lambda request: httpx.Response(200, json=bot_says(*texts, **trace))


def error_of(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]
