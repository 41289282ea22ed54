"""The actions' client asks and reads as tests/contract/internal_api.json says; tests/contract holds the desk to the same."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

CONTRACT = json.loads((Path(__file__).parents[1] / "contract" / "internal_api.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CONTRACT["calls"])
def test_the_client_asks_and_reads_as_agreed(name, desk, transport):
    call = CONTRACT["calls"][name]
    transport.answers = {(call["method"], call["path"]): call["answer"]}
    arguments = dict(call.get("body") or call["query"])
    if name == "get_ticket":
        arguments["number"] = call["path"].rpartition("/")[2]

    read = getattr(desk, name)(**arguments)

    (request,) = transport.requests
    assert (request.method, urlsplit(request.url).path) == (call["method"], CONTRACT["base"] + call["path"])
    if "body" in call:
        assert json.loads(request.body) == call["body"]
    else:
        assert parse_qs(urlsplit(request.url).query) == {key: [value] for key, value in call["query"].items()}
    assert name == "log_feedback" or read


def test_the_stories_desk_answers_the_same():
    from tests.stories.fake_desk import FakeDesk

    fake = FakeDesk({"delivery_time": "never"})
    try:
        for name in ("log_interaction", "log_feedback", "hand_off", "open_ticket"):
            call = CONTRACT["calls"][name]
            status, answer = fake.answer(call["method"], call["path"], {}, {**call["body"]})
            assert (status, set(answer)) == (200, set(call["answer"])), name
    finally:
        fake.close()
