"""Logging in, staying logged in, and being kept out."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from desk.auth import COOKIE
from desk.models import Agent, AgentSession, Role, now
from desk.services.sessions import LOCKED_FOR, token_hash
from desk.settings import Settings
from tests.desk.conftest import PASSWORD, RunningDesk, TestClient

WRONG = {"password": "quite-another-one"}


async def log_in(client: TestClient, agent: Agent, password: str = PASSWORD) -> Any:
    return await client.post("/api/auth/login", {"email": agent.email, "password": password})


async def test_login_sets_a_cookie_that_scripts_cannot_read(desk: RunningDesk) -> None:
    agent = await desk.make_agent(password=PASSWORD)
    client = desk.client()
    response = await client.post("/api/auth/login", {"email": f" {agent.email.upper()} ", "password": PASSWORD})
    assert response.status_code == 200
    assert response.json()["agent"]["id"] == agent.id
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie  # public_url is http
    me = await client.get("/api/auth/me")
    assert me.json()["csrf_token"] == response.json()["csrf_token"]


async def test_cookie_is_secure_behind_https(start_desk: Any, settings: Settings) -> None:
    secure = Settings(
        _env_file=None,
        **settings.model_dump(exclude={"public_url", "secure_cookies"}),
        public_url="https://desk.test",
    )
    desk = await start_desk(secure)
    agent = await desk.make_agent(password=PASSWORD)
    response = await log_in(desk.client(), agent)
    assert "Secure" in response.headers["set-cookie"]
    assert "max-age" in response.headers["strict-transport-security"]


async def test_database_holds_no_usable_token(desk: RunningDesk) -> None:
    client = await desk.as_agent()
    token = client.http.cookies[COOKIE]
    async with desk.desk.db.reading() as session:
        rows = (await session.execute(select(AgentSession.token_hash))).scalars().all()
    assert rows == [token_hash(token)]
    assert token not in rows


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
async def test_unsafe_request_needs_the_csrf_token(desk: RunningDesk, method: str) -> None:
    client = await desk.as_agent(Role.ADMINISTRATOR)
    path = {"post": "/api/auth/logout", "patch": "/api/me", "delete": "/api/agents/invites/x"}[method]
    options = {"json": {"name": "Somebody"}} if method == "patch" else {}
    for forged in (None, "", "wrong", "ü"):
        headers = {} if forged is None else {"X-CSRF-Token": forged.encode("utf-8")}
        del client.http.headers["X-CSRF-Token"]
        response = await client.http.request(method.upper(), path, headers=headers, **options)
        assert response.status_code == 403, forged
        assert response.json()["error"] == "NotAllowed"
        client.http.headers["X-CSRF-Token"] = "restored"
    assert (await client.get("/api/auth/me")).status_code == 200  # nothing happened to the session


async def test_another_sessions_csrf_token_does_not_count(desk: RunningDesk) -> None:
    agent = await desk.make_agent()
    one, other = await desk.as_agent(agent=agent), await desk.as_agent(agent=agent)
    headers = {"X-CSRF-Token": other.http.headers["X-CSRF-Token"]}
    assert (await one.post("/api/auth/logout", headers=headers)).status_code == 403


async def test_logout_ends_this_session_only(desk: RunningDesk) -> None:
    agent = await desk.make_agent()
    one, other = await desk.as_agent(agent=agent), await desk.as_agent(agent=agent)
    assert (await one.post("/api/auth/logout")).json() == {"ok": True}
    assert (await one.get("/api/auth/me")).status_code == 401
    assert (await other.get("/api/auth/me")).status_code == 200


async def test_expired_session_is_nobody(desk: RunningDesk) -> None:
    client = await desk.as_agent()
    async with desk.desk.db.transaction() as tx:
        await tx.execute(update(AgentSession).values(expires_at=now() - timedelta(seconds=1)))
    response = await client.get("/api/auth/me")
    assert response.status_code == 401
    assert response.json()["error"] == "NotAuthenticated"


@pytest.mark.parametrize("cookie", ["", "x", "x" * 5000, "ü"])
async def test_forged_cookie_is_nobody(desk: RunningDesk, cookie: str) -> None:
    response = await desk.client().get("/api/auth/me", headers={"Cookie": f"{COOKIE}={cookie}".encode()})
    assert response.status_code == 401


async def test_five_wrong_passwords_close_the_account_for_the_right_one(desk: RunningDesk) -> None:
    agent = await desk.make_agent(password=PASSWORD)
    client = desk.client()
    answers = [await log_in(client, agent, **WRONG) for _ in range(5)]
    closed = await log_in(client, agent)
    nobody = await client.post("/api/auth/login", {"email": "nobody@aangan.example", "password": PASSWORD})
    # One answer for a wrong password, a closed account and an unknown one: nobody learns which accounts exist.
    assert {response.status_code for response in (*answers, closed, nobody)} == {401}
    assert len({response.text for response in (*answers, closed, nobody)}) == 1
    assert answers[0].json()["error"] == "LoginFailed"
    async with desk.desk.db.transaction() as tx:
        row = await tx.get_one(Agent, agent.id)
        assert row.locked_until is not None
        assert now() + LOCKED_FOR - timedelta(minutes=1) < row.locked_until <= now() + LOCKED_FOR
        row.locked_until = now() - timedelta(seconds=1)
    assert (await log_in(client, agent)).status_code == 200


async def test_right_password_in_time_forgets_the_wrong_ones(desk: RunningDesk) -> None:
    agent = await desk.make_agent(password=PASSWORD)
    client = desk.client()
    for _ in range(2):
        for _ in range(4):
            assert (await log_in(client, agent, **WRONG)).status_code == 401
        assert (await log_in(client, agent)).status_code == 200


async def test_many_attempts_at_once_are_no_way_around_the_limit(desk: RunningDesk) -> None:
    agent = await desk.make_agent(password=PASSWORD)
    verified = 0
    verify = desk.desk.passwords._verify

    def counting(password_hash: str, password: str) -> bool:
        nonlocal verified
        verified += password_hash == agent.password_hash
        return verify(password_hash, password)

    desk.desk.passwords._verify = counting  # type: ignore[method-assign]
    answers = await asyncio.gather(*(log_in(desk.client(), agent, **WRONG) for _ in range(12)))
    assert {response.status_code for response in answers} == {401}
    assert verified <= 5


async def test_one_address_cannot_try_forever(desk: RunningDesk) -> None:
    client = desk.client()
    answers = [await client.get("/api/invites/unknown") for _ in range(40)]
    limited = [response for response in answers if response.status_code == 429]
    assert limited
    assert limited[0].json()["error"] == "RateLimited"
    assert int(limited[0].headers["retry-after"]) >= 1


async def test_login_from_another_website_is_refused(desk: RunningDesk) -> None:
    agent = await desk.make_agent(password=PASSWORD)
    form = {"email": agent.email, "password": PASSWORD}
    response = await desk.client().post("/api/auth/login", form, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    own = await desk.client().post("/api/auth/login", form, headers={"Origin": "http://desk.test"})
    assert own.status_code == 200


async def test_changing_the_password_needs_the_old_one_and_ends_other_sessions(desk: RunningDesk) -> None:
    agent = await desk.make_agent(password=PASSWORD)
    client, other = await desk.as_agent(agent=agent), await desk.as_agent(agent=agent)
    new = "chai-aur-samosa-roz"
    wrong = await client.post("/api/auth/password", {"current": "not this one", "new": new})
    assert wrong.json()["error"] == "LoginFailed"
    weak = await client.post("/api/auth/password", {"current": PASSWORD, "new": "Password@123"})
    assert (weak.status_code, weak.json()["error"]) == (400, "PasswordTooWeak")
    assert (await client.post("/api/auth/password", {"current": PASSWORD, "new": new})).status_code == 200
    assert (await client.get("/api/auth/me")).status_code == 200
    assert (await other.get("/api/auth/me")).status_code == 401
    assert (await log_in(desk.client(), agent, new)).status_code == 200
    assert (await log_in(desk.client(), agent)).status_code == 401


async def test_agents_change_their_own_name_language_and_availability(desk: RunningDesk) -> None:
    client = await desk.as_agent()
    changes = {"name": "  Asha  ", "locale": "hi", "availability": "online"}
    response = await client.patch("/api/me", changes)
    assert {key: response.json()[key] for key in changes} == {**changes, "name": "Asha"}
    refused = await client.patch("/api/me", {"role": "administrator"})
    assert refused.status_code == 400
    assert refused.json()["data"]["fields"][0]["field"] == "role"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/agents/invites", None),
        ("POST", "/api/agents/invites", {"email": "new@aangan.example", "role": "agent"}),
        ("DELETE", "/api/agents/invites/x", None),
        ("PATCH", "/api/agents/x", {"name": "Other"}),
    ],
)
async def test_team_is_changed_by_administrators_only(desk: RunningDesk, method: str, path: str, body: Any) -> None:
    assert (await desk.client().http.request(method, path, json=body)).status_code == 401
    for role in (Role.AGENT, Role.EDITOR, Role.SUPERVISOR):
        client = await desk.as_agent(role)
        response = await client.http.request(method, path, json=body)
        assert (response.status_code, response.json()["error"]) == (403, "NotAllowed"), role


@pytest.mark.parametrize("token", ["", "nonsense", "service-" + "x" * 32])
async def test_internal_api_needs_the_service_token(desk: RunningDesk, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    path = "/internal/v1/tickets?conversation_id=x"
    assert (await desk.client().get(path, headers=headers)).status_code == 401
    administrator = await desk.as_agent(Role.ADMINISTRATOR)
    assert (await administrator.get(path)).status_code == 401
    assert (await desk.as_actions().get(path)).status_code == 404
