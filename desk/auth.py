"""Who is asking: agents by cookie, contacts by signed token, the custom actions by the service token.

Agents' unsafe requests must carry the session's `X-CSRF-Token`; contacts' tokens travel in a header, which no other
website can add, so they need none.
"""

import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from desk.errors import NotAllowed, NotAuthenticated
from desk.models import Agent, Role, now
from desk.services.sessions import TOUCH_AFTER, LoggedIn, find_session, touch_session
from desk.settings import Settings
from desk.tokens import ContactClaims, read_contact_token
from desk.wiring import Desk, DeskDep

COOKIE = "sahayak_session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


async def find_logged_in(desk: Desk, cookie: str | None) -> LoggedIn | None:
    """The agent behind a session cookie, or None. Also used by the console's socket."""
    if not cookie or len(cookie) > 200:
        return None
    async with desk.db.reading() as session:
        found = await find_session(session, cookie)
    if found is not None and now() - found.session.last_used_at > TOUCH_AFTER:
        async with desk.db.transaction() as tx:
            await touch_session(tx, found)
    return found


async def current_login(request: Request, desk: DeskDep) -> LoggedIn:
    """Raises NotAuthenticated without a session, NotAllowed when an unsafe request lacks the CSRF token."""
    found = await find_logged_in(desk, request.cookies.get(COOKIE))
    if found is None:
        raise NotAuthenticated()
    if request.method not in SAFE_METHODS:
        given = request.headers.get("x-csrf-token", "")
        if not hmac.compare_digest(given.encode(), found.session.csrf_token.encode()):
            raise NotAllowed("This page is out of date. Reload it and try again.")
    return found


LoginDep = Annotated[LoggedIn, Depends(current_login)]


async def current_agent(login: LoginDep) -> Agent:
    """Any logged-in agent."""
    return login.agent


AgentDep = Annotated[Agent, Depends(current_agent)]


def require(*roles: Role) -> Callable[..., Awaitable[Agent]]:
    """A dependency that lets only these roles through; administrators always. Raises NotAllowed."""

    async def agent_with_role(agent: AgentDep) -> Agent:
        if agent.role not in (*roles, Role.ADMINISTRATOR):
            raise NotAllowed()
        return agent

    return agent_with_role


AdministratorDep = Annotated[Agent, Depends(require(Role.ADMINISTRATOR))]


def _bearer(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise NotAuthenticated("Send a token: Authorization: Bearer …")
    return token.strip()


async def current_contact(request: Request, desk: DeskDep) -> ContactClaims:
    """The contact whose signed token came along. Raises NotAuthenticated."""
    return read_contact_token(desk.settings, _bearer(request))


ContactDep = Annotated[ContactClaims, Depends(current_contact)]


async def service_token(request: Request, desk: DeskDep) -> None:
    """Lets only the custom actions in. Raises NotAuthenticated."""
    expected = desk.settings.service_token.get_secret_value()
    if not hmac.compare_digest(_bearer(request).encode(), expected.encode()):
        raise NotAuthenticated("The service token is wrong.")


async def same_origin(request: Request, desk: DeskDep) -> None:
    """For requests that start a session and so have no CSRF token yet: no other website may send them. Raises NotAllowed."""
    if not is_same_origin(desk.settings, request.headers.get("origin"), request.headers.get("host", "")):
        raise NotAllowed("Open this page from its own address.")


def is_same_origin(settings: Settings, origin: str | None, host: str) -> bool:
    """Whether a browser's Origin is ours; programs send none. Also used by the console's socket."""
    return origin is None or origin == settings.public_url or urlsplit(origin).netloc == host


def set_session_cookie(response: Response, settings: Settings, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(settings.session_hours * 3600),
        httponly=True,
        samesite="lax",
        secure=bool(settings.secure_cookies),
        path="/",
    )


def clear_session_cookie(response: Response, settings: Settings) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=bool(settings.secure_cookies), path="/")
