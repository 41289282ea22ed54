"""A small desk for dialogue tests: the internal API over real HTTP, in this process, with faults on request."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PREFIX = "/internal/v1"
TOKEN = "stories"
CONVERSATION = "conversation-1"


class FakeDesk:
    """Holds what the desk would know; a scenario sets it and looks at `calls` afterwards."""

    def __init__(self, policies: dict[str, str]) -> None:
        self.policies = policies
        self.reset()
        desk = self

        class Handler(_Handler):
            pass

        Handler.desk = desk
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def reset(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.faults: dict[str, str] = {}  # path -> "reset", "500" or "nonsense"; "*" for every path
        self.position: int | None = 1
        self.agents_online = 1
        self.tickets: list[dict[str, Any]] = []
        self.refuse_contact: str | None = None

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, query: dict[str, str], body: dict[str, Any]) -> tuple[int, Any]:
        """Status and body for one call."""
        if path == "/interactions":
            return 200, {"interaction_id": "i1", "handoff_policy": self.policies.get(body["faq_id"])}
        if path == "/interactions/feedback":
            return 200, {"interaction_id": "i1"}
        if path == "/handoffs":
            return 200, {"status": "open", "position": self.position, "agents_online": self.agents_online}
        if path == "/tickets" and method == "POST":
            if self.refuse_contact and self.refuse_contact in (body["email"], body["phone"]):
                return 400, _error("ContactDetailsInvalid")
            return 200, {"number": "SAH-2001", "status": "new"}
        if path == "/tickets" and query["conversation_id"] == CONVERSATION:
            return 200, {"items": self.tickets}
        for ticket in self.tickets:
            if path == f"/tickets/{ticket['number']}" and query["conversation_id"] == CONVERSATION:
                return 200, ticket
        return 404, _error("TicketNotFound")


class _Handler(BaseHTTPRequestHandler):
    desk: FakeDesk

    def do_GET(self) -> None:
        self._serve({})

    def do_POST(self) -> None:
        self._serve(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _serve(self, body: dict[str, Any]) -> None:
        url = urlsplit(self.path)
        path = url.path[len(PREFIX) :]
        if not url.path.startswith(PREFIX) or self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self._send(401, _error("NotAuthenticated"))
        self.desk.calls.append({"path": path, "method": self.command, **body})
        fault = self.desk.faults.get(path) or self.desk.faults.get("*")
        if fault == "reset":
            self.close_connection = True
            return None
        if fault == "500":
            return self._send(500, _error("Internal"))
        if fault == "nonsense":
            return self._send(200, ["what?"])
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        return self._send(*self.desk.answer(self.command, path, query, body))

    def _send(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def _error(name: str) -> dict[str, Any]:
    return {"error": name, "detail": "…", "data": {}}
