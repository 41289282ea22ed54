"""Logging in and out, and what agents change about themselves."""

from fastapi import APIRouter, Depends, Request, Response

from desk import serializers
from desk.auth import AgentDep, LoginDep, clear_session_cookie, same_origin, set_session_cookie
from desk.errors import LoginFailed
from desk.passwords import check_password
from desk.schemas import AgentOut, LoginIn, Me, MePatch, Ok, PasswordIn
from desk.services import agents, sessions
from desk.services.sessions import LoggedIn
from desk.wiring import Desk, DeskDep

router = APIRouter(prefix="/api", tags=["auth"])


def address_of(request: Request) -> str:
    """Whom rate limits count."""
    return request.client.host if request.client else "unknown"


def logged_in(response: Response, desk: Desk, login: LoggedIn, token: str) -> Me:
    """Set the cookie and say who it is for."""
    set_session_cookie(response, desk.settings, token)
    return me(login)


def me(login: LoggedIn) -> Me:
    return Me(agent=serializers.agent_out(login.agent), csrf_token=login.session.csrf_token)


@router.post("/auth/login", dependencies=[Depends(same_origin)])
async def log_in(form: LoginIn, request: Request, response: Response, desk: DeskDep) -> Me:
    """Start a session. Every failure has the same answer."""
    desk.limits.check_login(address_of(request))
    login, token = await sessions.log_in(
        desk.db,
        desk.passwords,
        email=form.email,
        password=form.password,
        user_agent=request.headers.get("user-agent", ""),
        session_hours=desk.settings.session_hours,
    )
    return logged_in(response, desk, login, token)


@router.post("/auth/logout")
async def log_out(login: LoginDep, response: Response, desk: DeskDep) -> Ok:
    """End this session."""
    async with desk.db.transaction() as tx:
        await sessions.end_session(tx, login.session.id)
    clear_session_cookie(response, desk.settings)
    return Ok()


@router.get("/auth/me")
async def get_me(login: LoginDep) -> Me:
    """Who is logged in, and the CSRF token to send with every change."""
    return me(login)


@router.post("/auth/password")
async def change_password(form: PasswordIn, login: LoginDep, request: Request, desk: DeskDep) -> Ok:
    """Change one's own password; every other session of theirs ends."""
    desk.limits.check_login(address_of(request))
    check_password(form.new, email=login.agent.email, name=login.agent.name)
    if not await desk.passwords.verify(login.agent.password_hash, form.current):
        raise LoginFailed("The current password is wrong.")
    password_hash = await desk.passwords.hash(form.new)
    async with desk.db.transaction() as tx:
        await agents.change_password(
            tx, agent_id=login.agent.id, password_hash=password_hash, session_id=login.session.id
        )
    return Ok()


@router.patch("/me")
async def change_me(form: MePatch, agent: AgentDep, desk: DeskDep) -> AgentOut:
    """Change one's own name, language or availability."""
    async with desk.db.transaction() as tx:
        changed = await agents.change_me(tx, agent_id=agent.id, form=form)
    return serializers.agent_out(changed)
