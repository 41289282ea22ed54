"""The real desk answers the actions' calls as internal_api.json says; tests/actions/test_contract.py is the other side."""

import json
from pathlib import Path
from typing import Any

import httpx

from tests.desk.conftest import FakeRasa, RunningDesk, bot_says
from tests.desk.scenes import say

CONTRACT: dict[str, Any] = json.loads(Path(__file__).with_name("internal_api.json").read_text(encoding="utf-8"))


def shape(value: Any) -> Any:
    """Keys and types; what a list holds counts once."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value[:1]]
    return type(value).__name__


async def test_every_call_is_answered_as_agreed(desk: RunningDesk, rasa: FakeRasa) -> None:
    actions = desk.as_actions()
    answers: dict[str, httpx.Response] = {}

    async def act(request: httpx.Request) -> httpx.Response:
        """What the custom actions do in the middle of a turn."""
        asked = json.loads(request.content)
        real = {"conversation_id": asked["context"]["conversation_id"], "message_id": asked["message_id"]}
        for name, call in CONTRACT["calls"].items():
            body, query = (
                {**part, **{k: real[k] for k in real if k in part}}
                for part in (call.get("body", {}), call.get("query", {}))
            )
            answers[name] = await actions.http.request(
                call["method"], CONTRACT["base"] + call["path"], json=body or None, params=query
            )
        return httpx.Response(200, json=bot_says("Here you are."))

    rasa.answer = act
    await say(desk, await desk.as_contact(), "c1", "delivery kab hogi")
    for name, call in CONTRACT["calls"].items():
        assert answers[name].is_success, (name, answers[name].text)
        assert shape(answers[name].json()) == shape(call["answer"]), name
