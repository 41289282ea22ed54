"""tests/contract/events.json: what the console must make of each event, shared with its own tests.

A list of cases `{"name", "events": [{"name", "payload"}, …], "before": STATE, "after": STATE}`: a console in state `before`
that applies the events in their order shows `after`, which is what a fresh fetch gives. STATE is what the API answers to
the agent `me`, word for word:

    {"me": id, "counts": GET /api/inbox/counts, "queue" | "mine" | "all": items of GET /api/conversations?view=…,
     "messages": {conversation id: GET /api/conversations/{id}/messages}, "tickets": items of GET /api/tickets,
     "agents": GET /api/agents}

`messages` holds the conversations that the console has opened; an event of another one changes nothing there. All lists are
in the desk's order. Ids are counted by their first appearance and times by their order, so that the file changes only when
the desk's behaviour does. It is checked here and written anew with `SAHAYAK_UPDATE_CONTRACT=1`.
"""

import copy
import json
import os
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk import models
from desk.events import ALL_EVENTS, ContactTyped, Event, InboxUpdated
from desk.models import Role
from desk.services.places import announce_places
from tests.desk.conftest import FakeRasa, RunningDesk, TestClient
from tests.desk.scenes import contact_id_of, conversation_of, rasa_answers, reply, say, waiting_contact

CONTRACT = Path(__file__).with_name("events.json")
UPDATE = "SAHAYAK_UPDATE_CONTRACT"
ID = re.compile(r"\b[0-9a-f]{32}\b")
TIME = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")

State = dict[str, Any]


class TickingDatetime(datetime):
    """No two moments are the same, so that every order is decided."""

    ticks = 0

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        cls.ticks += 1
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(milliseconds=cls.ticks)


class Recorder:
    """Looks at the desk as `me` before and after each act and keeps the events between."""

    def __init__(self, desk: RunningDesk, me: TestClient) -> None:
        self.desk, self.me, self.opened, self.cases = desk, me, list[str](), list[dict[str, Any]]()
        self.just_opened = False
        self.heard: list[Event] = []
        desk.desk.db.listeners.append(self.heard.extend)

    async def fetch(self) -> State:
        async def get(path: str) -> Any:
            response = await self.me.get(path)
            assert response.status_code == 200, response.text
            return response.json()

        assert self.me.agent is not None
        return {
            "me": self.me.agent.id,
            "counts": await get("/api/inbox/counts"),
            **{view: (await get(f"/api/conversations?view={view}"))["items"] for view in ("queue", "mine", "all")},
            "messages": {id_: await get(f"/api/conversations/{id_}/messages?limit=200") for id_ in self.opened},
            "tickets": (await get("/api/tickets"))["items"],
            "agents": await get("/api/agents"),
        }

    def open(self, contact: TestClient) -> None:
        """From now on this conversation's messages are on the screen."""
        self.opened.append(conversation_of(contact))
        self.just_opened = True

    async def record(self, name: str, act: Callable[[], Awaitable[Any]]) -> Any:
        before = self.cases[-1]["after"] if self.cases and not self.just_opened else await self.fetch()
        self.just_opened = False
        self.heard.clear()
        done = await act()
        if isinstance(done, httpx.Response):
            assert done.is_success, (name, done.text)
        await self.desk.settle()
        told = [event for event in self.heard if event.audience == "console" and not isinstance(event, InboxUpdated)]
        after = await self.fetch()
        # The numbers follow a moment later, together for whatever happened in it: here once, at the end.
        self.heard.clear()
        async with self.desk.desk.db.transaction() as tx:
            await announce_places(tx)
        if before["counts"] != after["counts"]:
            told += [event for event in self.heard if isinstance(event, InboxUpdated)][:1]
        events = [{"name": event.name, "payload": event.payload()} for event in told]
        self.cases.append({"name": name, "events": events, "before": before, "after": after})
        return done


async def play(desk: RunningDesk, rasa: FakeRasa) -> list[dict[str, Any]]:
    """One day at the desk, in which every event of the console happens."""
    asha, ben = await desk.as_agent(name="Asha Rao"), await desk.as_agent(name="Ben Thomas")
    boss = await desk.as_agent(Role.ADMINISTRATOR, name="Chitra Nair")
    assert asha.agent is not None
    assert ben.agent is not None
    recorder = Recorder(desk, asha)
    record = recorder.record
    meera, ravi = await desk.as_contact(language="hinglish"), await desk.as_contact()
    first, second = f"/api/conversations/{conversation_of(meera)}", f"/api/conversations/{conversation_of(ravi)}"

    await record("a contact's first question is answered by the bot", lambda: say(desk, meera, "m1", "kab aayega"))
    recorder.open(meera)
    await record("a question in the open transcript", lambda: say(desk, meera, "m2", "aur kitna time"))
    await record("a question in another conversation", lambda: say(desk, ravi, "m1", "Is the tawa oven safe?"))
    await record("the contact asks for a person", lambda: meera.post("/api/widget/handoff"))
    rasa.answer = lambda request: httpx.Response(503, json={"error": "no_model"})
    await record("the bot is unavailable", lambda: say(desk, ravi, "m2", "hello?"))
    rasa_answers(rasa, "Here is your answer.")
    await record("a third contact gets in line", lambda: waiting_contact(desk))
    await record("the contact types", lambda: typed_by(desk, meera))
    await record("I claim", lambda: asha.post(f"{first}/claim"))
    await record("a colleague claims", lambda: ben.post(f"{second}/claim"))
    await record("I answer", lambda: asha.post(f"{first}/messages", reply("r1", "Namaste, main dekhti hoon.")))
    note = reply("n1", "late once before", private=True)
    await record("a colleague leaves a note", lambda: ben.post(f"{first}/messages", note))
    await record("the contact answers", lambda: say(desk, meera, "m3", "thank you"))
    contact = f"/api/contacts/{contact_id_of(meera)}"
    await record("I open a ticket", lambda: asha.post(f"{first}/tickets", TICKET))
    await record("the contact gets a name", lambda: asha.patch(contact, {"name": "Meera Iyer"}))
    form = {"description": "Please call me back.", "phone": "9876543210", "name": "Ravi"}
    await record("a contact opens a ticket", lambda: ravi.post("/api/widget/tickets", form))
    await record(
        "a ticket changes", lambda: ben.patch("/api/tickets/SAH-1001", {"status": "solved", "priority": "low"})
    )
    await record("a ticket changes hands", lambda: ben.patch("/api/tickets/SAH-1002", {"assignee_id": asha.agent.id}))
    comment = {"comment": "The courier has it."}
    await record("a ticket gets a comment", lambda: ben.post("/api/tickets/SAH-1001/comments", comment))
    given = {"agent_id": ben.agent.id, "note": "your topic"}
    await record("I transfer to a colleague", lambda: asha.post(f"{first}/transfer", given))
    await record("back to the queue", lambda: ben.post(f"{first}/transfer", {}))
    await record("I claim again", lambda: asha.post(f"{first}/claim"))
    await record("a colleague is online", lambda: ben.patch("/api/me", {"availability": "online"}))
    await record("a colleague has a new name", lambda: ben.patch("/api/me", {"name": "Benjamin Thomas"}))
    await record("a colleague joins", lambda: desk.make_agent(name="Divya Menon"))
    await record(
        "a colleague becomes supervisor", lambda: boss.patch(f"/api/agents/{ben.agent.id}", {"role": "supervisor"})
    )
    await record("I resolve", lambda: asha.post(f"{first}/resolve"))
    await record("I reopen", lambda: asha.post(f"{first}/reopen"))
    await record("I return it to the bot", lambda: asha.post(f"{first}/return_to_bot"))
    await record("a colleague is disabled", lambda: boss.patch(f"/api/agents/{ben.agent.id}", {"disabled": True}))
    return recorder.cases


TICKET = {"subject": "Late parcel", "description": "Ordered on Monday.", "category": "delivery", "priority": "high"}


async def typed_by(desk: RunningDesk, contact: TestClient) -> None:
    """Typing is never stored: it goes straight out."""
    event = ContactTyped(conversation_id=conversation_of(contact))
    for listener in desk.desk.db.listeners:
        listener([event])


def steady(cases: list[dict[str, Any]]) -> str:
    """The cases as text, one a line, with ids by first appearance and times by order."""
    text = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    ids: dict[str, str] = {}
    text = ID.sub(lambda match: ids.setdefault(match[0], f"{len(ids) + 1:032x}"), text)
    start = datetime(2026, 1, 1, 10, tzinfo=UTC)
    moments = sorted(set(TIME.findall(text)), key=datetime.fromisoformat)
    times = {
        moment: (start + timedelta(seconds=rank)).strftime("%Y-%m-%dT%H:%M:%SZ") for rank, moment in enumerate(moments)
    }
    return "[\n" + TIME.sub(lambda match: times[match[0]], text) + "\n]\n"


async def test_the_contract_file_is_what_the_desk_does(
    desk: RunningDesk, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "datetime", TickingDatetime)
    text = steady(await play(desk, rasa))
    if os.environ.get(UPDATE):
        CONTRACT.write_text(text, encoding="utf-8")
    written = json.loads(CONTRACT.read_text(encoding="utf-8"))
    now = json.loads(text)
    assert [case["name"] for case in written] == [case["name"] for case in now]
    for case, expected in zip(written, now, strict=True):
        assert case == expected, f"{case['name']}: run with {UPDATE}=1 and read what changed"


def cases() -> list[Any]:
    written = json.loads(CONTRACT.read_text(encoding="utf-8")) if CONTRACT.exists() else []
    return [pytest.param(case, id=case["name"]) for case in written]


def test_every_console_event_has_a_case() -> None:
    told = {event["name"] for param in cases() for event in param.values[0]["events"]}
    assert told == {event.name for event in ALL_EVENTS if event.audience == "console"}


@pytest.mark.parametrize("case", cases())
def test_old_state_and_events_are_the_fresh_fetch(case: dict[str, Any]) -> None:
    state = copy.deepcopy(case["before"])
    for event in case["events"]:
        state = apply(state, event["name"], event["payload"])
    assert state == case["after"]


def apply(state: State, name: str, payload: dict[str, Any]) -> State:
    """What a console does, in its shortest form: every event carries all that is needed."""
    match name:
        case "conversation.updated":
            rows = [row for row in state["all"] if row["id"] != payload["conversation"]["id"]]
            return with_conversations(state, [*rows, payload["conversation"]])
        case "message.created":
            message = payload["message"]
            if message["conversation_id"] in state["messages"]:
                state["messages"][message["conversation_id"]].append(message)
        case "inbox.updated":
            state["counts"] = payload["counts"]
        case "ticket.created" | "ticket.updated":
            rows = [row for row in state["tickets"] if row["id"] != payload["ticket"]["id"]]
            latest = sorted([*rows, payload["ticket"]], key=lambda row: (row["updated_at"], row["id"]), reverse=True)
            state["tickets"] = latest
        case "agent.updated":
            rows = [row for row in state["agents"] if row["id"] != payload["agent"]["id"]]
            state["agents"] = sorted([*rows, payload["agent"]], key=lambda row: (row["name"], row["id"]))
            return with_agents_name(state, payload["agent"])
    return state


def with_conversations(state: State, rows: list[dict[str, Any]]) -> State:
    ranks = {"urgent": 0, "high": 1, "normal": 2, "low": 3}
    rows = sorted(rows, key=lambda row: (row["last_message_at"], row["id"]), reverse=True)
    open_ones = [row for row in rows if row["status"] == "open"]
    waiting = [row for row in open_ones if row["assignee"] is None]
    return {
        **state,
        "all": rows,
        "mine": [row for row in open_ones if row["assignee"] and row["assignee"]["id"] == state["me"]],
        "queue": sorted(waiting, key=lambda row: (ranks[row["priority"]], row["waiting_since"], row["id"])),
    }


def with_agents_name(state: State, agent: dict[str, Any]) -> State:
    """A name stands in many rows."""
    rows = [*state["all"], *state["tickets"], *(row for rows in state["messages"].values() for row in rows)]
    for row in rows:
        for field in ("assignee", "agent"):
            if row.get(field) and row[field]["id"] == agent["id"]:
                row[field]["name"] = agent["name"]
    return with_conversations(state, state["all"])
