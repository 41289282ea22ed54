"""The shop's team for the browser journeys, hired the way a shop does it: one-time link first, then invitations."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.e2e.stack import Stack

COOKIE = "sahayak_session"


@dataclass
class Colleague:
    """An account with a session of its own, so that a browser can be logged in without trying a password."""

    name: str
    email: str
    password: str
    http: httpx.Client = field(repr=False)

    @classmethod
    def join(cls, stack: Stack, path: str, *, name: str, email: str, link: str) -> Colleague:
        """Use a one-time link; `path` is where its token is redeemed."""
        http = httpx.Client(base_url=stack.url, timeout=30)
        password = secrets.token_urlsafe(12)
        body = {"token": parse_qs(urlsplit(link).query)["token"][0], "name": name, "email": email, "password": password}
        answer = http.post(path, json=body)
        answer.raise_for_status()
        http.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        return cls(name, email, password, http)

    def ask(self, method: str, path: str, **body: Any) -> Any:
        answer = self.http.request(method, path, json=body or None)
        if answer.is_error:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json()

    @property
    def cookies(self) -> list[dict[str, Any]]:
        """For `BrowserContext.add_cookies`."""
        return [{"name": COOKIE, "value": self.http.cookies[COOKIE], "url": str(self.http.base_url)}]

    def be(self, availability: str, *, locale: str = "en") -> None:
        self.ask("PATCH", "/api/me", availability=availability, locale=locale)


class Team:
    """The administrator and whoever was hired so far; accounts are made once a session and used again."""

    def __init__(self, stack: Stack, *, link: str = "") -> None:
        """`link`: the one-time link, when it was asked for already."""
        self.stack = stack
        self.colleagues: dict[str, Colleague] = {}
        self.administrator = Colleague.join(
            stack,
            "/api/setup",
            name="Meera Nair",
            email="meera@aangan.example",
            link=link or stack.run_cli("setup-link"),
        )

    def hire(self, name: str, role: str = "agent") -> Colleague:
        """The colleague of this name; invited when there is none yet."""
        if name not in self.colleagues:
            email = f"{name.split()[0].lower()}@aangan.example"
            invited = self.administrator.ask("POST", "/api/agents/invites", email=email, role=role)
            self.colleagues[name] = Colleague.join(
                self.stack, "/api/invites/accept", name=name, email=email, link=invited["link"]
            )
        return self.colleagues[name]

    def go_home(self) -> None:
        """Nobody is there, nobody waits: how every journey begins."""
        for colleague in (self.administrator, *self.colleagues.values()):
            colleague.be("offline")
        while found := self.administrator.ask("GET", "/api/conversations?view=all&status=open&limit=100")["items"]:
            for conversation in found:
                if conversation["assignee"] is None:
                    self.act(conversation["id"], "claim")
                self.act(conversation["id"], "resolve")

    def close(self) -> None:
        for colleague in (self.administrator, *self.colleagues.values()):
            colleague.http.close()

    def act(self, conversation_id: str, name: str) -> None:
        """What the administrator does to a conversation: claim, resolve, return_to_bot."""
        self.administrator.ask("POST", f"/api/conversations/{conversation_id}/{name}")

    def transcript(self, conversation_id: str) -> list[dict[str, Any]]:
        """Everything the desk has stored of a conversation, notes too."""
        messages: list[dict[str, Any]] = self.administrator.ask("GET", f"/api/conversations/{conversation_id}/messages")
        return messages


class Faq:
    """What the desk has published: what the bot must say, word for word."""

    def __init__(self, stack: Stack) -> None:
        path = stack.var_dir / "faq" / "published.json"
        self.entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["entries"]

    def answer(self, faq_id: str, language: str) -> str:
        return str(self.entries[faq_id]["answer"][language])

    def of_title(self, title: str, language: str) -> dict[str, Any] | None:
        """The entry whose title stands on a button; None for buttons that are no entry's."""
        found = [entry for entry in self.entries.values() if entry["title"][language] == title]
        return found[0] if found else None


class Caller:
    """A contact without a browser: for scenes in which only the agents' side is looked at."""

    def __init__(self, stack: Stack, language: str = "en") -> None:
        self.http = httpx.Client(base_url=stack.url, timeout=30)
        session = self._post("/api/widget/session", {"language": language})
        self.http.headers["Authorization"] = f"Bearer {session['token']}"
        self.id: str = session["conversation"]["id"]

    def say(self, text: str) -> None:
        self._post("/api/widget/messages", {"client_id": secrets.token_hex(8), "text": text})

    def ask(self, text: str) -> None:
        """Say it and wait for the bot's answer."""
        self.say(text)
        deadline = time.monotonic() + 20
        while self.messages()[-1]["kind"] == "incoming":
            if time.monotonic() > deadline:
                raise RuntimeError(f"no answer to {text!r}")
            time.sleep(0.1)

    def ask_for_a_person(self) -> None:
        self._post("/api/widget/handoff", {})

    def open_ticket(self, description: str, **fields: str) -> str:
        ticket = self._post("/api/widget/tickets", {"description": description, **fields})
        return str(ticket["number"])

    def messages(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.http.get("/api/widget/messages").raise_for_status().json()
        return found

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self.http.post(path, json=body).raise_for_status().json()
        return answer
