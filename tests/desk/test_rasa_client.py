"""The client of Rasa: one turn in, replies and a trace out, and every failure one of ours."""

import httpx
import pytest

from desk.rasa_client import (
    RasaClient,
    RasaError,
    RasaNonsense,
    RasaRefused,
    RasaTimedOut,
    RasaUnreachable,
    TurnContext,
    TurnRequest,
)
from desk.settings import Settings
from tests.desk.conftest import bot_says

TURN = TurnRequest(
    sender="c1.1",
    message_id="m1",
    text="hello",
    channel="widget",
    context=TurnContext(conversation_id="c1", contact_id="p1"),
)


@pytest.fixture
def settings() -> Settings:
    secret = "s" * 32
    return Settings(_env_file=None, secret_key=secret, service_token=secret, rasa_token="rasa-token-" + "r" * 32)


def client(settings: Settings, handler: object) -> RasaClient:
    return RasaClient(settings, transport=httpx.MockTransport(handler))  # type: ignore[arg-type]


def exceptions_of_httpx() -> list[type[httpx.HTTPError]]:
    found: list[type[httpx.HTTPError]] = []
    todo: list[type[httpx.HTTPError]] = [httpx.HTTPError]
    while todo:
        for kind in todo.pop().__subclasses__():
            todo.append(kind)
            if kind.__module__ == "httpx" and not kind.__subclasses__() and issubclass(kind, httpx.RequestError):
                found.append(kind)
    return found


@pytest.mark.parametrize("kind", exceptions_of_httpx(), ids=lambda kind: kind.__name__)
async def test_every_failure_of_the_line_is_one_of_ours(settings: Settings, kind: type[httpx.RequestError]) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise kind("broken", request=request)

    rasa = client(settings, fail)
    with pytest.raises(RasaError):
        await rasa.turn(TURN)
    await rasa.aclose()


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (httpx.ConnectError, RasaUnreachable),
        (httpx.ConnectTimeout, RasaUnreachable),
        (httpx.ReadError, RasaUnreachable),
        (httpx.RemoteProtocolError, RasaUnreachable),
        (httpx.ReadTimeout, RasaTimedOut),
        (httpx.PoolTimeout, RasaTimedOut),
        (httpx.DecodingError, RasaNonsense),
    ],
)
async def test_failures_are_told_apart(
    settings: Settings, raised: type[httpx.RequestError], expected: type[RasaError]
) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise raised("broken", request=request)

    rasa = client(settings, fail)
    with pytest.raises(expected):
        await rasa.turn(TURN)
    await rasa.aclose()


async def test_the_token_goes_along_and_the_answer_is_read(settings: Settings) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url == "http://127.0.0.1:5005/webhooks/desk/turn"
        assert request.headers["x-desk-token"] == "rasa-token-" + "r" * 32
        body = bot_says("Namaste", lang="hinglish", active_loop="ticket_form", ms={"total": 12}, something="new")
        body["messages"][0]["links"] = [{"url": "JavaScript:alert(1)", "label": "x"}, {"url": "/help/x", "label": "y"}]
        return httpx.Response(200, json=body)

    rasa = client(settings, answer)
    turn = await rasa.turn(TURN)
    assert (turn.messages[0].text, turn.messages[0].lang) == ("Namaste", "hinglish")
    assert [link.url for link in turn.messages[0].links] == ["/help/x"]
    assert turn.trace.active_loop == "ticket_form"
    assert turn.trace.model_dump()["something"] == "new"  # kept for agents
    assert not turn.needs_person
    await rasa.aclose()


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (httpx.Response(503, json={"error": "no_model", "detail": "x"}), "no_model"),
        (httpx.Response(403, json={"error": "forbidden"}), "forbidden"),
        (httpx.Response(500, text="<html>"), "unknown"),
        (httpx.Response(404, json=["a"]), "unknown"),
    ],
)
async def test_a_refusal_keeps_rasas_word(settings: Settings, response: httpx.Response, reason: str) -> None:
    rasa = client(settings, lambda request: response)
    with pytest.raises(RasaRefused) as caught:
        await rasa.turn(TURN)
    assert caught.value.reason == reason
    await rasa.aclose()


async def test_health(settings: Settings) -> None:
    rasa = client(settings, lambda request: httpx.Response(200, json={"ok": True, "model_id": "abc"}))
    assert (await rasa.health()).model_id == "abc"
    await rasa.aclose()
    rasa = client(settings, lambda request: httpx.Response(503, json={"ok": False, "error": "no_model"}))
    with pytest.raises(RasaRefused):
        await rasa.health()
    await rasa.aclose()
