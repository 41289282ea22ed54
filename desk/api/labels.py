"""Teaching the bot from what contacts wrote. Everybody who logs in may; editors see all that was taught."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, status

from desk import queries, serializers
from desk.auth import AgentDep, require
from desk.models import Agent, Role
from desk.schemas import Cursor, LabelDraft, LabelIn, LabelOut, Ok, Page, RowId
from desk.services import labels
from desk.wiring import DeskDep

router = APIRouter(prefix="/api", tags=["labels"])

EditorDep = Annotated[Agent, Depends(require(Role.EDITOR, Role.SUPERVISOR))]


@router.get("/messages/{message_id}/label")
async def draft_label(message_id: RowId, agent: AgentDep, desk: DeskDep) -> LabelDraft:
    """What this message would teach, with the bot's guesses."""
    async with desk.db.reading() as session:
        return await labels.draft_label(session, desk.knowledge, message_id=message_id)


@router.post("/messages/{message_id}/label", status_code=status.HTTP_201_CREATED)
async def label_message(message_id: RowId, form: LabelIn, agent: AgentDep, desk: DeskDep) -> LabelOut:
    """The question becomes a variant of the entry, or a negative; the bot learns it at the next training."""
    label = await labels.label_message(desk.db, desk.knowledge, message_id=message_id, agent=agent, form=form)
    return serializers.label_out(label)


@router.delete("/messages/{message_id}/label")
async def undo_label(message_id: RowId, agent: AgentDep, desk: DeskDep) -> Ok:
    """Take back what this message taught."""
    await labels.undo_label(desk.db, desk.knowledge, message_id=message_id, agent=agent)
    return Ok()


@router.get("/conversations/{conversation_id}/labels")
async def list_conversation_labels(conversation_id: RowId, agent: AgentDep, desk: DeskDep) -> list[LabelOut]:
    """What the messages of a conversation teach, oldest first."""
    async with desk.db.reading() as session:
        conversation = await queries.access_conversation(session, conversation_id)
        rows = await queries.list_conversation_labels(session, conversation.id)
    return [serializers.label_out(row) for row in rows]


@router.get("/labels")
async def list_labels(
    agent: EditorDep, desk: DeskDep, cursor: Cursor = None, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> Page[LabelOut]:
    """All that was ever taught, newest first, with what was undone."""
    async with desk.db.reading() as session:
        rows, next_cursor = await queries.list_labels(session, cursor=cursor, limit=limit)
    return Page(items=[serializers.label_out(row) for row in rows], next_cursor=next_cursor)
