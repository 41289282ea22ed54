"""Nothing acknowledged is lost, doubled or out of order when desk and Rasa are killed. The full size is `python -m bench.crash`."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.people import log_in_agent
from tests.e2e import crash
from tests.e2e.stack import Stack


@pytest.mark.timeout(420)
def test_killing_desk_and_rasa_loses_nothing(stack: Stack) -> None:
    async def play() -> crash.CrashReport:
        agent = await log_in_agent(stack, "crash")
        report = await crash.run(stack, contacts=10, messages=200, kills=6, agent=agent)
        await agent.close()
        return report

    # In a thread of its own: where the browser runs, this one has an event loop already.
    with ThreadPoolExecutor(1) as thread:
        report = thread.submit(asyncio.run, play()).result()
    assert report.flawless, report
    assert report.messages == 200
    assert report.reconnects > 0
