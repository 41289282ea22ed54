"""`create_app` makes everything and wires it together; nothing happens at import."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

import socketio
import structlog
from fastapi import FastAPI

from desk import health, static
from desk.api import auth, contacts, conversations, faq, internal, labels, setup, team, tickets, widget
from desk.api.errors import install_error_handlers
from desk.api.openapi import install_openapi
from desk.db import Database
from desk.metrics import Metrics
from desk.middleware import BodyLimit, Requests, SecurityHeaders, WidgetCors
from desk.pages import routes
from desk.passwords import Passwords
from desk.rasa_client import RasaClient
from desk.rate_limits import RateLimits
from desk.realtime import Realtime
from desk.schema_version import check_schema
from desk.services import invites
from desk.services.bot_turns import BotTurns
from desk.services.knowledge import Knowledge
from desk.services.labels import finish_labels
from desk.settings import Settings
from desk.sockets import install_sockets
from desk.wiring import Desk
from desk.worker import Worker

log = structlog.get_logger(__name__)


class DeskApp(socketio.ASGIApp):  # type: ignore[misc]  # python-socketio ships no types
    """Socket.IO in front, FastAPI (`http`) behind; `desk` holds the parts."""

    def __init__(self, desk: Desk, http: FastAPI) -> None:
        super().__init__(desk.realtime.server, other_asgi_app=http)
        self.desk, self.http, self.state = desk, http, http.state


def create_app(settings: Settings, *, rasa: RasaClient | None = None) -> DeskApp:
    """The whole desk as one ASGI app. Raises ValueError when a secret is missing (use `load_settings`)."""
    if settings.missing_secrets:
        raise ValueError(f"missing secrets: {', '.join(settings.missing_secrets)}")
    desk = _build(settings, rasa)
    http = FastAPI(
        title="Sahayak desk",
        version="1",
        lifespan=_lifespan(desk),
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    http.state.desk = desk
    install_error_handlers(http, page=routes.error_page)
    install_openapi(http)
    for router in (
        setup.router,
        auth.router,
        team.router,
        conversations.router,
        tickets.router,
        contacts.router,
        faq.router,
        labels.router,
        widget.router,
        internal.router,
        health.router,
        routes.router,
    ):
        http.include_router(router)
    static.mount(http, settings)
    # The last one added is the outermost.
    http.add_middleware(WidgetCors, settings=settings)
    http.add_middleware(BodyLimit)
    http.add_middleware(Requests, metrics=desk.metrics)
    http.add_middleware(SecurityHeaders, settings=settings)
    return DeskApp(desk, http)


def _build(settings: Settings, rasa: RasaClient | None) -> Desk:
    db, metrics = Database(settings.database_url), Metrics()
    rasa = rasa or RasaClient(settings)
    realtime = Realtime(settings)
    desk = Desk(
        settings=settings,
        db=db,
        realtime=realtime,
        rasa=rasa,
        bot_turns=BotTurns(db=db, rasa=rasa, settings=settings, metrics=metrics),
        knowledge=Knowledge(settings, metrics),
        limits=RateLimits(settings),
        metrics=metrics,
        passwords=Passwords(),
    )
    db.listeners += [metrics.count_events, realtime.publish]
    install_sockets(desk)
    return desk


def _lifespan(desk: Desk) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        """Start the parts, each on those before it; stop them the other way round."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(desk.db.dispose)
            stack.push_async_callback(desk.rasa.aclose)
            await check_schema(desk.db)
            await desk.knowledge.start()
            stack.push_async_callback(desk.knowledge.stop)
            await finish_labels(desk.db, desk.knowledge)
            worker = Worker(desk)
            await worker.start()
            stack.push_async_callback(worker.stop)
            await _tell_setup(desk)
            log.info("desk.started", address=desk.settings.public_url)
            yield
            log.info("desk.stopping")
        log.info("desk.stopped")

    return lifespan


async def _tell_setup(desk: Desk) -> None:
    """Make the first administrator's link when there is none; the log says how to see it, never the link itself."""
    async with desk.db.transaction() as tx:
        link = await invites.setup_link(tx, settings=desk.settings)
    if link is not None:
        log.warning("setup.needed", do="run: python -m desk.cli setup-link")
