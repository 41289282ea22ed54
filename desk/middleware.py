"""Around every HTTP request: its id, its line in the log, its headers, its greatest size, and who may call from elsewhere."""

import time
import uuid
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.api.errors import error_response
from desk.errors import InternalError, PayloadTooLarge
from desk.metrics import Metrics
from desk.settings import Settings

log = structlog.get_logger(__name__)

MAX_BODY_BYTES = 64 * 1024
WIDGET_API = "/api/widget/"
QUIET = ("/healthz", "/readyz", "/metrics")


class Requests:
    """Gives a request its id, logs one line when it is done, counts it, and answers what nobody caught."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = uuid.uuid4().hex[:16]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception:
            log.exception("request.failed", method=scope["method"], path=scope["path"])
            if status == 0:
                await error_response(InternalError(request_id=request_id))(scope, receive, sending)
        finally:
            self._done(scope, status, time.perf_counter() - started)

    def _done(self, scope: Scope, status: int, seconds: float) -> None:
        # The route's pattern, not the address: addresses hold ids and are without number.
        route = getattr(scope.get("route"), "path", None) or "other"
        self.metrics.http.labels(scope["method"], route, str(status)).observe(seconds)
        if scope["path"] not in QUIET:
            log.info(
                "request.finished",
                method=scope["method"],
                path=scope["path"],
                status=status,
                milliseconds=round(seconds * 1000, 1),
                client=(scope.get("client") or [None])[0],
            )


class SecurityHeaders:
    """What browsers must not do with our answers. Nothing may frame us; scripts and styles come from us only."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        address = urlsplit(settings.public_url)
        # 'self' covers web sockets in new browsers only.
        sockets = f"{'wss' if address.scheme == 'https' else 'ws'}://{address.netloc}"
        shared = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
        page = (
            f"{shared}; script-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; manifest-src 'self'; "
            f"connect-src 'self' {sockets}; form-action 'self'; style-src 'self'"
        )
        self.page = page
        # The component library places its pop-ups with style attributes.
        self.console = page + " 'unsafe-inline'"
        self.data = shared
        self.secure = address.scheme == "https"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            # A 304 has no type to choose a policy by, and the browser keeps the one it has.
            if message["type"] == "http.response.start" and message["status"] != 304:
                self._add(scope["path"], MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, sending)

    def _add(self, path: str, headers: MutableHeaders) -> None:
        html = headers.get("content-type", "").startswith("text/html")
        policy = (self.console if path.startswith("/console") else self.page) if html else self.data
        headers.setdefault("content-security-policy", policy)
        headers["x-content-type-options"] = "nosniff"
        headers["x-frame-options"] = "DENY"
        headers["referrer-policy"] = "strict-origin-when-cross-origin" if html else "no-referrer"
        if path.startswith("/console"):
            headers["referrer-policy"] = "no-referrer"  # its addresses may hold one-time tokens
        headers["permissions-policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
        headers["cross-origin-opener-policy"] = "same-origin"
        # Other websites load the widget's files; everything else is for our own pages.
        headers["cross-origin-resource-policy"] = (
            "cross-origin" if path.startswith(("/widget/", WIDGET_API)) else "same-origin"
        )
        if self.secure:
            headers["strict-transport-security"] = "max-age=31536000"
        if path.startswith(("/api/", "/internal/")):
            headers.setdefault("cache-control", "no-store")


class BodyLimit:
    """Refuses bodies over 64 KB, whether their length is told or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope).get("content-length", "")
        if told.isdigit() and int(told) > MAX_BODY_BYTES:
            await error_response(PayloadTooLarge())(scope, receive, send)
            return
        body, complete = b"", False
        while not complete:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            complete = not message.get("more_body", False)
            if len(body) > MAX_BODY_BYTES:
                await error_response(PayloadTooLarge())(scope, receive, send)
                return
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, replay, send)


class WidgetCors:
    """Lets the widget on the websites in `allowed_origins` call its own routes: with a token, never with cookies."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.cors = CORSMiddleware(
            app,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type"],
            max_age=3600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and scope["path"].startswith(WIDGET_API)
        await (self.cors if ours else self.app)(scope, receive, send)
