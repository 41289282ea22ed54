"""Whether the desk lives, whether all parts are ready, and the figures."""

import asyncio
import hmac
import time

import httpx
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy import text

from desk.errors import NotAuthenticated
from desk.rasa_client import RasaError, RasaRefused
from desk.wiring import Desk, DeskDep

router = APIRouter(tags=["health"])

PART_SECONDS = 2.0


class PartState(BaseModel):
    """One part; `detail` says what is wrong and what to do, or what is right."""

    ready: bool
    detail: str


class Readiness(BaseModel):
    ready: bool
    parts: dict[str, PartState]


class Liveness(BaseModel):
    ok: bool = True


@router.get("/healthz")
async def healthz() -> Liveness:
    """The process answers."""
    return Liveness()


@router.get("/readyz", responses={503: {"model": Readiness}})
async def readyz(response: Response, desk: DeskDep) -> Readiness:
    """200 only when database, FAQ, Rasa with a model, and the action server are ready."""
    names = ("database", "faq", "rasa", "actions")
    states = await asyncio.gather(_database(desk), _faq(desk), _rasa(desk), _actions(desk))
    ready = all(state.ready for state in states)
    response.status_code = 200 if ready else 503
    response.headers["cache-control"] = "no-store"
    return Readiness(ready=ready, parts=dict(zip(names, states, strict=True)))


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request, desk: DeskDep) -> Response:
    """For Prometheus. With `metrics_token` set it must be sent as a bearer token."""
    expected = desk.settings.metrics_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if expected is not None and not hmac.compare_digest(given.encode(), expected.get_secret_value().encode()):
        raise NotAuthenticated("Send the metrics token: Authorization: Bearer …")
    return Response(desk.metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")


async def _database(desk: Desk) -> PartState:
    started = time.perf_counter()
    try:
        async with asyncio.timeout(PART_SECONDS), desk.db.reading() as session:
            await session.execute(text("SELECT 1"))
    except Exception as error:  # drivers raise errors of their own
        return PartState(ready=False, detail=f"no answer from the database ({type(error).__name__})")
    return PartState(ready=True, detail=f"answers in {(time.perf_counter() - started) * 1000:.0f} ms")


async def _faq(desk: Desk) -> PartState:
    snapshot = desk.knowledge.snapshot
    errors = [problem for problem in desk.knowledge.problems if problem.severity == "error"]
    if snapshot is None:
        first = str(errors[0]) if errors else "not read yet"
        return PartState(ready=False, detail=f"no FAQ is published: {first}")
    kept = f"; the files have {len(errors)} errors, the last good version is served: {errors[0]}" if errors else ""
    return PartState(ready=True, detail=f"{len(snapshot.entries)} entries, version {snapshot.version[:12]}{kept}")


async def _rasa(desk: Desk) -> PartState:
    try:
        async with asyncio.timeout(PART_SECONDS):
            found = await desk.rasa.health()
    except RasaRefused as error:
        return PartState(ready=False, detail=f"Rasa answers {error}")
    except (RasaError, TimeoutError) as error:
        return PartState(ready=False, detail=f"Rasa does not answer ({type(error).__name__})")
    return PartState(ready=True, detail=f"model {found.model_id}")


async def _actions(desk: Desk) -> PartState:
    try:
        async with httpx.AsyncClient(timeout=PART_SECONDS, trust_env=False) as client:
            answer = await client.get(f"{desk.settings.actions_url}/health")
    except httpx.HTTPError as error:
        return PartState(ready=False, detail=f"the action server does not answer ({type(error).__name__})")
    if answer.status_code != 200:
        return PartState(ready=False, detail=f"the action server answers {answer.status_code}")
    return PartState(ready=True, detail="answers")
