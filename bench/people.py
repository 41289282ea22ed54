"""Agents for the benchmarks, made the way a shop makes them: command line first, then invitations."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qs, urlsplit

from tests.e2e.clients import AgentClient
from tests.e2e.stack import Stack


async def log_in_agent(stack: Stack, name: str = "asha", role: str = "administrator") -> AgentClient:
    password = secrets.token_urlsafe(16)
    email = f"{name}@aangan.example"
    stack.run_cli("create-agent", email, name.title(), "--role", role, "--password", password)
    agent = AgentClient(stack.url, email, password)
    await agent.log_in()
    return agent


async def invite_agents(stack: Stack, administrator: AgentClient, count: int) -> list[AgentClient]:
    """`count` agents who accepted an invitation and are logged in."""
    hired = []
    for number in range(count):
        email, password = f"agent{number}@aangan.example", secrets.token_urlsafe(16)
        invited = await administrator.http.post("/api/agents/invites", json={"email": email, "role": "agent"})
        invited.raise_for_status()
        token = parse_qs(urlsplit(invited.json()["link"]).query)["token"][0]
        agent = AgentClient(stack.url, email, password)
        accepted = await agent.http.post(
            "/api/invites/accept", json={"token": token, "name": f"Agent {number}", "password": password}
        )
        accepted.raise_for_status()
        agent.me = accepted.json()["agent"]
        agent.http.headers["X-CSRF-Token"] = accepted.json()["csrf_token"]
        hired.append(agent)
    return hired
