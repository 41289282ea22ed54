"""Whatever contact, bot and agents do in whatever order, the promises hold.

A state machine drives one conversation through the real API. After every step: `seq` and the contact's `seq` have no gaps,
the status follows the model, only conversations with people have an assignee, the bot is mute while people have the floor,
and a console and a widget that only applied events show exactly what a fresh fetch gives.
"""

import asyncio
import itertools
import os
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, ClassVar, TypeVar

import httpx
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desk import queries, queue, serializers, worker
from desk.app import create_app
from desk.events import (
    ContactConversationUpdated,
    ContactMessageCreated,
    ConversationUpdated,
    Event,
    InboxUpdated,
    MessageCreated,
)
from desk.models import Role
from desk.rasa_client import RasaClient
from desk.settings import Settings
from tests.desk.conftest import FakeRasa, RunningDesk, TestClient, bot_says
from tests.desk.scenes import conversation_of, reply, typed

Result = TypeVar("Result")
AGENTS = st.integers(0, 2)
QUICK = 10
EXAMPLES = int(os.environ.get("SAHAYAK_LIFE_EXAMPLES", QUICK))  # more of them are other ones each time


class World:
    """A running desk with its loop, and the people who act in it."""

    def __init__(self, runner: asyncio.Runner, desk: RunningDesk, rasa: FakeRasa) -> None:
        self.runner, self.desk, self.rasa = runner, desk, rasa
        self.agents: list[TestClient] = []
        self.events: list[Event] = []
        self.actions = desk.as_actions()
        desk.desk.db.listeners.append(self.events.extend)

    def run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(coroutine)


class Screens:
    """What a console and a widget know from events alone."""

    def __init__(self) -> None:
        self.summary: dict[str, Any] | None = None
        self.messages: list[dict[str, Any]] = []
        self.contact_state: dict[str, Any] | None = None
        self.contact_messages: list[dict[str, Any]] = []
        self.counts: dict[str, Any] | None = None

    def apply(self, events: Sequence[Event], conversation_id: str) -> None:
        for event in events:
            if isinstance(event, InboxUpdated):
                self.counts = event.counts.model_dump(mode="json")
            elif isinstance(event, ConversationUpdated) and event.conversation.id == conversation_id:
                self.summary = event.conversation.model_dump(mode="json")
            elif isinstance(event, MessageCreated) and event.message.conversation_id == conversation_id:
                self.messages.append(event.message.model_dump(mode="json"))
            elif isinstance(event, ContactConversationUpdated) and event.conversation_id == conversation_id:
                state = event.conversation.model_dump(mode="json")
                if self.contact_state is None or state["version"] >= self.contact_state["version"]:
                    self.contact_state = state
            elif isinstance(event, ContactMessageCreated) and event.conversation_id == conversation_id:
                self.contact_messages.append(event.message.model_dump(mode="json"))


class LifeOfAConversation(RuleBasedStateMachine):
    world: ClassVar[World]

    # The model: what must be the case.
    status = "pending"
    assignee: int | None = None

    @initialize()
    def begin(self) -> None:
        self.numbers = itertools.count()
        self.contact = self.world.run(self.world.desk.as_contact())
        self.conversation_id = conversation_of(self.contact)
        self.url = f"/api/conversations/{self.conversation_id}"
        self.screens = Screens()
        self.world.events.clear()
        self.last_typed: dict[str, Any] | None = None
        self.handed_off_by_bot = 0
        self.expected_bot_replies = 0

    def post(self, client: TestClient, path: str, body: Any = None) -> httpx.Response:
        async def post() -> httpx.Response:
            response = await client.post(path, body)
            await self.world.desk.settle()
            return response

        return self.world.run(post())

    def act(self, agent: int, verb: str, body: Any = None) -> httpx.Response:
        return self.post(self.world.agents[agent], f"{self.url}/{verb}", body or {})

    def may_act(self, agent: int) -> bool:
        return self.assignee == agent or agent == 2  # the third one is a supervisor

    # --- the contact and the bot

    def _contact_says(self, answer: Callable[[httpx.Request], Any]) -> None:
        self.world.rasa.answer = answer
        self.last_typed = typed(f"m{next(self.numbers)}", "a question")
        assert self.post(self.contact, "/api/widget/messages", self.last_typed).status_code == 201
        if self.status == "resolved":
            self.status = "pending"

    @rule(replies=st.integers(1, 3))
    def contact_asks_and_the_bot_answers(self, replies: int) -> None:
        self._contact_says(lambda request: httpx.Response(200, json=bot_says(*["an answer"] * replies)))
        if self.status == "pending":
            self.expected_bot_replies += replies

    @rule(trouble=st.sampled_from(["refused", "silent", "failed action", "nonsense"]))
    def contact_asks_and_the_bot_fails(self, trouble: str) -> None:
        failed = [{"action": "action_x", "error": "down", "hand_off": True}]
        answers = {
            "refused": httpx.Response(503, json={"error": "no_model"}),
            "silent": httpx.Response(200, json=bot_says()),
            "failed action": httpx.Response(200, json=bot_says("sorry", failed_actions=failed)),
            "nonsense": httpx.Response(200, text="?"),
        }
        self._contact_says(lambda request: answers[trouble])
        if self.status == "pending":
            self.status = "open"
            self.expected_bot_replies += trouble == "failed action"

    @rule()
    def contact_asks_and_the_bot_hands_off(self) -> None:
        async def hand_off(request: httpx.Request) -> httpx.Response:
            message_id = self.world.rasa.asked[-1]["message_id"]
            body = {"conversation_id": self.conversation_id, "message_id": message_id, "reason": "requested"}
            assert (await self.world.actions.post("/internal/v1/handoffs", body)).status_code == 200
            return httpx.Response(200, json=bot_says("a person comes"))

        self._contact_says(hand_off)
        if self.status == "pending":
            self.status = "open"
            self.expected_bot_replies += 1
            self.handed_off_by_bot += 1

    @precondition(lambda self: self.last_typed is not None)
    @rule()
    def contact_sends_the_same_again(self) -> None:
        response = self.post(self.contact, "/api/widget/messages", self.last_typed)
        assert response.json()["duplicate"] is True

    @rule()
    def contact_asks_for_a_person(self) -> None:
        assert self.post(self.contact, "/api/widget/handoff").json()["status"] == "open"
        if self.status != "open":
            self.status, self.assignee = "open", None

    @rule()
    def contact_opens_a_ticket(self) -> None:
        form = {"description": "please call", "phone": "9876543210"}
        assert self.post(self.contact, "/api/widget/tickets", form).status_code == 201

    # --- agents

    @rule(agent=AGENTS)
    def agent_claims(self, agent: int) -> None:
        response = self.act(agent, "claim")
        if self.status != "open":
            assert response.json()["error"] == "ConversationNotOpen"
        elif self.assignee in (None, agent):
            assert response.status_code == 200
            self.assignee = agent
        else:
            assert response.json()["error"] == "ConversationAlreadyAssigned"
            assert response.json()["data"]["assignee_id"] == self.world.agents[self.assignee].agent.id

    @rule(agent=AGENTS)
    def agent_answers(self, agent: int) -> None:
        response = self.act(agent, "messages", reply(f"r{next(self.numbers)}", "an agent's answer"))
        assert (response.status_code == 201) == (self.status == "open" and self.may_act(agent))

    @rule(agent=AGENTS)
    def agent_notes(self, agent: int) -> None:
        response = self.act(agent, "messages", reply(f"n{next(self.numbers)}", "a note", private=True))
        assert response.status_code == 201

    @rule(agent=AGENTS, to=st.none() | AGENTS)
    def agent_transfers(self, agent: int, to: int | None) -> None:
        target = self.world.agents[to].agent.id if to is not None else None
        response = self.act(agent, "transfer", {"agent_id": target, "note": "for you"})
        allowed = self.status == "open" and self.may_act(agent)
        assert (response.status_code == 200) == allowed
        if allowed:
            self.assignee = to

    @rule(agent=AGENTS)
    def agent_resolves(self, agent: int) -> None:
        allowed = self.status == "open" and self.may_act(agent)
        assert (self.act(agent, "resolve").status_code == 200) == allowed
        if allowed:
            self.status, self.assignee = "resolved", None

    @rule(agent=AGENTS)
    def agent_returns_it_to_the_bot(self, agent: int) -> None:
        allowed = self.status == "resolved" or (self.status == "open" and self.may_act(agent))
        assert (self.act(agent, "return_to_bot").status_code == 200) == allowed
        if allowed:
            self.status, self.assignee = "pending", None

    @rule(agent=AGENTS)
    def agent_reopens(self, agent: int) -> None:
        allowed = self.status == "resolved"
        assert (self.act(agent, "reopen").status_code == 200) == allowed
        if allowed:
            self.status, self.assignee = "open", agent

    # --- what must hold after every step

    @invariant()
    def promises_hold(self) -> None:
        self.world.run(self._check())

    async def _check(self) -> None:
        async with asyncio.timeout(5):
            while not await self._counts_are_told():  # noqa: ASYNC110  # told by a task of the desk's own
                await asyncio.sleep(0.005)
        async with self.world.desk.desk.db.reading() as session:
            conversation = await queries.access_conversation(session, self.conversation_id)
            rows = await queries.list_messages(session, self.conversation_id, limit=10_000)
            own = await queries.list_contact_messages(session, self.conversation_id, limit=10_000)
            contact_state = await queries.contact_conversation(session, conversation)
        messages = [serializers.message_out(row).model_dump(mode="json") for row in rows]
        contact_messages = [serializers.contact_message(row).model_dump(mode="json") for row in own]
        summary = serializers.conversation_summary(conversation).model_dump(mode="json")

        assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
        assert [message["seq"] for message in contact_messages] == list(range(1, len(contact_messages) + 1))
        assert not any(message["text"] in ("a note", "for you") for message in contact_messages)
        assert (conversation.last_seq, conversation.last_public_seq) == (len(messages), len(contact_messages))

        assert summary["status"] == self.status
        expected = self.world.agents[self.assignee].agent.id if self.assignee is not None else None
        assert conversation.assignee_id == expected
        assert (conversation.waiting_since is not None) == (self.status == "open")
        assert (contact_state.queue is not None) == (self.status == "open" and expected is None)
        assert not conversation.bot_busy
        self._check_bot_is_mute_while_people_have_the_floor(messages)

        if messages:
            assert self.screens.summary == summary
            assert self.screens.messages == messages
            assert self.screens.contact_messages == contact_messages
            assert self.screens.contact_state == contact_state.model_dump(mode="json")

    async def _counts_are_told(self) -> bool:
        """The places in line and the numbers follow each write a moment later."""
        events, self.world.events[:] = list(self.world.events), []
        self.screens.apply(events, self.conversation_id)
        if self.screens.counts is None:
            return not self.screens.messages
        async with self.world.desk.desk.db.reading() as session:
            counts = (await queue.inbox_counts(session)).model_dump(mode="json")
            conversation = await queries.access_conversation(session, self.conversation_id)
            state = (await queries.contact_conversation(session, conversation)).model_dump(mode="json")
        return self.screens.counts == counts and (self.screens.contact_state or state) == state

    def _check_bot_is_mute_while_people_have_the_floor(self, messages: list[dict[str, Any]]) -> None:
        assert sum(message["sender_type"] == "bot" for message in messages) == self.expected_bot_replies
        with_people, words_of_handoff = False, 0
        for message in messages:
            activity = message["content"].get("activity")
            if activity in ("handed_off", "reopened"):
                with_people, words_of_handoff = True, 0
            elif (
                activity == "returned_to_bot"
                or (message["sender_type"] == "contact" and not with_people)
                or activity == "resolved"
            ):
                with_people = False
            elif message["sender_type"] == "bot" and with_people:
                words_of_handoff += 1  # the words of the very turn that handed off
                assert words_of_handoff == 1


@pytest.fixture
def world(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(worker, "PLACES_AT_MOST_EVERY_SECONDS", 0.001)
    rasa = FakeRasa()
    settings = settings.model_copy(update={"contact_messages_per_minute": 1000})
    with asyncio.Runner() as runner:
        app = create_app(settings, rasa=RasaClient(settings, transport=httpx.MockTransport(rasa)))
        lifespan = app.http.router.lifespan_context(app.http)
        runner.run(lifespan.__aenter__())
        world = World(runner, RunningDesk(app), rasa)
        for role in (Role.AGENT, Role.AGENT, Role.SUPERVISOR):
            world.agents.append(runner.run(world.desk.as_agent(role)))
        yield world
        runner.run(world.desk.aclose())
        runner.run(lifespan.__aexit__(None, None, None))


@pytest.mark.timeout(30 * EXAMPLES)
def test_every_life_of_a_conversation_keeps_the_promises(world: World) -> None:
    LifeOfAConversation.world = world
    run_state_machine_as_test(
        LifeOfAConversation,
        settings=hypothesis_settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            derandomize=EXAMPLES == QUICK,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
