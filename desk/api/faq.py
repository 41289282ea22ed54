"""The published FAQ, read-only: the console's search."""

from typing import Annotated

from fastapi import APIRouter, Query

from desk.auth import AgentDep
from desk.schemas import FaqEntryOut
from desk.wiring import DeskDep

router = APIRouter(prefix="/api/faq", tags=["faq"])


@router.get("")
async def list_faq(
    agent: AgentDep, desk: DeskDep, q: Annotated[str | None, Query(max_length=100)] = None
) -> list[FaqEntryOut]:
    """All entries, or those that hold every word of `q`."""
    return desk.knowledge.list_entries(q)
