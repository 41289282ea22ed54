"""What the desk adds to a turn: the same texts through the desk and to Rasa directly, interleaved in one run.

Through the desk: from emitting `send_message` to the arrival of the first reply on the contact's socket. Directly: one POST to
Rasa's channel for a message that the desk has stored while people have the floor, so that the custom actions do the same work.
`python -m bench.latency`
"""

import argparse
import asyncio
import tempfile
import time
import uuid
from pathlib import Path

import httpx

from bench.record import percentile, record
from tests.e2e.clients import ContactClient
from tests.e2e.crash import QUESTIONS
from tests.e2e.stack import Stack

WARM_UP = 10


async def through_desk(contact: ContactClient, text: str) -> float:
    started = time.perf_counter()
    message = await contact.send(text)
    await contact.wait_for(lambda m: m["seq"] > message["seq"] and m["kind"] == "outgoing")
    return time.perf_counter() - started


async def directly(http: httpx.AsyncClient, stack: Stack, contact: ContactClient, text: str, session: str) -> float:
    message = await contact.send(text)  # stored only: people have the floor
    body = {
        "sender": session, "message_id": message["id"], "text": text,
        "language": None, "reply_language": None, "channel": "widget",
        "context": {"conversation_id": contact.conversation["id"], "contact_id": "bench"},
    }  # fmt: skip
    started = time.perf_counter()
    answer = await http.post("/webhooks/desk/turn", json=body, headers={"X-Desk-Token": stack.rasa_token})
    seconds = time.perf_counter() - started
    answer.raise_for_status()
    if not answer.json()["messages"]:
        raise RuntimeError(f"Rasa was silent on {text!r}: {answer.text[:500]}")
    return seconds


async def measure(turns: int) -> dict[str, float]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(Path(folder), SAHAYAK_CONTACT_MESSAGES_PER_MINUTE="1000") as stack,
    ):
        desk_ms, direct_ms = [], []
        async with httpx.AsyncClient(base_url=stack.rasa_url, timeout=20) as http:
            for number in range(0, turns + WARM_UP, 5):  # short conversations, as they are
                asked, stored = ContactClient(stack.url), ContactClient(stack.url)
                await asked.start()
                await stored.start()
                async with httpx.AsyncClient(
                    base_url=stack.url, headers={"Authorization": f"Bearer {stored.token}"}
                ) as desk:
                    (await desk.post("/api/widget/handoff")).raise_for_status()
                session = uuid.uuid4().hex
                for index in range(number, number + 5):
                    text = QUESTIONS[index % 6]  # FAQ questions in the three languages
                    pair = await through_desk(asked, text), await directly(http, stack, stored, text, session)
                    if index >= WARM_UP:
                        desk_ms.append(pair[0] * 1e3)
                        direct_ms.append(pair[1] * 1e3)
                await asked.stop()
                await stored.stop()
    return {
        "turns": len(desk_ms),
        "desk_p50_ms": round(percentile(desk_ms, 0.5), 1),
        "desk_p99_ms": round(percentile(desk_ms, 0.99), 1),
        "rasa_p50_ms": round(percentile(direct_ms, 0.5), 1),
        "rasa_p99_ms": round(percentile(direct_ms, 0.99), 1),
        "added_p50_ms": round(percentile(desk_ms, 0.5) - percentile(direct_ms, 0.5), 1),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=200)
    count = parser.parse_args().turns
    record("latency", f"python -m bench.latency --turns {count}", asyncio.run(measure(count)))
