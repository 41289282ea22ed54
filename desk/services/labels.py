"""Teaching the bot: what a question belongs to, from the click to the file that the next training reads.

The row comes first: it says what was decided, by whom and when, and survives whatever happens to the file. Then the file is
written, which can be repeated without harm, and then the row says so (`written_at`). A desk that dies in between finishes
the work when it starts again.
"""

from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from desk import queries
from desk.db import Database
from desk.errors import (
    DeskError,
    FaqEntryNotFound,
    LabelNotFound,
    MessageAlreadyTaught,
    MessageNotTeachable,
    QuestionKnown,
)
from desk.knowledge.teach import add_question, check_new, remove_question
from desk.knowledge.wording import MAX_QUESTION, check_question, question_of
from desk.models import Agent, Label, Language, Message, MessageKind, new_id, now
from desk.schemas import LabelDraft, LabelIn
from desk.services.knowledge import Knowledge
from desk.texts import language_of_script

GUESSES = 3

log = structlog.get_logger(__name__)


async def draft_label(session: AsyncSession, knowledge: Knowledge, *, message_id: str) -> LabelDraft:
    """What this message would teach. Raises MessageNotFound, MessageNotTeachable."""
    message = await queries.access_message(session, message_id)
    _check_teachable(message)
    question = question_of(message.text)
    interaction = await queries.find_interaction(session, message_id)
    guesses = [ranked["faq_id"] for ranked in interaction.ranking] if interaction else []
    return LabelDraft(
        question=question,
        max_characters=MAX_QUESTION,
        language=await _language(session, message, question),
        guesses=[faq_id for faq_id in guesses if knowledge.find_entry(faq_id)][:GUESSES],
    )


async def label_message(db: Database, knowledge: Knowledge, *, message_id: str, agent: Agent, form: LabelIn) -> Label:
    """Teach it; the same again returns what is stored.

    Raises MessageNotFound, MessageNotTeachable, QuestionEmpty, QuestionTooLong, FaqEntryNotFound, MessageAlreadyTaught,
    QuestionKnown, KnowledgeNotWritable.
    """
    async with db.reading() as session:
        message = await queries.access_message(session, message_id)
        _check_teachable(message)
        question = question_of(message.text if form.question is None else form.question)
        stored = await _find_same(session, message_id, form.faq_id)
        language = form.language or await _language(session, message, question)
    if stored is not None:
        return stored
    check_question(question)
    # Before anything is stored, so that a refusal leaves no trace.
    await knowledge.with_files(partial(check_new, faq_id=form.faq_id, question=question))
    async with db.transaction() as tx:
        await queries.access_message(tx, message_id, for_update=True)
        stored = await _find_same(tx, message_id, form.faq_id)
        if stored is not None:
            return stored
        label = Label(
            id=new_id(),
            message=await queries.access_message(tx, message_id),
            question=question,
            language=language,
            faq_id=form.faq_id,
            agent=await tx.get_one(Agent, agent.id),
        )
        tx.add(label)
    try:
        await _write(db, knowledge, label)
    except DeskError:
        async with db.transaction() as tx:
            await tx.delete(await tx.get_one(Label, label.id))
        raise
    return label


async def undo_label(db: Database, knowledge: Knowledge, *, message_id: str, agent: Agent) -> None:
    """Take it back: the file loses the question, if it still has it.

    Raises MessageNotFound, LabelNotFound, KnowledgeNotWritable.
    """
    async with db.transaction() as tx:
        await queries.access_message(tx, message_id, for_update=True)
        label = await queries.find_label(tx, message_id)
        if label is None:
            raise LabelNotFound()
        label.undone_at, label.undone_by_id, label.written_at = now(), agent.id, None
    try:
        await _write(db, knowledge, label)
    except DeskError:
        async with db.transaction() as tx:
            stored = await tx.get_one(Label, label.id)
            stored.undone_at, stored.undone_by_id, stored.written_at = None, None, now()
        raise


async def finish_labels(db: Database, knowledge: Knowledge) -> None:
    """Write what a desk that ended in between has left. What the files refuse for good is undone, and logged."""
    async with db.reading() as session:
        labels = await queries.list_unwritten_labels(session)
    for label in labels:
        facts = {"label_id": label.id, "faq_id": label.faq_id, "undone": label.undone_at is not None}
        try:
            await _write(db, knowledge, label)
            log.info("labels.finished", **facts)
        except (FaqEntryNotFound, QuestionKnown) as error:
            async with db.transaction() as tx:
                stored = await tx.get_one(Label, label.id)
                stored.undone_at = stored.written_at = now()
            log.warning("labels.undone", **facts, reason=error.name)
        except DeskError as error:
            # The next start tries again: by then the file is corrected.
            log.error("labels.not_written", **facts, problem=error.data.get("problem", error.detail))


async def _write(db: Database, knowledge: Knowledge, label: Label) -> None:
    act = add_question if label.undone_at is None else remove_question
    await knowledge.with_files(
        partial(act, faq_id=label.faq_id, language=label.language.value, question=label.question)
    )
    async with db.transaction() as tx:
        (await tx.get_one(Label, label.id)).written_at = now()


async def _find_same(session: AsyncSession, message_id: str, faq_id: str | None) -> Label | None:
    stored = await queries.find_label(session, message_id)
    if stored is not None and stored.faq_id != faq_id:
        raise MessageAlreadyTaught(faq_id=stored.faq_id)
    return stored


def _check_teachable(message: Message) -> None:
    # A button's title is ours, not the contact's words.
    if message.kind != MessageKind.INCOMING or message.content.get("payload"):
        raise MessageNotTeachable()


async def _language(session: AsyncSession, message: Message, question: str) -> Language:
    """Devanagari tells; of Latin letters the bot said what it read, in this message or the last one."""
    written_in = language_of_script(question)
    if written_in is not None:
        return written_in
    interaction = await queries.find_interaction(session, message.id)
    conversation = await queries.access_conversation(session, message.conversation_id)
    read = [interaction.language if interaction else None, conversation.language]
    return next((language for language in read if language in (Language.EN, Language.HINGLISH)), Language.EN)
