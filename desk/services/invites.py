"""One-time links: the first administrator's set-up link and invitations of agents."""

import secrets
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from desk import serializers
from desk.db import Transaction
from desk.errors import EmailTaken, InviteNotFound, LinkInvalid, SetupAlreadyDone
from desk.events import AgentUpdated
from desk.models import Agent, Availability, Invite, Role, now
from desk.services.sessions import end_sessions_of, token_hash
from desk.settings import Settings
from desk.tokens import setup_token

GOOD_FOR = timedelta(days=7)


async def is_setup_needed(session: AsyncSession) -> bool:
    """Whether there is no administrator who could log in."""
    administrators = select(func.count()).where(Agent.role == Role.ADMINISTRATOR, Agent.disabled_at.is_(None))
    return (await session.execute(administrators)).scalar_one() == 0


async def setup_link(tx: Transaction, *, settings: Settings) -> str | None:
    """The link that makes the first administrator; None when there is one. The same link until it is used or expires."""
    if not await is_setup_needed(tx):
        return None
    usable = select(Invite).where(Invite.created_by_id.is_(None), Invite.used_at.is_(None), Invite.expires_at > now())
    invites = await tx.execute(usable.order_by(Invite.created_at.desc()))
    for invite in invites.scalars():
        token = setup_token(settings, invite.id)
        if token_hash(token) == invite.token_hash:  # not so when the secret key was changed
            return f"{settings.public_url}/console/setup?token={token}"
    invite = Invite(id=secrets.token_hex(16), role=Role.ADMINISTRATOR, expires_at=now() + GOOD_FOR, token_hash="")
    token = setup_token(settings, invite.id)
    invite.token_hash = token_hash(token)
    tx.add(invite)
    await tx.flush()
    return f"{settings.public_url}/console/setup?token={token}"


async def create_invite(
    tx: Transaction, *, settings: Settings, agent: Agent, email: str, role: Role
) -> tuple[Invite, str]:
    """Invite somebody; returns the link, which is shown once. An earlier open invitation of the address ends.

    Inviting an agent again lets them choose a new password; they keep their role. Raises EmailTaken when they are disabled.
    """
    email = email.lower()
    invited = await _find_agent(tx, email)
    if invited is not None:
        _check_enabled(invited)
        role = Role(invited.role)
    await tx.execute(update(Invite).where(Invite.email == email, Invite.used_at.is_(None)).values(expires_at=now()))
    token = secrets.token_urlsafe(32)
    invite = Invite(
        email=email, role=role, created_by_id=agent.id, token_hash=token_hash(token), expires_at=now() + GOOD_FOR
    )
    tx.add(invite)
    await tx.flush()
    return invite, f"{settings.public_url}/console/invite?token={token}"


async def list_invites(session: AsyncSession) -> list[Invite]:
    """Invitations that can still be used, newest first."""
    open_ones = select(Invite).where(
        Invite.created_by_id.is_not(None), Invite.used_at.is_(None), Invite.expires_at > now()
    )
    return list((await session.execute(open_ones.order_by(Invite.created_at.desc()))).scalars())


async def withdraw_invite(tx: Transaction, *, invite_id: str) -> None:
    """End an invitation. Raises InviteNotFound."""
    invite = await tx.get(Invite, invite_id)
    if invite is None or invite.created_by_id is None or invite.used_at is not None:
        raise InviteNotFound()
    invite.expires_at = now()


async def access_invite(session: AsyncSession, token: str) -> Invite:
    """The invitation behind a link. Raises LinkInvalid when it is unknown, used or expired: the answer does not tell which."""
    usable = select(Invite).where(
        Invite.token_hash == token_hash(token), Invite.used_at.is_(None), Invite.expires_at > now()
    )
    invite = (await session.execute(usable)).scalar_one_or_none()
    if invite is None or invite.created_by_id is None:  # the set-up link opens the set-up page only
        raise LinkInvalid()
    return invite


async def use_setup_link(tx: Transaction, *, token: str, name: str, email: str, password_hash: str) -> Agent:
    """Make the first administrator. Of two people with the same link one wins. Raises SetupAlreadyDone, LinkInvalid."""
    used = await _use(tx, token, setup=True)
    if not await is_setup_needed(tx):
        raise SetupAlreadyDone()
    if used is None:
        raise LinkInvalid("This link is not valid any more. Run `python -m desk.cli setup-link` for a new one.")
    return await create_agent(tx, name=name, email=email, password_hash=password_hash, role=Role.ADMINISTRATOR)


async def accept_invite(tx: Transaction, *, token: str, name: str, password_hash: str) -> Agent:
    """Make the invited agent, or give an existing one the new password. Raises LinkInvalid, EmailTaken."""
    invite = await _use(tx, token, setup=False)
    if invite is None or invite.email is None:
        raise LinkInvalid()
    agent = await _find_agent(tx, invite.email)
    if agent is None:
        role = Role(invite.role)
        return await create_agent(tx, name=name, email=invite.email, password_hash=password_hash, role=role)
    _check_enabled(agent)
    agent.name, agent.password_hash, agent.failed_logins, agent.locked_until = name, password_hash, 0, None
    await end_sessions_of(tx, agent.id)
    tx.add_event(AgentUpdated(agent=serializers.agent_out(agent)))
    return agent


async def create_agent(tx: Transaction, *, name: str, email: str, password_hash: str, role: Role) -> Agent:
    """Raises EmailTaken."""
    email = email.lower()
    if await _find_agent(tx, email) is not None:
        raise EmailTaken()
    # Whoever has just joined is there: the first hand-off should find somebody.
    agent = Agent(email=email, name=name, password_hash=password_hash, role=role, availability=Availability.ONLINE)
    tx.add(agent)
    await tx.flush()
    tx.add_event(AgentUpdated(agent=serializers.agent_out(agent)))
    return agent


async def _find_agent(session: AsyncSession, email: str) -> Agent | None:
    return (await session.execute(select(Agent).where(Agent.email == email))).scalar_one_or_none()


def _check_enabled(agent: Agent) -> None:
    if agent.disabled_at is not None:
        raise EmailTaken("The agent with this e-mail address is disabled. Enable them on the team page.")


async def _use(tx: Transaction, token: str, *, setup: bool) -> Invite | None:
    """Mark the link as used: one UPDATE decides who was first. Rolled back with the transaction when the rest fails."""
    kind = Invite.created_by_id.is_(None) if setup else Invite.created_by_id.is_not(None)
    used = await tx.execute(
        update(Invite)
        .where(Invite.token_hash == token_hash(token), Invite.used_at.is_(None), Invite.expires_at > now(), kind)
        .values(used_at=now())
        .returning(Invite)
    )
    return used.scalar_one_or_none()
