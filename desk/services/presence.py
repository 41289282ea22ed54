"""Who is really there: agents whose console is open."""

from collections.abc import Collection

from sqlalchemy import update

from desk.db import Transaction
from desk.models import Agent, now


async def record_presence(tx: Transaction, *, agent_ids: Collection[str]) -> None:
    """These agents' consoles were heard of just now. Nobody is told: availability is what is announced."""
    await tx.execute(update(Agent).where(Agent.id.in_(agent_ids)).values(last_seen_at=now()))
