"""Two desks on one database, joined by Redis: what happens in one is heard in the other."""

import asyncio
import os
from collections.abc import Callable
from typing import Any

import pytest
import redis

from desk.settings import Settings
from tests.desk.conftest import FakeRasa
from tests.desk.scenes import conversation_of, eventually, typed
from tests.desk.test_sockets import Server, serve

REDIS_URL = os.environ.get("SAHAYAK_TEST_REDIS_URL", "redis://127.0.0.1:6379/0")


def redis_is_there() -> bool:
    client = redis.Redis.from_url(REDIS_URL, socket_connect_timeout=0.5)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


@pytest.fixture
def shared(settings: Settings) -> Settings:
    if not redis_is_there():
        if os.environ.get("SAHAYAK_TEST_REQUIRE"):
            pytest.fail("no Redis server answers at SAHAYAK_TEST_REDIS_URL")
        pytest.skip("no Redis server answers at SAHAYAK_TEST_REDIS_URL")
    return settings.model_copy(update={"redis_url": REDIS_URL})


@pytest.mark.redis
async def test_a_contact_at_one_desk_hears_what_happens_at_the_other(
    shared: Settings, start_desk: Callable[[Settings], Any], rasa: FakeRasa
) -> None:
    here, there = await start_desk(shared), await start_desk(shared)
    contact, agent = await here.as_contact(), await there.as_agent(name="Asha")
    async with serve(here) as near, serve(there) as far:
        widget: Any = await near.widget(contact.session.token)
        console: Any = await far.console(agent)
        await asyncio.sleep(0.2)  # both have subscribed
        await console.call("watch", {"conversation_id": conversation_of(contact)})
        await widget.call("send_message", typed("m1", "hello"))
        await console.until("message.created", message__text="Here is your answer.")
        await contact.post("/api/widget/handoff")
        await agent.post(f"/api/conversations/{conversation_of(contact)}/claim")
        await widget.until("contact_message.created", message__activity="agent_joined")
        seqs = [payload["message"]["seq"] for name, payload in widget.events if name == "contact_message.created"]
        assert seqs == sorted(set(seqs))  # each once, in order
        assert len(rasa.asked) == 1
        await eventually(lambda: "inbox.updated" in console.names())
        assert isinstance(near, Server)
