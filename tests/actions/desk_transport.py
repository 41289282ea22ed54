"""A desk for the actions' tests: a `requests` transport that answers from a table and remembers what was asked."""

from __future__ import annotations

import json
from typing import Any

import requests
from requests.adapters import BaseAdapter


class DeskTransport(BaseAdapter):
    """Give it (method, path) -> a body, (status, body), or an exception; several in a list are used one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[tuple[str, str], Any] = {
            ("POST", "/interactions"): {"interaction_id": "i1", "handoff_policy": "never"},
            ("POST", "/interactions/feedback"): {"interaction_id": "i1"},
            ("POST", "/handoffs"): {"status": "open", "position": 3, "agents_online": 2},
            ("POST", "/tickets"): {"number": "SAH-1001", "status": "new"},
            ("GET", "/tickets"): {"items": []},
        }
        self.requests: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        path = request.path_url.split("?")[0]
        assert path.startswith("/internal/v1"), path
        self.requests.append(request)
        answer = self.answers[(request.method, path[len("/internal/v1") :])]
        if isinstance(answer, list):
            answer = answer.pop(0)
        if isinstance(answer, Exception):
            raise answer
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        response = requests.Response()
        response.status_code = status
        response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
        response.request, response.url = request, str(request.url)
        return response

    def close(self) -> None:
        """Nothing to close."""

    def bodies(self, path: str) -> list[dict[str, Any]]:
        """The JSON bodies posted to a path, in order."""
        return [json.loads(r.body) for r in self.requests if r.method == "POST" and r.path_url == "/internal/v1" + path]
