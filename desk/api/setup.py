"""One-time links: making the first administrator, and accepting an invitation."""

from fastapi import APIRouter, Depends, Request, Response

from desk.api.auth import address_of, logged_in
from desk.auth import same_origin
from desk.passwords import check_password
from desk.schemas import InviteAcceptIn, InviteState, Me, SetupIn, SetupState
from desk.services import invites, sessions
from desk.wiring import DeskDep

router = APIRouter(prefix="/api", tags=["setup"])


@router.get("/setup")
async def setup_state(desk: DeskDep) -> SetupState:
    """Whether the first administrator is still to be made."""
    async with desk.db.reading() as session:
        return SetupState(needed=await invites.is_setup_needed(session))


@router.post("/setup", dependencies=[Depends(same_origin)])
async def set_up(form: SetupIn, request: Request, response: Response, desk: DeskDep) -> Me:
    """Make the first administrator with the link the start printed, and log them in."""
    desk.limits.check_login(address_of(request))
    check_password(form.password, email=form.email, name=form.name)
    password_hash = await desk.passwords.hash(form.password)
    async with desk.db.transaction() as tx:
        agent = await invites.use_setup_link(
            tx, token=form.token, name=form.name, email=form.email, password_hash=password_hash
        )
        login, token = await sessions.start_session(
            tx, agent, user_agent=request.headers.get("user-agent", ""), session_hours=desk.settings.session_hours
        )
    return logged_in(response, desk, login, token)


@router.get("/invites/{token}")
async def get_invite(token: str, request: Request, desk: DeskDep) -> InviteState:
    """What an invitation is for, while it can be used."""
    desk.limits.check_login(address_of(request))
    async with desk.db.reading() as session:
        invite = await invites.access_invite(session, token)
    return InviteState(email=invite.email, role=invite.role)


@router.post("/invites/accept", dependencies=[Depends(same_origin)])
async def accept_invite(form: InviteAcceptIn, request: Request, response: Response, desk: DeskDep) -> Me:
    """Make the invited agent and log them in; an agent invited again gets the new password."""
    desk.limits.check_login(address_of(request))
    async with desk.db.reading() as session:  # before the costly hash
        invite = await invites.access_invite(session, form.token)
    check_password(form.password, email=invite.email or "", name=form.name)
    password_hash = await desk.passwords.hash(form.password)
    async with desk.db.transaction() as tx:
        agent = await invites.accept_invite(tx, token=form.token, name=form.name, password_hash=password_hash)
        login, token = await sessions.start_session(
            tx, agent, user_agent=request.headers.get("user-agent", ""), session_hours=desk.settings.session_hours
        )
    return logged_in(response, desk, login, token)
