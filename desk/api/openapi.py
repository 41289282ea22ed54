"""The OpenAPI document: what the front ends' types are made from. It tells our one shape of errors, not FastAPI's own."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from desk.schemas import ErrorBody

ERROR = {
    "description": "Any error.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}},
}


def install_openapi(app: FastAPI) -> None:
    """Make `app.openapi()` build the document once, when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = build_openapi(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way


def build_openapi(app: FastAPI) -> dict[str, Any]:
    """The document, without the 422 that FastAPI adds and we never send."""
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = ERROR
    schemas = document["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["ErrorBody"] = ErrorBody.model_json_schema()
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document
