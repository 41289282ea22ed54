"""The real desk client over a fake transport, and a tracker like the one Rasa sends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
import requests
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_client import DeskClient, DeskSettings
from tests.actions.desk_transport import DeskTransport


class Outcome(NamedTuple):
    """What an action said (names of responses), all its messages, and its events."""

    said: list[str]
    messages: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def slots(self) -> dict[str, Any]:
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def failures(self) -> list[dict[str, Any]]:
        return [message["custom"] for message in self.messages if message["custom"]]

    def message(self, response: str) -> dict[str, Any]:
        return next(message for message in self.messages if message["response"] == response)


@pytest.fixture
def transport() -> DeskTransport:
    return DeskTransport()


@pytest.fixture
def desk(transport: DeskTransport) -> DeskClient:
    session = requests.Session()
    session.mount("http://", transport)
    return DeskClient(DeskSettings(url="http://desk.test", token="secret"), session)


def make_tracker(
    text: str = "",
    intent: str | None = None,
    entities: dict[str, str] | None = None,
    ranking: Any = (),
    band: str | None = None,
    slots: dict[str, Any] | None = None,
    asked: Any = (),
    frustrated: bool = False,
    several: Any = (),
) -> Tracker:
    """A tracker after one message; `asked` are the responses the bot uttered just before it, `several` the questions in it."""
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": name, "value": value} for name, value in (entities or {}).items()],
        "response_selector": {
            "faq": {"ranking": [{"intent_response_key": f"faq/{i}", "confidence": c} for i, c in ranking]}
        },
        "faq_band": band,
        "frustrated": frustrated,
        "questions": [{"text": t, "faq_id": i, "confidence": c, "band": "answer"} for t, i, c in several],
        "metadata": {"conversation_id": "c1", "contact_id": "k1", "message_id": "m1"},
    }
    events: list[dict[str, Any]] = [{"event": "user", "text": "before"}]
    events += [{"event": "bot", "text": "…", "metadata": {"utter_action": name}} for name in asked]
    events += [{"event": "user", "text": text}]
    return Tracker("c1.1", {"language": "hinglish", **(slots or {})}, message, events, False, None, {}, "action_listen")


@pytest.fixture
def run(desk: DeskClient) -> Callable[..., Outcome]:
    """Run an action class against the fake desk, on a tracker described like in `make_tracker`."""

    def run(action_class: Callable[..., Action], **message: Any) -> Outcome:
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action_class(desk).run(dispatcher, make_tracker(**message), {}))
        said = [message["response"] for message in dispatcher.messages if message["response"]]
        return Outcome(said, dispatcher.messages, events)

    return run
