"""One-time links: the first administrator, invitations, and the races for them."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select, update

from desk.models import Agent, Conversation, Invite, Role, now
from desk.services import invites
from tests.desk.conftest import PASSWORD, RunningDesk, TestClient


async def setup_token_of(desk: RunningDesk) -> str:
    async with desk.desk.db.transaction() as tx:
        link = await invites.setup_link(tx, settings=desk.desk.settings)
    assert link is not None
    assert link.startswith("http://desk.test/console/setup?token=")
    return token_of(link)


def token_of(link: str) -> str:
    return parse_qs(urlsplit(link).query)["token"][0]


def setup_form(token: str, number: int = 1) -> dict[str, str]:
    return {"token": token, "name": "Asha", "email": f"asha{number}@aangan.example", "password": PASSWORD}


async def invite(administrator: TestClient, email: str = "new@aangan.example", role: str = "agent") -> Any:
    response = await administrator.post("/api/agents/invites", {"email": email, "role": role})
    assert response.status_code == 201, response.text
    return response.json()


async def count_administrators(desk: RunningDesk) -> int:
    async with desk.desk.db.reading() as session:
        query = select(func.count()).where(Agent.role == Role.ADMINISTRATOR)
        return (await session.execute(query)).scalar_one()


async def test_first_start_offers_one_link_until_it_is_used(desk: RunningDesk) -> None:
    token = await setup_token_of(desk)
    assert await setup_token_of(desk) == token  # shown again, not made anew
    client = desk.client()
    assert (await client.get("/api/setup")).json() == {"needed": True}
    response = await client.post("/api/setup", setup_form(token))
    assert response.status_code == 200
    assert response.json()["agent"]["role"] == "administrator"
    assert (await client.get("/api/auth/me")).status_code == 200
    assert (await client.get("/api/setup")).json() == {"needed": False}
    again = await desk.client().post("/api/setup", setup_form(token, 2))
    assert (again.status_code, again.json()["error"]) == (409, "SetupAlreadyDone")
    async with desk.desk.db.transaction() as tx:
        assert await invites.setup_link(tx, settings=desk.desk.settings) is None


async def test_two_people_with_the_setup_link_at_once_make_one_administrator(desk: RunningDesk) -> None:
    token = await setup_token_of(desk)
    forms = [setup_form(token, number) for number in range(8)]
    answers = await asyncio.gather(*(desk.client().post("/api/setup", form) for form in forms))
    assert sorted(response.status_code for response in answers) == [200] + [409] * 7
    assert await count_administrators(desk) == 1


@pytest.mark.parametrize("token", ["", "guess", "ImFiYyI.x8Hq"])
async def test_guessed_setup_token_makes_nobody(desk: RunningDesk, token: str) -> None:
    response = await desk.client().post("/api/setup", setup_form(token))
    assert (response.status_code, response.json()["error"]) == (400, "LinkInvalid")
    assert "setup-link" in response.json()["detail"]
    assert await count_administrators(desk) == 0


async def test_weak_password_leaves_the_setup_link_usable(desk: RunningDesk) -> None:
    token = await setup_token_of(desk)
    for weak in ("short", "1234567890", "Password123!", "aaaaaaaaaaaa", "asha1@aangan.example"):
        response = await desk.client().post("/api/setup", {**setup_form(token), "password": weak})
        assert response.json()["error"] == "PasswordTooWeak", weak
    assert (await desk.client().post("/api/setup", setup_form(token))).status_code == 200


async def test_setup_link_ends_after_seven_days_and_a_new_one_is_made(desk: RunningDesk) -> None:
    token = await setup_token_of(desk)
    async with desk.desk.db.transaction() as tx:
        await tx.execute(update(Invite).values(expires_at=now() - timedelta(seconds=1)))
    assert (await desk.client().post("/api/setup", setup_form(token))).json()["error"] == "LinkInvalid"
    fresh = await setup_token_of(desk)
    assert fresh != token
    assert (await desk.client().post("/api/setup", setup_form(fresh))).status_code == 200


async def test_setup_link_is_no_invitation_and_an_invitation_no_setup_link(desk: RunningDesk) -> None:
    token = await setup_token_of(desk)
    assert (await desk.client().get(f"/api/invites/{token}")).json()["error"] == "LinkInvalid"
    accept = {"token": token, "name": "Eve", "email": "eve@evil.example", "password": PASSWORD}
    assert (await desk.client().post("/api/invites/accept", accept)).json()["error"] == "LinkInvalid"


async def test_invited_agent_joins_with_the_role_and_address_of_the_invitation(desk: RunningDesk) -> None:
    administrator = await desk.as_agent(Role.ADMINISTRATOR)
    made = await invite(administrator, email="Ravi@Aangan.example", role="supervisor")
    token = token_of(made["link"])
    assert (await administrator.get("/api/agents/invites")).json() == [made["invite"]]
    client = desk.client()
    state = await client.get(f"/api/invites/{token}")
    assert state.json() == {"email": "ravi@aangan.example", "role": "supervisor"}
    form = {"token": token, "name": "Ravi", "email": "other@evil.example", "password": PASSWORD}
    joined = await client.post("/api/invites/accept", form)
    assert joined.status_code == 200, joined.text
    assert joined.json()["agent"]["email"] == "ravi@aangan.example"
    assert joined.json()["agent"]["role"] == "supervisor"
    assert (await client.get("/api/auth/me")).status_code == 200
    assert (await administrator.get("/api/agents/invites")).json() == []
    again = await desk.client().post("/api/invites/accept", form)
    assert again.json()["error"] == "LinkInvalid"


async def test_one_invitation_used_twice_at_once_makes_one_agent(desk: RunningDesk) -> None:
    administrator = await desk.as_agent(Role.ADMINISTRATOR)
    token = token_of((await invite(administrator))["link"])
    form = {"token": token, "name": "Ravi", "password": PASSWORD}
    answers = await asyncio.gather(*(desk.client().post("/api/invites/accept", form) for _ in range(6)))
    assert sorted(response.status_code for response in answers) == [200] + [400] * 5
    assert len((await administrator.get("/api/agents")).json()) == 2


async def test_withdrawn_expired_and_replaced_invitations_are_void(desk: RunningDesk) -> None:
    administrator = await desk.as_agent(Role.ADMINISTRATOR)
    first = await invite(administrator)
    second = await invite(administrator)  # the same address again
    client = desk.client()
    assert (await client.get(f"/api/invites/{token_of(first['link'])}")).json()["error"] == "LinkInvalid"
    assert (await client.get(f"/api/invites/{token_of(second['link'])}")).status_code == 200
    assert (await administrator.delete(f"/api/agents/invites/{second['invite']['id']}")).json() == {"ok": True}
    assert (await client.get(f"/api/invites/{token_of(second['link'])}")).json()["error"] == "LinkInvalid"
    missing = await administrator.delete("/api/agents/invites/none")
    assert (missing.status_code, missing.json()["error"]) == (404, "InviteNotFound")


async def test_agent_invited_again_chooses_a_new_password_and_keeps_the_role(desk: RunningDesk) -> None:
    administrator = await desk.as_agent(Role.ADMINISTRATOR)
    agent = await desk.make_agent(Role.SUPERVISOR, password=PASSWORD)
    old = await desk.as_agent(agent=agent)
    made = await invite(administrator, email=agent.email.upper(), role="agent")
    assert made["invite"]["role"] == "supervisor"
    assert (await old.get("/api/auth/me")).status_code == 200  # not before the link is used
    form = {"token": token_of(made["link"]), "name": agent.name, "password": "nimbu-pani-garmi"}
    back = await desk.client().post("/api/invites/accept", form)
    assert (back.json()["agent"]["id"], back.json()["agent"]["role"]) == (agent.id, "supervisor")
    assert (await old.get("/api/auth/me")).status_code == 401
    login = {"email": agent.email, "password": "nimbu-pani-garmi"}
    assert (await desk.client().post("/api/auth/login", login)).status_code == 200
    assert (await desk.client().post("/api/auth/login", {**login, "password": PASSWORD})).status_code == 401


async def test_disabled_agent_cannot_come_back_by_invitation(desk: RunningDesk) -> None:
    administrator = await desk.as_agent(Role.ADMINISTRATOR)
    agent = await desk.make_agent()
    made = await invite(administrator, email=agent.email)
    await administrator.patch(f"/api/agents/{agent.id}", {"disabled": True})
    form = {"token": token_of(made["link"]), "name": "Back", "password": PASSWORD}
    for response in (
        await desk.client().post("/api/invites/accept", form),
        await administrator.post("/api/agents/invites", {"email": agent.email, "role": "agent"}),
    ):
        assert (response.status_code, response.json()["error"]) == (409, "EmailTaken")


async def test_last_administrator_stays(desk: RunningDesk) -> None:
    administrator = await desk.as_agent(Role.ADMINISTRATOR)
    assert administrator.agent is not None
    path = f"/api/agents/{administrator.agent.id}"
    for change in ({"disabled": True}, {"role": "agent"}):
        response = await administrator.patch(path, change)
        assert (response.status_code, response.json()["error"]) == (409, "LastAdministrator")
    other = await desk.as_agent(Role.ADMINISTRATOR)
    assert (await other.patch(path, {"role": "agent"})).json()["role"] == "agent"
    assert (await administrator.get("/api/agents/invites")).status_code == 403  # at once, with the same session


async def test_two_administrators_cannot_remove_each_other_at_once(desk: RunningDesk) -> None:
    one, other = await desk.as_agent(Role.ADMINISTRATOR), await desk.as_agent(Role.ADMINISTRATOR)
    assert one.agent is not None
    assert other.agent is not None
    answers = await asyncio.gather(
        one.patch(f"/api/agents/{other.agent.id}", {"disabled": True}),
        other.patch(f"/api/agents/{one.agent.id}", {"disabled": True}),
    )
    assert sorted(response.status_code for response in answers) in ([200, 401], [200, 409])


async def test_disabling_logs_out_and_returns_conversations_with_their_old_waiting_time(desk: RunningDesk) -> None:
    administrator, agent = await desk.as_agent(Role.ADMINISTRATOR), await desk.as_agent()
    assert agent.agent is not None
    contact = await desk.as_contact()
    assert (await contact.post("/api/widget/handoff")).status_code == 200
    assert contact.session is not None
    conversation_id = contact.session.conversation.id
    async with desk.desk.db.reading() as session:
        waiting_since = (await session.get_one(Conversation, conversation_id)).waiting_since
    assert (await agent.post(f"/api/conversations/{conversation_id}/claim")).status_code == 200
    response = await administrator.patch(f"/api/agents/{agent.agent.id}", {"disabled": True})
    assert response.json()["disabled"] is True
    assert (await agent.get("/api/auth/me")).status_code == 401
    async with desk.desk.db.reading() as session:
        row = await session.get_one(Conversation, conversation_id)
        assert (row.status, row.assignee_id, row.waiting_since) == ("open", None, waiting_since)
    back = await administrator.patch(f"/api/agents/{agent.agent.id}", {"disabled": False})
    assert back.json()["disabled"] is False
    assert (await agent.get("/api/auth/me")).status_code == 401  # the old session stays ended


async def test_unknown_agent_is_not_there(desk: RunningDesk) -> None:
    administrator = await desk.as_agent(Role.ADMINISTRATOR)
    response = await administrator.patch("/api/agents/none", {"name": "X"})
    assert (response.status_code, response.json()["error"]) == (404, "AgentNotFound")
