"""The desk's side of a turn is what tests/contract/turn.json says; the bot's side is tests/bot/test_contract.py."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from desk.rasa_client import TURN_PATH, RasaClient, TurnRequest
from desk.settings import Settings

CONTRACT: dict[str, Any] = json.loads(Path(__file__).with_name("turn.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CONTRACT["requests"])
async def test_the_desk_asks_and_reads_as_agreed(name: str, settings: Settings) -> None:
    asked: list[httpx.Request] = []

    def rasa(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=CONTRACT["answer"])

    client = RasaClient(settings, transport=httpx.MockTransport(rasa))
    turn = await client.turn(TurnRequest(**CONTRACT["requests"][name]))
    await client.aclose()

    assert asked[0].url.path == TURN_PATH == CONTRACT["path"]
    assert asked[0].headers[CONTRACT["token_header"]] == settings.rasa_token.get_secret_value()
    given = {key: value for key, value in CONTRACT["requests"][name].items() if value is not None}
    assert {key: value for key, value in json.loads(asked[0].content).items() if value is not None} == given
    assert [message.model_dump(mode="json") for message in turn.messages] == CONTRACT["answer"]["messages"]
    assert turn.trace.model_dump(mode="json") == CONTRACT["answer"]["trace"]
    assert not turn.needs_person
