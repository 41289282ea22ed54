"""How long an edited answer takes to be served: save the file, ask until the new text comes. `python -m bench.answer_edit`

The edit goes into a copy of the knowledge base that the stack under test reads.
"""

import asyncio
import shutil
import tempfile
import time
from pathlib import Path

from bench.record import percentile, record
from tests.e2e.clients import ContactClient
from tests.e2e.stack import ROOT, Stack

EDITS = 10


async def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        faq = Path(folder) / "faq"
        shutil.copytree(ROOT / "data" / "faq", faq)
        with Stack(Path(folder) / "var", SAHAYAK_FAQ_DIR=str(faq), SAHAYAK_CONTACT_MESSAGES_PER_MINUTE="1000") as stack:
            contact = ContactClient(stack.url)
            await contact.start()
            path, seconds = faq / "delivery.yml", []
            original = path.read_text(encoding="utf-8")
            for number in range(EDITS):
                marker = f"Edit number {number}."
                started = time.perf_counter()
                path.write_text(
                    original.replace("In metro cities delivery takes", f"{marker} In metro cities delivery takes"),
                    encoding="utf-8",
                )
                while True:
                    question = await contact.send("how many days will delivery take")
                    reply = await contact.wait_for(
                        lambda m, after=question["seq"]: m["seq"] > after and m["kind"] == "outgoing"
                    )
                    if reply["text"].startswith(marker):
                        break
                    if time.perf_counter() - started > 20:
                        raise RuntimeError(f"still the old answer after 20 s: {reply['text']}")
                seconds.append(time.perf_counter() - started)
            await contact.stop()
    return {"edits": EDITS, "p50_seconds": round(percentile(seconds, 0.5), 2), "worst_seconds": round(max(seconds), 2)}


if __name__ == "__main__":
    record("answer_edit", "python -m bench.answer_edit", asyncio.run(measure()))
