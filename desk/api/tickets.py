"""Tickets as agents work on them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BeforeValidator

from desk import queries, serializers
from desk.auth import AgentDep, require
from desk.models import Agent, Role, TicketStatus
from desk.schemas import (
    Cursor,
    Page,
    RowId,
    Search,
    TicketCommentIn,
    TicketDetail,
    TicketOut,
    TicketPatch,
    storable,
)
from desk.services import tickets
from desk.wiring import DeskDep

router = APIRouter(prefix="/api/tickets", tags=["tickets"])

AnswererDep = Annotated[Agent, Depends(require(Role.AGENT, Role.SUPERVISOR))]


@router.get("")
async def list_tickets(
    agent: AgentDep,
    desk: DeskDep,
    status: TicketStatus | None = None,
    q: Search = None,
    assignee: Annotated[
        str | None, BeforeValidator(storable), Query(max_length=32, description="me, none or an agent's id")
    ] = None,
    cursor: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Page[TicketOut]:
    """Latest change first."""
    async with desk.db.reading() as session:
        rows, next_cursor = await queries.list_tickets(
            session,
            status=status,
            q=q,
            assignee=agent.id if assignee == "me" else assignee,
            cursor=cursor,
            limit=limit,
        )
    return Page(items=[serializers.ticket_out(row) for row in rows], next_cursor=next_cursor)


@router.get("/{number}")
async def get_ticket(number: RowId, agent: AgentDep, desk: DeskDep) -> TicketDetail:
    """The ticket with its history."""
    async with desk.db.reading() as session:
        ticket = await queries.access_ticket(session, number)
        return await queries.ticket_detail(session, ticket)


@router.patch("/{number}")
async def change_ticket(number: RowId, form: TicketPatch, agent: AnswererDep, desk: DeskDep) -> TicketDetail:
    """Change what is given. A closed ticket stays closed."""
    async with desk.db.transaction() as tx:
        ticket = await tickets.change_ticket(tx, number=number, agent=agent, form=form)
        return await queries.ticket_detail(tx, ticket)


@router.post("/{number}/comments")
async def comment(number: RowId, form: TicketCommentIn, agent: AnswererDep, desk: DeskDep) -> TicketDetail:
    """Add a line for colleagues; the contact does not see it."""
    async with desk.db.transaction() as tx:
        ticket = await tickets.comment_ticket(tx, number=number, agent=agent, comment=form.comment)
        return await queries.ticket_detail(tx, ticket)
