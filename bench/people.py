"""Agents for the benchmarks."""

from __future__ import annotations

import secrets

from desk.auth import COOKIE
from desk.db import Database
from desk.models import Agent
from desk.services import sessions
from desk.settings import load_settings
from tests.e2e.clients import AgentClient
from tests.e2e.stack import Stack


async def log_in_agent(stack: Stack, name: str = "asha", role: str = "administrator") -> AgentClient:
    password = secrets.token_urlsafe(16)
    email = f"{name}@aangan.example"
    stack.run_cli("create-agent", email, name.title(), "--role", role, "--password", password)
    agent = AgentClient(stack.url, email, password)
    await agent.log_in()
    return agent


async def seat_agents(stack: Stack, count: int) -> list[AgentClient]:
    """`count` agents with a session each, put straight into the database: the desk lets nobody log in that fast."""
    db = Database(load_settings(var_dir=stack.var_dir).database_url)
    seated = []
    for number in range(count):
        async with db.transaction() as tx:
            person = Agent(email=f"agent{number}@aangan.example", name=f"Agent {number}", password_hash="-")
            tx.add(person)
            await tx.flush()
            login, token = await sessions.start_session(tx, person, user_agent="bench", session_hours=1)
        agent = AgentClient(stack.url, person.email, "")
        agent.http.cookies.set(COOKIE, token)
        agent.http.headers["X-CSRF-Token"] = login.session.csrf_token
        seated.append(agent)
    await db.dispose()
    return seated
