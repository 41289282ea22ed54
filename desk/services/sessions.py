"""Log-ins of agents: wrong passwords are counted, sessions are kept as hashes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from desk.db import Database, Transaction
from desk.errors import LoginFailed
from desk.models import Agent, AgentSession, now
from desk.passwords import Passwords

WRONG_PASSWORDS = 5
LOCKED_FOR = timedelta(minutes=15)
TOUCH_AFTER = timedelta(minutes=5)  # how exact `last_used_at` is; not every request writes

# The same words for an unknown account, a wrong password and a locked account: they tell nobody which accounts exist.
LOGIN_FAILED = (
    "E-mail or password is wrong. After five wrong passwords an account is closed for 15 minutes, "
    "even for the right one."
)


@dataclass(frozen=True)
class LoggedIn:
    """An agent with the session the request came in."""

    agent: Agent
    session: AgentSession


def token_hash(token: str) -> str:
    """Tokens are random enough for a plain digest; only this is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


async def log_in(
    db: Database, passwords: Passwords, *, email: str, password: str, user_agent: str, session_hours: float
) -> tuple[LoggedIn, str]:
    """Check a password and start a session; returns it with the token for the cookie. Raises LoginFailed.

    The attempt is counted before the password is looked at, so that many attempts at once are no way around the limit.
    """
    async with db.transaction() as tx:
        agent = await _count_attempt(tx, email)
    right = await passwords.verify(agent.password_hash if agent else None, password)
    async with db.transaction() as tx:
        if agent is None or not right:
            if agent is not None:
                await _lock_if_too_many(tx, agent.id)
        else:
            found = await tx.get(Agent, agent.id, populate_existing=True)
            if found is not None and found.disabled_at is None and found.password_hash == agent.password_hash:
                found.failed_logins, found.locked_until, found.last_seen_at = 0, None, now()
                return await start_session(tx, found, user_agent=user_agent, session_hours=session_hours)
    raise LoginFailed(LOGIN_FAILED)


async def _count_attempt(tx: Transaction, email: str) -> Agent | None:
    """The agent whose password may be tried now, or None."""
    found = select(Agent).where(Agent.email == email.strip().lower(), Agent.disabled_at.is_(None)).with_for_update()
    agent = (await tx.execute(found)).scalar_one_or_none()
    if agent is None:
        return None
    if agent.locked_until is not None and agent.locked_until <= now():
        agent.failed_logins, agent.locked_until = 0, None
    if agent.locked_until is not None or agent.failed_logins >= WRONG_PASSWORDS:
        return None
    agent.failed_logins += 1
    return agent


async def _lock_if_too_many(tx: Transaction, agent_id: str) -> None:
    await tx.execute(
        update(Agent)
        .where(Agent.id == agent_id, Agent.failed_logins >= WRONG_PASSWORDS, Agent.locked_until.is_(None))
        .values(locked_until=now() + LOCKED_FOR)
    )


async def start_session(
    tx: Transaction, agent: Agent, *, user_agent: str, session_hours: float
) -> tuple[LoggedIn, str]:
    """Open a session; returns it with the token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    session = AgentSession(
        agent_id=agent.id,
        token_hash=token_hash(token),
        csrf_token=secrets.token_urlsafe(32),
        user_agent=user_agent[:200],
        expires_at=now() + timedelta(hours=session_hours),
    )
    tx.add(session)
    await tx.execute(delete(AgentSession).where(AgentSession.agent_id == agent.id, AgentSession.expires_at <= now()))
    await tx.flush()
    return LoggedIn(agent, session), token


async def find_session(session: AsyncSession, token: str) -> LoggedIn | None:
    """Who is logged in with this token; None when it is unknown, expired, ended, or its agent disabled."""
    found = await session.execute(
        select(AgentSession, Agent)
        .join(Agent, Agent.id == AgentSession.agent_id)
        .where(
            AgentSession.token_hash == token_hash(token), AgentSession.expires_at > now(), Agent.disabled_at.is_(None)
        )
    )
    row = found.one_or_none()
    return LoggedIn(row[1], row[0]) if row else None


async def touch_session(tx: Transaction, logged_in: LoggedIn) -> None:
    """Note that the session and its agent are alive."""
    await tx.execute(update(AgentSession).where(AgentSession.id == logged_in.session.id).values(last_used_at=now()))
    await tx.execute(update(Agent).where(Agent.id == logged_in.agent.id).values(last_seen_at=now()))


async def end_session(tx: Transaction, session_id: str) -> None:
    """Log out."""
    await tx.execute(delete(AgentSession).where(AgentSession.id == session_id))


async def end_sessions_of(tx: Transaction, agent_id: str, *, but: str | None = None) -> None:
    """Log an agent out everywhere, except in the session `but`."""
    await tx.execute(delete(AgentSession).where(AgentSession.agent_id == agent_id, AgentSession.id != (but or "")))
