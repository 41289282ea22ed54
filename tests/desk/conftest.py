"""A whole desk in memory for every test: the real app, a database of its own, Rasa behind a transport the test controls.

SQLite by default; `SAHAYAK_TEST_DATABASE_URL` (a server one may create databases on) runs the same tests on PostgreSQL.
"""

import asyncio
import itertools
import json
import logging
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from argon2 import PasswordHasher
from sqlalchemy import create_engine, insert, make_url, select, text

from desk.app import DeskApp, create_app
from desk.auth import COOKIE
from desk.models import Agent, Base, Role
from desk.passwords import Passwords
from desk.rasa_client import RasaClient
from desk.schema_version import migrate
from desk.schemas import SessionStarted
from desk.services import invites, sessions
from desk.settings import Settings
from desk.wiring import Desk

# Argon2 as in production, at a cost that fits hundreds of tests.
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
PASSWORD = "kadhai-tawa-belan"  # of everybody who logs in with one

FAQ = """\
topic: {topic}
title: {{en: {topic}, hi: {topic} हिंदी, hinglish: {topic} wala}}
entries:
"""
ENTRY = """\
  - id: {id}
    title: {{en: "{id} title", hi: "{id} शीर्षक", hinglish: "{id} ka title"}}
    questions:
      en: ["{id} one", "{id} two", "{id} three", "{id} four", "{id} five", "{id} six"]
      hi: ["{id} एक", "{id} दो", "{id} तीन", "{id} चार"]
      hinglish: ["{id} ek", "{id} do", "{id} teen", "{id} char"]
    answer: {{en: "{id} answer", hi: "{id} जवाब", hinglish: "{id} ka jawab"}}
    related: [{related}]
    handoff: {handoff}
    owner: care
    review_by: 2028-03-31
"""


def write_faq(folder: Path) -> None:
    """A small FAQ: enough for the desk, read in milliseconds."""
    folder.mkdir(parents=True, exist_ok=True)
    for topic, ids in {
        "delivery": ["delivery_time", "track_order"],
        "payments": ["upi_failed", "double_charged"],
    }.items():
        entries = [
            ENTRY.format(id=id_, related=other, handoff="always" if id_ == "double_charged" else "never")
            for id_, other in zip(ids, reversed(ids), strict=True)
        ]
        (folder / f"{topic}.yml").write_text(FAQ.format(topic=topic) + "".join(entries), encoding="utf-8")


@pytest.fixture(scope="session", autouse=True)
def _quiet_logs() -> None:
    """Plain lines that pytest shows when a test fails; a test of the logs sets up its own."""
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer(["event"])],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(),
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With a PostgreSQL server named, `-m postgres` selects every test that touches a database."""
    if os.environ.get("SAHAYAK_TEST_DATABASE_URL"):
        for item in items:
            if "make_database" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.postgres)


# --- databases ----------------------------------------------------------------------------------------------------


MakeDatabase = Callable[[Path], str]


@pytest.fixture(scope="session")
def make_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeDatabase]:
    """`make_database(folder)` returns the URL of an empty database with all tables; one at a time on PostgreSQL."""
    server = os.environ.get("SAHAYAK_TEST_DATABASE_URL")
    with _on_postgres(server) if server else _on_sqlite(tmp_path_factory.mktemp("template")) as make:
        yield make


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[MakeDatabase]:
    template = folder / "desk.sqlite3"
    migrate(f"sqlite:///{template}")

    def make(folder: Path) -> str:
        target = folder / "desk.sqlite3"
        shutil.copy(template, target)
        return f"sqlite:///{target}"

    yield make


@contextmanager
def _on_postgres(server: str) -> Iterator[MakeDatabase]:
    """One database for the whole run, emptied for each test: making and dropping one takes longer than most tests."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    name = f"sahayak_test_{uuid.uuid4().hex[:8]}"
    address = url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine = create_engine(url.set(database=name))
    tables = Base.metadata.sorted_tables
    try:
        migrate(address)
        with engine.connect() as connection:
            first_rows = {table: connection.execute(select(table)).mappings().all() for table in tables}

        def make(folder: Path) -> str:
            with engine.begin() as connection:
                connection.execute(text(f"TRUNCATE {', '.join(table.name for table in tables)} CASCADE"))
                for table, rows in first_rows.items():
                    if rows:
                        connection.execute(insert(table), [dict(row) for row in rows])
            return address

        yield make
    finally:
        engine.dispose()
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


# --- settings and Rasa --------------------------------------------------------------------------------------------


@pytest.fixture
def settings(tmp_path: Path, make_database: MakeDatabase) -> Settings:
    """Settings of this test's desk; `settings.model_copy(update=...)` for another one."""
    write_faq(tmp_path / "faq")
    return Settings(
        _env_file=None,
        var_dir=tmp_path / "var",
        faq_dir=tmp_path / "faq",
        web_dir=tmp_path / "web",
        database_url=make_database(tmp_path),
        public_url="http://desk.test",
        secret_key="key-" + "k" * 32,
        service_token="service-" + "s" * 32,
        rasa_token="rasa-" + "r" * 32,
        watch_faq=False,
        drain_seconds=1,
        log_level="warning",
    )


def bot_says(*texts: str, lang: str = "en", **trace: Any) -> dict[str, Any]:
    """Rasa's answer to a turn, as in the contract."""
    messages = [{"text": text, "lang": lang, "buttons": [], "links": [], "faq_id": None} for text in texts]
    told = {"language": lang, "intent": "faq", "confidence": 0.9, "band": "answer", "faq_id": "delivery_time"}
    return {"messages": messages, "trace": {**told, "failed_actions": [], "replayed": False, **trace}}


@dataclass
class FakeRasa:
    """What Rasa answers: `answer(request) -> response`. The desk's real client talks to it; `asked` keeps the turns."""

    answer: Callable[[httpx.Request], Any] = lambda request: httpx.Response(200, json=bot_says("Here is your answer."))
    asked: list[dict[str, Any]] = field(default_factory=list)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/health"):
            return httpx.Response(200, json={"ok": True, "model_id": "model-of-the-test"})
        self.asked.append(json.loads(request.content))
        answer = self.answer(request)
        response: httpx.Response = await answer if asyncio.iscoroutine(answer) else answer
        return response


@pytest.fixture
def rasa() -> FakeRasa:
    return FakeRasa()


# --- the desk and those who use it --------------------------------------------------------------------------------


@dataclass
class TestClient:
    """A browser or a program: an HTTP client with its cookies and headers."""

    __test__ = False

    http: httpx.AsyncClient
    agent: Agent | None = None
    session: SessionStarted | None = None

    async def get(self, path: str, **options: Any) -> httpx.Response:
        return await self.http.get(path, **options)

    async def post(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return await self.http.post(path, json=json, **options)

    async def patch(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return await self.http.patch(path, json=json, **options)

    async def delete(self, path: str, **options: Any) -> httpx.Response:
        return await self.http.delete(path, **options)


class RunningDesk:
    """A started desk, and ways to come to it as somebody."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        self.desk: Desk = app.desk
        self._clients: list[httpx.AsyncClient] = []
        self._numbers = itertools.count(1)

    def client(self, **options: Any) -> TestClient:
        """Somebody nobody knows yet."""
        transport = httpx.ASGITransport(app=self.app, client=("127.0.0.1", 40_000 + len(self._clients)))
        http = httpx.AsyncClient(transport=transport, base_url="http://desk.test", **options)
        self._clients.append(http)
        return TestClient(http)

    async def make_agent(self, role: Role = Role.AGENT, *, name: str = "", password: str | None = None) -> Agent:
        """An agent; without `password` nobody can log in as them (hashing takes its time)."""
        number = next(self._numbers)
        hashed = await self.desk.passwords.hash(password) if password else "no password"
        async with self.desk.db.transaction() as tx:
            return await invites.create_agent(
                tx,
                name=name or f"{role.value.title()} {number}",
                email=f"{role.value}{number}@aangan.example",
                password_hash=hashed,
                role=role,
            )

    async def as_agent(self, role: Role = Role.AGENT, *, name: str = "", agent: Agent | None = None) -> TestClient:
        """A logged-in agent whose requests carry the cookie and the CSRF token."""
        agent = agent or await self.make_agent(role, name=name)
        async with self.desk.db.transaction() as tx:
            login, token = await sessions.start_session(tx, agent, user_agent="test", session_hours=1)
        client = self.client(cookies={COOKIE: token}, headers={"X-CSRF-Token": login.session.csrf_token})
        client.agent = agent
        return client

    async def as_contact(self, **form: Any) -> TestClient:
        """A contact with a started session."""
        client = self.client()
        response = await client.post("/api/widget/session", form)
        assert response.status_code == 200, response.text
        client.session = SessionStarted.model_validate(response.json())
        client.http.headers["Authorization"] = f"Bearer {client.session.token}"
        return client

    def as_actions(self) -> TestClient:
        """The custom actions."""
        token = self.desk.settings.service_token.get_secret_value()
        return self.client(headers={"Authorization": f"Bearer {token}"})

    async def settle(self) -> None:
        """Wait for the bot's turns and for everything that is to be emitted."""
        await self.desk.bot_turns.settle()
        await self.desk.realtime.flush()

    async def aclose(self) -> None:
        for client in self._clients:
            await client.aclose()


@pytest.fixture
async def start_desk(rasa: FakeRasa) -> AsyncIterator[Callable[[Settings], Any]]:
    """`await start_desk(settings)`: for tests that need other settings, or two desks. All are stopped at the end."""
    running: list[tuple[RunningDesk, Any]] = []

    async def start(settings: Settings) -> RunningDesk:
        app = create_app(settings, rasa=RasaClient(settings, transport=httpx.MockTransport(rasa)))
        app.desk.passwords = Passwords(CHEAP_HASHER)
        lifespan = app.http.router.lifespan_context(app.http)
        await lifespan.__aenter__()
        running.append((RunningDesk(app), lifespan))
        return running[-1][0]

    yield start
    for desk, lifespan in reversed(running):
        await desk.aclose()
        await lifespan.__aexit__(None, None, None)


@pytest.fixture
async def desk(start_desk: Callable[[Settings], Any], settings: Settings) -> RunningDesk:
    """The desk of this test."""
    running: RunningDesk = await start_desk(settings)
    return running
