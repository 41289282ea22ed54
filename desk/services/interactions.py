"""Interactions: one question and what became of it."""

from sqlalchemy import select

from desk import queries
from desk.db import Transaction
from desk.models import Interaction, InteractionOutcome
from desk.schemas import InteractionIn


async def log_interaction(tx: Transaction, *, form: InteractionIn) -> Interaction:
    """Once for each message: the same again returns what is stored. Raises ConversationNotFound."""
    # Locked, so that the same call twice at once is one row, too.
    conversation = await queries.access_conversation(tx, form.conversation_id, for_update=True)
    stored = (
        await tx.execute(select(Interaction).where(Interaction.message_id == form.message_id))
    ).scalar_one_or_none()
    if stored is not None:
        return stored
    interaction = Interaction(
        conversation_id=conversation.id,
        message_id=form.message_id,
        question=form.question,
        language=form.language,
        intent=form.intent,
        faq_id=form.faq_id,
        confidence=form.confidence,
        ranking=[ranked.model_dump() for ranked in form.ranking],
        outcome=form.outcome,
    )
    tx.add(interaction)
    await tx.flush()
    return interaction


async def log_feedback(tx: Transaction, *, conversation_id: str, helpful: bool) -> Interaction | None:
    """Sets it on the last answered interaction; None when there is none. Raises ConversationNotFound.

    A message that asked several questions has an interaction for each (`<id>`, `<id>.2` …), and got all their answers before
    it was asked whether they helped: the feedback is for all of them.
    """
    conversation = await queries.access_conversation(tx, conversation_id, for_update=True)
    query = select(Interaction).where(
        Interaction.conversation_id == conversation.id, Interaction.outcome == InteractionOutcome.ANSWERED
    )
    query = query.order_by(Interaction.created_at.desc(), Interaction.id.desc()).limit(1)
    interaction = (await tx.execute(query)).scalar_one_or_none()
    if interaction is None:
        return None
    first, _, place = interaction.message_id.partition(".")
    interaction.helpful = helpful
    if place:
        same = (
            Interaction.conversation_id == conversation.id,
            Interaction.message_id.startswith(first, autoescape=True),
        )
        for sibling in (await tx.execute(select(Interaction).where(*same))).scalars():
            sibling.helpful = helpful
    await tx.flush()
    return interaction
