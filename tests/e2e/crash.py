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


class Crash:
    """One run: contacts chat, an agent attends, parts are killed, all at once."""

    def __init__(
        self, stack: Stack, *, contacts: int, messages: int, kills: int, agent: AgentClient, seed: int
    ) -> None:
        self.stack, self.agent, self.kills, self.seed = stack, agent, kills, seed
        self.clients = [ContactClient(stack.url) for _ in range(contacts)]
        self.per_contact = messages // contacts
        self.sent: dict[ContactClient, list[dict[str, Any]]] = {client: [] for client in self.clients}
        self.killed = [asyncio.Event() for _ in range(kills)]
        self.over = asyncio.Event()
        self.handoffs = 0

    async def chat(self, number: int, client: ContactClient) -> None:
        dice = random.Random(self.seed * 1000 + number)
        for index in range(self.per_contact):
            for kill in self.killed[: index * self.kills // self.per_contact]:  # spreads the messages over all kills
                await kill.wait()
            self.sent[client].append(await client.send(f"{dice.choice(QUESTIONS)} [{number}-{index}]"))
            await asyncio.sleep(dice.uniform(0.05, 0.6))

    async def attend(self) -> None:
        while not self.over.is_set():
            with contextlib.suppress(httpx.HTTPError):
                for conversation in await self.agent.queue():
                    if (await self.agent.act(conversation["id"], "claim")).status_code == 200:
                        self.handoffs += 1
                        await self.agent.reply(conversation["id"], "I am looking into it.")
                        await self.agent.act(conversation["id"], "return_to_bot")
            await asyncio.sleep(0.3)

    async def break_things(self) -> None:
        for number, killed in enumerate(self.killed):
            await asyncio.sleep(1.0)
            part = ("desk", "rasa")[number % 2]
            self.stack.kill(part)
            killed.set()
            await asyncio.sleep(0.3)
            self.stack.start(part)
            await asyncio.to_thread(self.stack.wait_until_ready)

    async def play(self) -> None:
        for client in self.clients:
            await client.start()
        attending = asyncio.create_task(self.attend())
        chats = (self.chat(number, client) for number, client in enumerate(self.clients))
        await asyncio.gather(self.break_things(), *chats)
        await _settle(self.clients)
        self.over.set()
        await attending


async def run(
    stack: Stack, *, contacts: int, messages: int, kills: int, agent: AgentClient, seed: int = 1
) -> CrashReport:
    """Play it and count. `messages` is over all contacts."""
    started = time.monotonic()
    crash = Crash(stack, contacts=contacts, messages=messages, kills=kills, agent=agent, seed=seed)
    await crash.play()
    report = CrashReport(
        messages=sum(map(len, crash.sent.values())), kills=kills, reconnects=sum(c.reconnects - 1 for c in crash.clients),
        handoffs=crash.handoffs, seconds=0, lost=0, doubled=0, out_of_order=0, unseen=0, unanswered=0,
    )  # fmt: skip
    for client in crash.clients:
        await client.sync()
        _judge(report, crash.sent[client], await client.history(), client)
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


def _judge(
    report: CrashReport, sent: list[dict[str, Any]], history: list[dict[str, Any]], client: ContactClient
) -> None:
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
