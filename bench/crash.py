"""Kill desk and Rasa in the middle of conversations: `python -m bench.crash`."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench.people import log_in_agent
from bench.record import record
from tests.e2e import crash
from tests.e2e.stack import Stack


async def main(messages: int, kills: int) -> bool:
    with (
        tempfile.TemporaryDirectory() as folder,
        Stack(Path(folder), SAHAYAK_CONTACT_MESSAGES_PER_MINUTE="1000") as stack,
    ):
        agent = await log_in_agent(stack)
        report = await crash.run(stack, contacts=10, messages=messages, kills=kills, agent=agent)
        await agent.close()
    record("crash", f"python -m bench.crash --messages {messages} --kills {kills}", report.as_dict())
    return report.flawless


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--kills", type=int, default=10)
    options = parser.parse_args()
    raise SystemExit(not asyncio.run(main(options.messages, options.kills)))
