"""Tells when a FAQ file changed."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import awatch

# Wait this long for an editor to finish its burst of writes; an answer must be live within a second.
SETTLE_MILLISECONDS = 80
AT_MOST_MILLISECONDS = 400
# File systems that report nothing (some network and container mounts) are looked at this often.
LOOK_MILLISECONDS = 15_000


async def changes(folder: Path, stop: asyncio.Event) -> AsyncIterator[None]:
    """Yield after each burst of changes in the folder, and now and then without one. Ends when `stop` is set."""
    async for _ in awatch(
        folder,
        stop_event=stop,
        step=SETTLE_MILLISECONDS,
        debounce=AT_MOST_MILLISECONDS,
        rust_timeout=LOOK_MILLISECONDS,
        yield_on_timeout=True,
        recursive=False,
    ):
        yield
