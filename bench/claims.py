"""200 agents claim one conversation at the same moment: one owner, the others are told who. `python -m bench.claims`

Every claim is a request over HTTP by an agent of its own to the running desk.
"""

import asyncio
import collections
import tempfile
import time
from pathlib import Path

import httpx

from bench.people import seat_agents
from bench.record import record
from tests.e2e.stack import Stack

CLAIMS = 200


async def measure() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        agents = await seat_agents(stack, CLAIMS)
        async with httpx.AsyncClient(base_url=stack.url) as http:
            session = (await http.post("/api/widget/session", json={"language": "en"})).json()
            await http.post("/api/widget/handoff", headers={"Authorization": f"Bearer {session['token']}"})
        conversation = session["conversation"]["id"]
        started = time.perf_counter()
        answers = await asyncio.gather(*(agent.act(conversation, "claim") for agent in agents))
        seconds = time.perf_counter() - started
        owners = {answer.json()["assignee"]["id"] for answer in answers if answer.status_code == 200}
        told = [answer for answer in answers if answer.status_code == 409]
        for agent in agents:
            await agent.close()
    return {
        "claims": CLAIMS,
        "owners": len(owners),
        "granted": sum(answer.status_code == 200 for answer in answers),
        "told_who_has_it": sum(answer.json()["data"].get("assignee_id") in owners for answer in told),
        "answers": dict(collections.Counter(str(answer.status_code) for answer in answers)),
        "seconds": round(seconds, 2),
    }


if __name__ == "__main__":
    record("claims", "python -m bench.claims", asyncio.run(measure()))
