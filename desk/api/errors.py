"""One place answers every error, in one shape: `{"error", "detail", "data"}`."""

from collections.abc import Callable
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from desk.errors import (
    BadRequest,
    DeskError,
    InternalError,
    MethodNotAllowed,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    PayloadTooLarge,
    RateLimited,
    ServiceUnavailable,
)

log = structlog.get_logger(__name__)

# A page for a browser, or None when the asker wants JSON.
ErrorPage = Callable[[Request, DeskError], Response | None]

BY_STATUS: dict[int, type[DeskError]] = {
    400: BadRequest,
    401: NotAuthenticated,
    403: NotAllowed,
    404: NotFound,
    405: MethodNotAllowed,
    413: PayloadTooLarge,
    429: RateLimited,
    503: ServiceUnavailable,
}


def install_error_handlers(app: FastAPI, page: ErrorPage) -> None:
    """Unexpected exceptions are answered by `desk.middleware.Requests`, so that they carry the same headers."""

    @app.exception_handler(DeskError)
    async def on_desk_error(request: Request, error: DeskError) -> Response:
        return page(request, error) or error_response(error)

    @app.exception_handler(RequestValidationError)
    async def on_validation_error(request: Request, error: RequestValidationError) -> Response:
        return error_response(from_validation(error.errors()))

    @app.exception_handler(HTTPException)
    async def on_http_error(request: Request, error: HTTPException) -> Response:
        kind = BY_STATUS.get(error.status_code, BadRequest if error.status_code < 500 else InternalError)
        response = page(request, kind()) or error_response(kind())
        for name, value in (error.headers or {}).items():  # Allow of a 405
            response.headers[name] = value
        return response


def error_response(error: DeskError) -> Response:
    """The error as an HTTP answer."""
    response = JSONResponse(error.as_dict(), status_code=error.status, headers={"cache-control": "no-store"})
    if isinstance(error, RateLimited) and "retry_after_seconds" in error.data:
        response.headers["retry-after"] = str(max(1, round(error.data["retry_after_seconds"])))
    return response


def from_validation(problems: Any) -> BadRequest:
    """Pydantic's list as one sentence and `data.fields`: names and problems, never the values that were sent."""
    fields = []
    for problem in problems:
        if problem["type"] == "json_invalid":
            return BadRequest("The body is not valid JSON.", fields=[])
        where = [str(part) for part in problem["loc"] if part not in ("body", "query", "path", "header")]
        fields.append({"field": ".".join(where), "problem": problem["msg"].removeprefix("Value error, ")})
    detail = "; ".join(f"{item['field'] or 'body'}: {item['problem']}" for item in fields)
    return BadRequest(f"The request is not valid: {detail}.", fields=fields)
