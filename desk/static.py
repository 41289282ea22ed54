"""The built front ends: `web/widget/dist` at /widget/, `web/console/dist` at /console/."""

import re
from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from desk.errors import NotFound, ServiceUnavailable
from desk.settings import Settings

# Bundlers put a digest into the names of files that never change: chat-B7x2kQ9d.js.
HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.(js|css|woff2|svg|png|webp|map)$")
FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=300"
CHECK_EACH_TIME = "no-cache"
NOT_BUILT = "The {name} is not built. Run `make setup` and try again."


def mount(app: FastAPI, settings: Settings) -> None:
    """Serve both front ends. A folder that is not built yet is looked for again at each request."""

    @app.get("/console", include_in_schema=False)
    async def console_with_slash(request: Request) -> Response:
        return RedirectResponse("/console/")

    for path, files in {
        "/widget": WidgetFiles(settings.web_dir / "widget" / "dist", "widget"),
        "/console": ConsoleFiles(settings.web_dir / "console" / "dist", "console"),
        "/pages": PageFiles(Path(__file__).parent / "pages" / "files", "pages"),
    }.items():
        # Files only: compressing answers that hold a secret beside what somebody typed would let its length tell (BREACH).
        app.mount(path, GZipMiddleware(files, minimum_size=1024, compresslevel=6))


class BuiltFiles(StaticFiles):
    """Files of one folder, with the right caching and our errors."""

    unhashed = CHECK_EACH_TIME

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(directory=folder, check_dir=False)
        self.folder, self.name = folder, name

    async def check_config(self) -> None:
        """Called before each request until the folder is there."""
        if not self.folder.is_dir():
            raise ServiceUnavailable(NOT_BUILT.format(name=self.name))

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            response = await self.missing(path, scope)
        response.headers["cache-control"] = FOREVER if HASHED.search(path) else self.unhashed
        return response

    async def missing(self, path: str, scope: Scope) -> Response:
        raise NotFound()


class WidgetFiles(BuiltFiles):
    """Loaded by other websites; modules need CORS, and the files are public anyway."""

    unhashed = SHORTLY

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["access-control-allow-origin"] = "*"
        if scope["query_string"].startswith(b"v="):  # the loader asks for the chat by its digest
            response.headers["cache-control"] = FOREVER
        return response


class ConsoleFiles(BuiltFiles):
    """A single-page app: an address that is no file is a screen of it."""

    async def missing(self, path: str, scope: Scope) -> Response:
        if (
            path != "." and "." in path.rpartition("/")[2]
        ):  # a file of an older build: better a clean 404 than HTML as JavaScript
            raise NotFound()
        return await super().get_response("index.html", scope)


class PageFiles(BuiltFiles):
    """Style and scripts of the shop's own pages."""

    unhashed = SHORTLY
