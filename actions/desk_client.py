"""The actions' only way to the desk: its internal API, with time-outs, one retry and one tree of errors.

DeskError
├── DeskUnreachable      no connection: refused, reset, name not found
│   └── DeskTimeout      connected, but no answer in time
├── DeskRefused          the desk answered 4xx: `status`, `code` (its error's name) and `fields` say why
│   └── DeskNotFound     404: not there, or not this contact's
└── DeskBroken           the desk answered 5xx, or something that is not the agreed JSON
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

import requests

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 2.0
READ_SECONDS = 5.0
ATTEMPTS = 2


class DeskError(Exception):
    """The desk did not do what was asked. The message holds no text of a contact."""


class DeskUnreachable(DeskError):
    """No connection to the desk."""


class DeskTimeout(DeskUnreachable):
    """The desk took longer than `READ_SECONDS`."""


class DeskRefused(DeskError):
    """The desk said no; `fields` are the names of those it could not accept."""

    def __init__(self, status: int, code: str, fields: frozenset[str] = frozenset()) -> None:
        self.status = status
        self.code = code
        self.fields = fields
        super().__init__(f"{status} {code}")


class DeskNotFound(DeskRefused):
    """What was asked for is not there, or not this contact's."""


class DeskBroken(DeskError):
    """The desk failed, or its answer cannot be read."""


@dataclass(frozen=True)
class DeskSettings:
    """Where the desk is and how we prove who we are."""

    url: str
    token: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> DeskSettings:
        """Raises `RuntimeError` without `SAHAYAK_SERVICE_TOKEN`: better at the start than in a conversation."""
        token = environment.get("SAHAYAK_SERVICE_TOKEN", "").strip()
        if not token:
            raise RuntimeError("SAHAYAK_SERVICE_TOKEN is missing: the actions cannot prove to the desk who they are")
        url = environment.get("SAHAYAK_DESK_URL", "").strip() or "http://127.0.0.1:8000"
        return cls(url=url.rstrip("/"), token=token)


@dataclass(frozen=True)
class HandOff:
    """Where the conversation stands after a hand-off; `position` 1 is next in line."""

    status: str
    position: int | None
    agents_online: int


@dataclass(frozen=True)
class Ticket:
    """A ticket as its contact may see it; times in ISO 8601, UTC."""

    number: str
    status: str
    subject: str
    updated_at: str


class DeskClient:
    """One session to the desk. Every method may raise any `DeskError`."""

    def __init__(self, settings: DeskSettings, session: requests.Session | None = None) -> None:
        self._base = settings.url + "/internal/v1"
        self._session = session or requests.Session()
        self._session.headers["Authorization"] = f"Bearer {settings.token}"
        # The desk is ours and near: a proxy from the environment would only be in the way.
        self._session.trust_env = False

    def log_interaction(self, **interaction: Any) -> str | None:
        """Store one question and what became of it; returns the hand-off policy of its FAQ entry, if it has one."""
        answer = self._call("POST", "/interactions", json=interaction)
        return _field(answer, "handoff_policy", str, optional=True)

    def log_feedback(self, conversation_id: str, message_id: str, helpful: bool) -> None:
        """Say whether the last answer of the conversation helped."""
        body = {"conversation_id": conversation_id, "message_id": message_id, "helpful": helpful}
        self._call("POST", "/interactions/feedback", json=body)

    def hand_off(self, conversation_id: str, message_id: str, reason: str) -> HandOff:
        """Give the conversation to people."""
        body = {"conversation_id": conversation_id, "message_id": message_id, "reason": reason}
        answer = self._call("POST", "/handoffs", json=body)
        return HandOff(
            status=_field(answer, "status", str),
            position=_field(answer, "position", int, optional=True),
            agents_online=_field(answer, "agents_online", int),
        )

    def open_ticket(self, **ticket: Any) -> str:
        """Open a ticket and return its number. The same message opens one ticket, however often it is sent."""
        return str(_field(self._call("POST", "/tickets", json=ticket), "number", str))

    def get_ticket(self, number: str, conversation_id: str) -> Ticket:
        """Raises `DeskNotFound` unless the ticket belongs to the contact of the conversation."""
        path = f"/tickets/{quote(number, safe='')}"
        return _ticket(self._call("GET", path, params={"conversation_id": conversation_id}))

    def list_tickets(self, conversation_id: str) -> list[Ticket]:
        """The contact's latest tickets, newest first, at most five."""
        answer = self._call("GET", "/tickets", params={"conversation_id": conversation_id})
        return [_ticket(item) for item in _field(answer, "items", list)]

    def _call(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        response = self._send(method, path, **request)
        if response.status_code >= 500:
            raise DeskBroken(f"{method} {path.split('/')[1]}: status {response.status_code}")
        try:
            body = response.json()
        except ValueError:
            body = None
        if 400 <= response.status_code < 500:
            raise _refusal(response.status_code, body)
        if response.status_code >= 300 or not isinstance(body, dict):
            raise DeskBroken(f"{method} {path.split('/')[1]}: status {response.status_code} without a JSON object")
        return body

    def _send(self, method: str, path: str, **request: Any) -> requests.Response:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._session.request(
                    method,
                    self._base + path,
                    timeout=(CONNECT_SECONDS, READ_SECONDS),
                    allow_redirects=False,
                    **request,
                )
            except requests.ReadTimeout as error:
                raise DeskTimeout(f"no answer within {READ_SECONDS:g} s") from error
            except requests.ConnectionError as error:
                # Each call is idempotent (by its message id), so a cut connection may be tried once more.
                if attempt == ATTEMPTS:
                    raise DeskUnreachable(type(error).__name__) from error
                logger.warning(
                    "desk: %s %s failed with %s, trying again", method, path.split("/")[1], type(error).__name__
                )
            except requests.RequestException as error:
                raise DeskBroken(type(error).__name__) from error
        raise AssertionError("unreachable")


@cache
def desk_client() -> DeskClient:
    """The process's one client, made from the environment at its first use."""
    return DeskClient(DeskSettings.from_environment())


def _refusal(status: int, body: Any) -> DeskRefused:
    body = body if isinstance(body, dict) else {}
    data = body.get("data")
    listed = data.get("fields") if isinstance(data, dict) else None
    fields = [item.get("field") for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    kind = DeskNotFound if status == 404 else DeskRefused
    return kind(status, str(body.get("error", ""))[:80], frozenset(map(str, fields)))


def _ticket(item: Any) -> Ticket:
    return Ticket(*(_field(item, name, str) for name in ("number", "status", "subject", "updated_at")))


def _field(answer: Any, name: str, kind: type, optional: bool = False) -> Any:
    value = answer.get(name) if isinstance(answer, dict) else None
    if isinstance(value, kind) and not isinstance(value, bool):
        return value
    if optional and value is None:
        return None
    raise DeskBroken(f"the answer has no usable {name!r}")
