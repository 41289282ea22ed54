"""What is written down about a running desk, and what is not."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from desk.logs import configure_logs
from desk.settings import Settings
from tests.desk.conftest import RunningDesk

SECRET_QUESTION = "मेरा ऑर्डर 12345 कहाँ है"


@pytest.fixture
def log_lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """`log_lines(settings)` sets the logs up and returns a function that reads what was written since."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level, configured = root.handlers, root.level, structlog.get_config()

    def start(settings: Settings) -> Any:
        monkeypatch.setattr("sys.stderr", stream)
        configure_logs(settings.model_copy(update={"log_level": "info", "log_format": "json"}))

        def read() -> list[dict[str, Any]]:
            return [json.loads(line) for line in stream.getvalue().splitlines()]

        return read

    yield start
    root.handlers, root.level = handlers, level
    structlog.configure(**configured)


async def test_requests_are_logged_with_their_id_and_without_texts(desk: RunningDesk, log_lines: Any) -> None:
    read = log_lines(desk.desk.settings)
    contact = await desk.as_contact()
    response = await contact.post("/api/widget/messages", {"client_id": "client-0001", "text": SECRET_QUESTION})
    assert response.status_code == 201
    await desk.settle()
    line = next(line for line in read() if line.get("path") == "/api/widget/messages")
    assert line["request_id"] == response.headers["x-request-id"]
    assert (line["event"], line["status"], line["method"], line["level"]) == ("request.finished", 201, "POST", "info")
    assert line["milliseconds"] > 0
    everything = json.dumps(read(), ensure_ascii=False)
    assert SECRET_QUESTION not in everything
    assert contact.session is not None
    assert contact.session.token not in everything


async def test_secrets_never_appear(desk: RunningDesk, log_lines: Any) -> None:
    settings = desk.desk.settings
    read = log_lines(settings.model_copy(update={"log_message_texts": True}))
    log = structlog.get_logger("test")
    log.info(
        "something",
        password="hunter2",
        nested={"csrf_token": "hunter2", "ok": 1},
        service_token=settings.service_token,
        header="Bearer hunter2",
        link="http://desk.test/console/setup?token=hunter2&x=1",
        url="postgresql://desk:hunter2@db/desk",
        text="hello",
    )
    logging.getLogger("library").warning("connecting to postgresql://desk:%s@db/desk", "hunter2")
    try:
        raise RuntimeError("failed at postgresql://desk:hunter2@db/desk")
    except RuntimeError:
        log.exception("broken")
    written = json.dumps(read())
    assert "hunter2" not in written
    assert settings.service_token.get_secret_value() not in written
    first = read()[0]
    assert first["text"] == "hello"  # log_message_texts is on
    assert first["nested"] == {"csrf_token": "***", "ok": 1}
    assert first["link"].endswith("?token=***&x=1")


def test_texts_are_replaced_by_their_length_unless_asked_for(settings: Settings, log_lines: Any) -> None:
    read = log_lines(settings)
    structlog.get_logger().info("stored", text="four", question=SECRET_QUESTION, number=4)
    line = read()[0]
    assert (line["text"], line["number"]) == ("(4 characters)", 4)
    assert SECRET_QUESTION not in json.dumps(line, ensure_ascii=False)


def test_level_is_kept(settings: Settings, log_lines: Any) -> None:
    read = log_lines(settings)
    structlog.get_logger().debug("too much")
    logging.getLogger("httpx").info("HTTP Request: GET http://…")
    assert read() == []


# --- figures ------------------------------------------------------------------------------------------------------


def value(text: str, name: str, **labels: str) -> float:
    """A figure of the Prometheus text; 0 when it is not there."""
    for line in text.splitlines():
        found = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line)
        if found and found[1] == name:
            have = dict(re.findall(r'(\w+)="([^"]*)"', found[2] or ""))
            if have == labels:
                return float(found[3])
    return 0.0


async def test_metrics_count_turns_messages_handoffs_and_the_queue(desk: RunningDesk) -> None:
    contact = await desk.as_contact()
    await contact.post("/api/widget/messages", {"client_id": "client-0001", "text": "where is my order"})
    await desk.settle()
    await contact.post("/api/widget/handoff")
    async with desk.desk.db.reading():
        await desk.settle()
    await desk.client().get("/api/nothing/at/all")
    text = (await desk.client().get("/metrics")).text
    assert value(text, "sahayak_turn_seconds_count", outcome="answered") == 1
    assert value(text, "sahayak_messages_total", kind="incoming", sender_type="contact") == 1
    assert value(text, "sahayak_messages_total", kind="outgoing", sender_type="bot") >= 1
    assert value(text, "sahayak_handoffs_total", reason="requested") == 1
    assert value(text, "sahayak_faq_entries") == 4
    route = {"method": "POST", "route": "/api/widget/messages", "status": "201"}
    assert value(text, "sahayak_http_request_seconds_count", **route) == 1
    # Addresses nobody defined are one line, however many are tried.
    assert value(text, "sahayak_http_request_seconds_count", method="GET", route="other", status="404") == 1


async def test_two_desks_in_one_process_do_not_add_up(start_desk: Any, settings: Settings) -> None:
    one, other = await start_desk(settings), await start_desk(settings)
    await one.client().get("/api/setup")
    name, labels = "sahayak_http_request_seconds_count", {"method": "GET", "route": "/api/setup", "status": "200"}
    assert value((await one.client().get("/metrics")).text, name, **labels) == 1
    assert value((await other.client().get("/metrics")).text, name, **labels) == 0


async def test_metrics_ask_for_their_token_when_there_is_one(start_desk: Any, settings: Settings) -> None:
    desk = await start_desk(settings.model_copy(update={"metrics_token": SecretStr("m" * 24)}))
    assert (await desk.client().get("/metrics")).status_code == 401
    wrong = await desk.client().get("/metrics", headers={"Authorization": "Bearer ü".encode()})
    assert wrong.status_code == 401
    right = await desk.client().get("/metrics", headers={"Authorization": f"Bearer {'m' * 24}"})
    assert right.status_code == 200
