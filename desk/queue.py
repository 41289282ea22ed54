"""The queue is a query: open conversations without assignee, by priority, then by how long they have waited.

Everything here only reads. Positions are counted when they are asked for, so they cannot be wrong.
"""

import math
import statistics
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from desk.models import Agent, Availability, Conversation, ConversationStatus, Priority, now
from desk.schemas import InboxCounts, QueueStatus

PRESENT_SECONDS = 90  # an agent whose console was last heard of longer ago is not there, whatever the switch says
WAITS_LOOKED_AT = 20
WAITS_NEEDED = 5  # fewer tell nothing
WAITS_FROM_LAST = timedelta(days=7)

RANKS = {Priority.URGENT: 0, Priority.HIGH: 1, Priority.NORMAL: 2, Priority.LOW: 3}
priority_rank = case(*((Conversation.priority == priority, rank) for priority, rank in RANKS.items()), else_=2)
OPEN: ColumnElement[bool] = Conversation.status == ConversationStatus.OPEN
IN_QUEUE = and_(OPEN, Conversation.assignee_id.is_(None))
QUEUE_ORDER = (priority_rank, Conversation.waiting_since, Conversation.id)


def after_in_queue(rank: int, waiting_since: datetime, conversation_id: str) -> ColumnElement[bool]:
    """Rows that stand behind this place."""
    same_rank = or_(
        Conversation.waiting_since > waiting_since,
        and_(Conversation.waiting_since == waiting_since, Conversation.id > conversation_id),
    )
    return or_(priority_rank > rank, and_(priority_rank == rank, same_rank))


async def queue_status(session: AsyncSession, conversation: Conversation) -> QueueStatus | None:
    """The place in line, 1 is next; None for a conversation that does not wait."""
    if not conversation.waiting or conversation.waiting_since is None:
        return None
    not_before = after_in_queue(RANKS[conversation.priority], conversation.waiting_since, conversation.id)
    before = (
        select(func.count()).select_from(Conversation).where(IN_QUEUE, ~not_before, Conversation.id != conversation.id)
    )
    position = 1 + (await session.execute(before)).scalar_one()
    online = await agents_online(session)
    low, high = await wait_range(session, online)
    return QueueStatus(position=position, wait_low_seconds=low, wait_high_seconds=high, agents_online=online)


async def list_waiting(session: AsyncSession) -> list[tuple[Conversation, QueueStatus]]:
    """Everybody in line, in order, each with their place."""
    query = (
        select(Conversation)
        .where(IN_QUEUE)
        .order_by(*QUEUE_ORDER)
        .options(joinedload(Conversation.contact), joinedload(Conversation.assignee))
    )
    waiting = (await session.execute(query)).scalars().all()
    if not waiting:
        return []
    online = await agents_online(session)
    low, high = await wait_range(session, online)
    return [
        (row, QueueStatus(position=place, wait_low_seconds=low, wait_high_seconds=high, agents_online=online))
        for place, row in enumerate(waiting, start=1)
    ]


async def agents_online(session: AsyncSession) -> int:
    """Agents who could take a conversation now: switched to online, and their console is open."""
    query = (
        select(func.count())
        .select_from(Agent)
        .where(
            Agent.availability == Availability.ONLINE,
            Agent.disabled_at.is_(None),
            Agent.last_seen_at > now() - timedelta(seconds=PRESENT_SECONDS),
        )
    )
    return (await session.execute(query)).scalar_one()


async def wait_range(session: AsyncSession, online: int) -> tuple[int | None, int | None]:
    """What most people lately waited for a first reply, in seconds: the middle half of the last waits.

    (None, None) when nobody is there or too few have waited to tell.
    """
    if online == 0:
        return None, None
    query = (
        select(Conversation.handed_off_at, Conversation.first_reply_at)
        .where(Conversation.first_reply_at > now() - WAITS_FROM_LAST, Conversation.handed_off_at.is_not(None))
        .order_by(Conversation.first_reply_at.desc())
        .limit(WAITS_LOOKED_AT)
    )
    rows = await session.execute(query)
    waits = [(replied - handed_off).total_seconds() for handed_off, replied in rows if handed_off and replied]
    if len(waits) < WAITS_NEEDED:
        return None, None
    low, _, high = statistics.quantiles(waits, n=4, method="inclusive")
    return max(0, math.floor(low)), max(1, math.ceil(high))


async def inbox_counts(session: AsyncSession) -> InboxCounts:
    """The numbers of the inbox. Conversations in which nothing was said yet are not counted."""
    query = (
        select(Conversation.status, Conversation.assignee_id, func.count(), func.min(Conversation.waiting_since))
        .where(
            Conversation.last_seq > 0, Conversation.status.in_([ConversationStatus.PENDING, ConversationStatus.OPEN])
        )
        .group_by(Conversation.status, Conversation.assignee_id)
    )
    counts = InboxCounts(queue=0, open=0, pending=0, assigned={}, longest_waiting_since=None)
    for status, assignee_id, number, waiting_since in await session.execute(query):
        if status == ConversationStatus.PENDING:
            counts.pending += number
            continue
        counts.open += number
        if assignee_id is None:
            counts.queue, counts.longest_waiting_since = number, waiting_since
        else:
            counts.assigned[assignee_id] = number
    return counts
