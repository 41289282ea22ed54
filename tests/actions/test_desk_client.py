"""Every way a call to the desk can end becomes an answer or one of our errors."""

from __future__ import annotations

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from actions import desk_client
from actions.desk_client import (
    DeskBroken,
    DeskClient,
    DeskNotFound,
    DeskRefused,
    DeskSettings,
    DeskTimeout,
    DeskUnreachable,
    HandOff,
    Ticket,
)

HANDOFFS = ("POST", "/handoffs")
TICKET = {
    "number": "SAH-7",
    "status": "open",
    "subject": "Lid",
    "created_at": "2027-01-01T00:00:00Z",
    "updated_at": "2027-01-02T00:00:00Z",
}


def hand_off(desk):
    return desk.hand_off("c1", "m1", "requested")


def test_settings_come_from_the_environment():
    settings = DeskSettings.from_environment({"SAHAYAK_SERVICE_TOKEN": "t", "SAHAYAK_DESK_URL": "http://desk:9/"})
    assert settings == DeskSettings(url="http://desk:9", token="t")
    assert DeskSettings.from_environment({"SAHAYAK_SERVICE_TOKEN": "t"}).url == "http://127.0.0.1:8000"


def test_a_missing_token_stops_the_start():
    with pytest.raises(RuntimeError, match="SAHAYAK_SERVICE_TOKEN is missing"):
        DeskSettings.from_environment({"SAHAYAK_SERVICE_TOKEN": " "})


def test_a_call_carries_the_token_and_the_agreed_body(desk, transport):
    assert hand_off(desk) == HandOff(status="open", position=3, agents_online=2)
    assert transport.requests[0].headers["Authorization"] == "Bearer secret"
    assert transport.bodies("/handoffs") == [{"conversation_id": "c1", "message_id": "m1", "reason": "requested"}]


def test_a_ticket_is_asked_for_in_the_name_of_the_conversation(desk, transport):
    transport.answers["GET", "/tickets/SAH-7"] = TICKET
    assert desk.get_ticket("SAH-7", "c1") == Ticket("SAH-7", "open", "Lid", "2027-01-02T00:00:00Z")
    assert transport.requests[0].path_url == "/internal/v1/tickets/SAH-7?conversation_id=c1"


def test_a_ticket_number_cannot_leave_its_path(desk, transport):
    transport.answers["GET", "/tickets/..%2Fhandoffs%3Fx"] = TICKET
    desk.get_ticket("../handoffs?x", "c1")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((500, {"error": "Internal", "detail": "", "data": {}}), DeskBroken),
        ((503, b"gateway"), DeskBroken),
        ((404, {"error": "ConversationNotFound", "detail": "", "data": {}}), DeskNotFound),
        ((404, b"<html>"), DeskNotFound),
        ((409, {"error": "Conflict", "detail": "", "data": {}}), DeskRefused),
        ((401, b""), DeskRefused),
        ((302, b""), DeskBroken),
        ((200, b"not json"), DeskBroken),
        ((200, b""), DeskBroken),
        ((200, ["a", "list"]), DeskBroken),
        ((200, {}), DeskBroken),
        ((200, {"status": "open", "position": "third", "agents_online": 1}), DeskBroken),
        ((200, {"status": "open", "position": 1, "agents_online": True}), DeskBroken),
        (requests.ReadTimeout(), DeskTimeout),
        (requests.exceptions.ChunkedEncodingError(), DeskBroken),
        (requests.exceptions.InvalidURL(), DeskBroken),
    ],
)
def test_every_failure_is_one_of_ours(desk, transport, answer, error):
    transport.answers[HANDOFFS] = answer
    with pytest.raises(error) as caught:
        hand_off(desk)
    assert type(caught.value) is error
    assert len(transport.requests) == 1, "only a cut connection is tried again"


def test_the_reason_of_a_refusal_is_kept(desk, transport):
    transport.answers["POST", "/tickets"] = (400, {"error": "ContactDetailsInvalid", "detail": "Give …", "data": {}})
    with pytest.raises(DeskRefused) as caught:
        desk.open_ticket(description="x")
    assert (caught.value.status, caught.value.code) == (400, "ContactDetailsInvalid")


def test_a_cut_connection_is_tried_once_more(desk, transport):
    transport.answers[HANDOFFS] = [requests.ConnectionError(), {"status": "open", "position": None, "agents_online": 0}]
    assert hand_off(desk).agents_online == 0
    assert len(transport.requests) == 2


def test_two_cut_connections_are_the_end(desk, transport):
    transport.answers[HANDOFFS] = requests.ConnectionError("c1 says: my secret")
    with pytest.raises(DeskUnreachable) as caught:
        hand_off(desk)
    assert len(transport.requests) == desk_client.ATTEMPTS
    assert "secret" not in str(caught.value)


def test_nobody_listens_on_a_real_socket():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(DeskUnreachable):
        hand_off(DeskClient(DeskSettings(f"http://127.0.0.1:{port}", "t")))


def test_a_silent_desk_times_out_on_a_real_socket(monkeypatch):
    monkeypatch.setattr(desk_client, "READ_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        desk = DeskClient(DeskSettings(f"http://127.0.0.1:{silent.getsockname()[1]}", "t"))
        with pytest.raises(DeskTimeout):
            hand_off(desk)


def test_a_proxy_of_the_environment_is_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.dumps({"status": "open", "position": 1, "agents_online": 1}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Desk)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    assert hand_off(DeskClient(DeskSettings(f"http://127.0.0.1:{server.server_port}", "t"))).position == 1
    thread.join(5)
    server.server_close()
