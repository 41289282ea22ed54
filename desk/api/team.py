"""The team: everybody sees it, administrators change it and invite."""

from fastapi import APIRouter, status

from desk import serializers
from desk.auth import AdministratorDep, AgentDep
from desk.schemas import AgentOut, AgentPatch, InviteCreated, InviteIn, InviteOut, Ok
from desk.services import agents, invites
from desk.wiring import DeskDep

router = APIRouter(prefix="/api/agents", tags=["team"])


@router.get("")
async def list_agents(agent: AgentDep, desk: DeskDep) -> list[AgentOut]:
    """All agents by name, the disabled ones too."""
    async with desk.db.reading() as session:
        rows = await agents.list_agents(session)
    return [serializers.agent_out(row) for row in rows]


@router.get("/invites")
async def list_invites(administrator: AdministratorDep, desk: DeskDep) -> list[InviteOut]:
    """Invitations that can still be used, newest first."""
    async with desk.db.reading() as session:
        rows = await invites.list_invites(session)
    return [InviteOut.model_validate(row) for row in rows]


@router.post("/invites", status_code=status.HTTP_201_CREATED)
async def create_invite(form: InviteIn, administrator: AdministratorDep, desk: DeskDep) -> InviteCreated:
    """Invite somebody. The link is in this answer only: send it to the person."""
    async with desk.db.transaction() as tx:
        invite, link = await invites.create_invite(
            tx, settings=desk.settings, agent=administrator, email=form.email, role=form.role
        )
    return InviteCreated(invite=InviteOut.model_validate(invite), link=link)


@router.delete("/invites/{invite_id}")
async def withdraw_invite(invite_id: str, administrator: AdministratorDep, desk: DeskDep) -> Ok:
    """End an invitation before it was used."""
    async with desk.db.transaction() as tx:
        await invites.withdraw_invite(tx, invite_id=invite_id)
    return Ok()


@router.patch("/{agent_id}")
async def change_agent(agent_id: str, form: AgentPatch, administrator: AdministratorDep, desk: DeskDep) -> AgentOut:
    """Change name, role, capacity; disable or enable. Disabling returns their conversations to the queue."""
    async with desk.db.transaction() as tx:
        changed = await agents.change_agent(tx, agent_id=agent_id, by=administrator, form=form)
    return serializers.agent_out(changed)
