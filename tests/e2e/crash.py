"""Kill desk and Rasa in the middle of conversations and count what was lost, doubled or out of order.

Contacts send numbered messages and resend until acknowledged; an agent takes what is handed off, answers and gives it back to
the bot; parts are killed with SIGKILL in turn and started again. At the end the desk's history is compared with what each
contact knows to have been acknowledged, and with what each contact saw.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import time
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from tests.e2e.clients import AgentClient, ContactClient
from tests.e2e.stack import Stack

QUESTIONS = [
    "how many days will delivery take", "रिफंड कब तक आएगा", "cod hai kya", "how do I return an item", "ऑर्डर कैंसिल करना है",
    "emi pe mil jayega kya", "thanks", "where is my parcel", "warranty kitne saal ki hai", "क्या यह इंडक्शन पर चलेगा",
]  # fmt: skip


@dataclass
class CrashReport:
    messages: int
    kills: int
    reconnects: int
    handoffs: int
    seconds: float
    lost: int  # acknowledged, but not in the history
    doubled: int  # in the history more than once, or a reply given twice to one message
    out_of_order: int  # the history's order is not the order of sending, or has a gap
    unseen: int  # in the history, but never reached the contact's screen
    unanswered: int  # neither a reply, nor a person, nor a word of what happens

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def flawless(self) -> bool:
        return not (self.lost or self.doubled or self.out_of_order or self.unseen or self.unanswered)


async def run(stack: Stack, *, contacts: int, messages: int, kills: int, agent: AgentClient, seed: int = 1) -> CrashReport:
    started = time.monotonic()
    clients = [ContactClient(stack.url) for _ in range(contacts)]
    for client in clients:
        await client.start()
    per_contact = messages // contacts
    sent: dict[ContactClient, list[dict[str, Any]]] = {client: [] for client in clients}
    chatting = True
    killed = 0
    handoffs = itertools.count()

    async def chat(client: ContactClient, number: int) -> None:
        dice = random.Random(seed * 1000 + number)
        for index in range(per_contact):
            while killed < index * kills // per_contact:  # spread the messages over all kills
                await asyncio.sleep(0.05)
            sent[client].append(await client.send(f"{dice.choice(QUESTIONS)} [{number}-{index}]"))
            await asyncio.sleep(dice.uniform(0.05, 0.6))

    async def attend() -> None:
        while chatting:
            with contextlib.suppress(httpx.HTTPError):
                for conversation in await agent.queue():
                    if (await agent.act(conversation["id"], "claim")).status_code == 200:
                        next(handoffs)
                        await agent.reply(conversation["id"], "I am looking into it.")
                        await agent.act(conversation["id"], "return_to_bot")
            await asyncio.sleep(0.3)

    async def break_things() -> None:
        nonlocal killed
        for number in range(kills):
            await asyncio.sleep(1.0)
            part = ("desk", "rasa")[number % 2]
            stack.kill(part)
            killed += 1
            await asyncio.sleep(0.3)
            stack.start(part)
            await asyncio.to_thread(stack.wait_until_ready)

    attending = asyncio.create_task(attend())
    breaking = asyncio.create_task(break_things())
    chats = [asyncio.create_task(chat(client, number)) for number, client in enumerate(clients)]
    await asyncio.gather(*chats)
    await breaking
    await _settle(clients)
    chatting = False
    await attending

    report = CrashReport(
        messages=sum(map(len, sent.values())), kills=kills, reconnects=sum(c.reconnects - 1 for c in clients),
        handoffs=next(handoffs), seconds=0, lost=0, doubled=0, out_of_order=0, unseen=0, unanswered=0,
    )  # fmt: skip
    for client in clients:
        await client.sync()
        _judge(report, sent[client], await client.history(), client)
        await client.stop()
    report.seconds = round(time.monotonic() - started, 1)
    return report


async def _settle(clients: list[ContactClient], seconds: float = 60) -> None:
    """Wait until no conversation changes any more for two seconds."""
    last, since, deadline = -1, time.monotonic(), time.monotonic() + seconds
    while time.monotonic() < deadline and time.monotonic() - since < 2:
        count = sum([len(await client.history()) for client in clients])
        if count != last or any(client.conversation.get("bot_busy") for client in clients):
            last, since = count, time.monotonic()
        await asyncio.sleep(0.25)


def _judge(report: CrashReport, sent: list[dict[str, Any]], history: list[dict[str, Any]], client: ContactClient) -> None:
    incoming = [message for message in history if message["kind"] == "incoming"]
    ids = [message["id"] for message in incoming]
    report.lost += sum(message["id"] not in ids for message in sent)
    texts = [message["text"] for message in incoming]
    report.doubled += len(texts) - len(set(texts)) + client.arrived_twice
    report.out_of_order += sum(a["seq"] >= b["seq"] for a, b in itertools.pairwise(m for m in sent if m["id"] in ids))
    report.out_of_order += sum(b["seq"] != a["seq"] + 1 for a, b in itertools.pairwise(history))
    report.out_of_order += bool(history) and history[0]["seq"] != 1
    seen = {message["id"] for message in client.messages.values()}
    report.unseen += sum(message["id"] not in seen for message in history)
    # After the last question something must follow: an answer, a person, or a word that one is coming.
    report.unanswered += bool(history) and history[-1]["kind"] == "incoming"
