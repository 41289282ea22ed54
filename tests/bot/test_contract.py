"""The bot's side of a turn is what tests/contract/turn.json says; the desk's side is tests/contract/test_turn.py."""

import json
from pathlib import Path

import pytest

from bot.channel import TOKEN_HEADER, TurnRequest

CONTRACT = json.loads((Path(__file__).parents[1] / "contract" / "turn.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CONTRACT["requests"])
def test_the_channel_reads_what_the_desk_asks(name):
    request = CONTRACT["requests"][name]
    asked = TurnRequest.parse(json.dumps(request).encode())
    assert asked.text == (request["text"] or request["payload"])
    assert asked.metadata() == {
        **request["context"],
        "message_id": request["message_id"],
        "language": request["language"],
        "reply_language": request["reply_language"],
        "channel": request["channel"],
    }
    assert TOKEN_HEADER.lower() == CONTRACT["token_header"].lower()


def test_the_channel_answers_in_the_agreed_shape(server):
    request = {**CONTRACT["requests"]["typed"], "sender": "contract.1", "text": "hello"}
    answer = server.post(request).json()
    assert set(answer) == set(CONTRACT["answer"])
    assert set(answer["trace"]) == set(CONTRACT["answer"]["trace"])
    assert set(answer["trace"]["ms"]) == set(CONTRACT["answer"]["trace"]["ms"])
    assert [set(message) for message in answer["messages"]] == [set(CONTRACT["answer"]["messages"][0])]
