"""Contacts: who is asking."""

from typing import Annotated

from fastapi import APIRouter, Depends

from desk import queries
from desk.auth import AgentDep, require
from desk.models import Agent, Role
from desk.schemas import ContactOut, ContactPatch, RowId
from desk.services import contacts
from desk.wiring import DeskDep

router = APIRouter(prefix="/api/contacts", tags=["contacts"])


@router.get("/{contact_id}")
async def get_contact(contact_id: RowId, agent: AgentDep, desk: DeskDep) -> ContactOut:
    """A contact with the numbers of their conversations and tickets."""
    async with desk.db.reading() as session:
        contact = await queries.access_contact(session, contact_id)
        return await queries.contact_out(session, contact)


@router.patch("/{contact_id}")
async def change_contact(
    contact_id: RowId,
    form: ContactPatch,
    agent: Annotated[Agent, Depends(require(Role.AGENT, Role.SUPERVISOR))],
    desk: DeskDep,
) -> ContactOut:
    """Correct name, e-mail address or phone number; what is not sent stays, null clears."""
    async with desk.db.transaction() as tx:
        contact = await contacts.change_contact(tx, contact_id=contact_id, form=form)
        return await queries.contact_out(tx, contact)
