"""Agents: what they change about themselves, and what the administrator changes about them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from desk import serializers
from desk.db import Transaction
from desk.errors import AgentNotFound, LastAdministrator
from desk.events import AgentUpdated
from desk.models import Agent, Availability, Conversation, Role, now
from desk.schemas import AgentPatch, MePatch, TransferIn
from desk.services import assignment
from desk.services.sessions import end_sessions_of


async def list_agents(session: AsyncSession) -> list[Agent]:
    """All of them by name, the disabled ones too."""
    return list((await session.execute(select(Agent).order_by(Agent.name, Agent.id))).scalars())


async def change_me(tx: Transaction, *, agent_id: str, form: MePatch) -> Agent:
    """Change one's own name, language or availability."""
    agent = await _get(tx, agent_id)
    if form.name is not None:
        agent.name = form.name
    if form.locale is not None:
        agent.locale = form.locale
    if form.availability is not None:
        agent.availability = form.availability
    return await _done(tx, agent)


async def change_agent(tx: Transaction, *, agent_id: str, by: Agent, form: AgentPatch) -> Agent:
    """Change an agent. Disabling logs them out and returns their conversations to the queue with the old waiting time.

    Raises AgentNotFound, LastAdministrator.
    """
    # Locked together, so that two administrators cannot remove each other at the same moment.
    administrators = select(Agent.id).where(Agent.role == Role.ADMINISTRATOR, Agent.disabled_at.is_(None))
    active = set((await tx.execute(administrators.order_by(Agent.id).with_for_update())).scalars())
    agent = await _get(tx, agent_id)
    loses_it = form.disabled is True or (form.role is not None and form.role != Role.ADMINISTRATOR)
    if loses_it and active == {agent.id}:
        raise LastAdministrator()
    if form.name is not None:
        agent.name = form.name
    if form.role is not None:
        agent.role = form.role
    if form.capacity is not None:
        agent.capacity = form.capacity
    if form.disabled is True and agent.disabled_at is None:
        agent.disabled_at, agent.availability = now(), Availability.OFFLINE
        await end_sessions_of(tx, agent.id)
    elif form.disabled is False and agent.disabled_at is not None:
        agent.disabled_at, agent.failed_logins, agent.locked_until = None, 0, None
    await tx.flush()
    if agent.disabled_at is not None or agent.role == Role.EDITOR:
        await _return_conversations(tx, agent, by=by)
    return await _done(tx, agent)


async def _return_conversations(tx: Transaction, agent: Agent, *, by: Agent) -> None:
    """Back to the queue with the old waiting time: nobody waits for somebody who will not come."""
    theirs = select(Conversation.id).where(Conversation.assignee_id == agent.id).order_by(Conversation.waiting_since)
    for conversation_id in list((await tx.execute(theirs)).scalars()):
        await assignment.transfer(tx, conversation_id=conversation_id, agent=by, form=TransferIn())


async def change_password(tx: Transaction, *, agent_id: str, password_hash: str, session_id: str) -> None:
    """Set a new password and log out everywhere else."""
    agent = await _get(tx, agent_id)
    agent.password_hash, agent.failed_logins, agent.locked_until = password_hash, 0, None
    await end_sessions_of(tx, agent_id, but=session_id)


async def _get(tx: Transaction, agent_id: str) -> Agent:
    agent = await tx.get(Agent, agent_id)
    if agent is None:
        raise AgentNotFound()
    return agent


async def _done(tx: Transaction, agent: Agent) -> Agent:
    await tx.flush()
    tx.add_event(AgentUpdated(agent=serializers.agent_out(agent)))
    return agent
