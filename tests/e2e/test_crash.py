"""Nothing acknowledged is lost, doubled or out of order when desk and Rasa are killed. The full size is `python -m bench.crash`."""

import asyncio
from pathlib import Path

import pytest

from bench.people import log_in_agent
from tests.e2e import crash
from tests.e2e.conftest import missing
from tests.e2e.stack import BOT_PYTHON, ROOT, Stack


@pytest.mark.timeout(420)
def test_killing_desk_and_rasa_loses_nothing(tmp_path: Path) -> None:
    if not BOT_PYTHON.exists() or not list((ROOT / "models").glob("*.tar.gz")):
        missing("The bot environment or a trained model", "Run: make setup")

    async def play(stack: Stack) -> crash.CrashReport:
        agent = await log_in_agent(stack)
        report = await crash.run(stack, contacts=10, messages=200, kills=6, agent=agent)
        await agent.close()
        return report

    with Stack(tmp_path, SAHAYAK_CONTACT_MESSAGES_PER_MINUTE="1000") as stack:
        report = asyncio.run(play(stack))
    assert report.flawless, report
    assert report.messages == 200
    assert report.reconnects > 0
