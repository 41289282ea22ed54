"""The published FAQ of a running desk: served from memory, published again when a file changes."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import structlog

from desk.knowledge.check import check_topics
from desk.knowledge.files import Folder, Problem
from desk.knowledge.publish import Snapshot, build_snapshot, read_snapshot, write_snapshot
from desk.knowledge.watch import changes
from desk.metrics import Metrics
from desk.models import Language
from desk.schemas import FaqEntryOut
from desk.settings import Settings

log = structlog.get_logger(__name__)

# What people ask first; the widget offers them before the first message. Those that exist are taken, in this order.
SUGGESTED = ("track_order", "delivery_time", "how_to_return", "refund_time", "payment_methods")
SUGGESTIONS = 3
RETRY_SECONDS = 5

T = TypeVar("T")


class Knowledge:
    """Holds the last good snapshot. A broken file never takes an answer away: it is logged and the last good one stays."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self.settings = settings
        self.metrics = metrics
        self.snapshot: Snapshot | None = None
        self.problems: list[Problem] = []
        self._folder = Folder(settings.faq_dir)
        self._publishing = asyncio.Lock()
        self._stop = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Publish what stands in the files and watch them from now on."""
        self._take(await asyncio.to_thread(read_snapshot, self.settings.published_faq))
        await self.publish()
        if self.settings.watch_faq:
            self._watching = asyncio.create_task(self._watch(), name="knowledge-watch")

    async def stop(self) -> None:
        self._stop.set()
        if self._watching is not None:
            await self._watching

    async def publish(self) -> bool:
        """Read, check and publish the files; False when errors (in `problems`, and logged) forbid it."""
        async with self._publishing:
            try:
                snapshot, problems = await asyncio.to_thread(self._build)
                if snapshot is not None and await asyncio.to_thread(
                    write_snapshot, self.settings.published_faq, snapshot
                ):
                    log.info("knowledge.published", version=snapshot.version[:12], entries=len(snapshot.entries))
            except OSError as error:
                snapshot, problems = (
                    None,
                    [Problem(str(error.filename or self.settings.faq_dir), 1, error.strerror or str(error))],
                )
            new, self.problems = set(problems) - set(self.problems), problems
            for problem in sorted(new):
                say = log.error if problem.severity == "error" else log.warning
                say("knowledge.problem", where=f"{problem.path}:{problem.line}", problem=problem.message)
            if snapshot is None:
                if new:
                    log.error("knowledge.not_published", kept=self.snapshot.version[:12] if self.snapshot else None)
                return False
            self._take(snapshot)
            return True

    async def with_files(self, act: Callable[[Folder, Path], T]) -> T:
        """Do something with the FAQ folder and the file of negatives, off the loop and not while the files are read."""
        async with self._publishing:
            return await asyncio.to_thread(act, self._folder, self.settings.negatives_file)

    def find_entry(self, faq_id: str) -> FaqEntryOut | None:
        """The published entry, or None."""
        entry = self.snapshot.entries.get(faq_id) if self.snapshot else None
        return FaqEntryOut(id=faq_id, **entry.model_dump()) if entry else None

    def list_entries(self, q: str | None = None) -> list[FaqEntryOut]:
        """All entries in the order of the files, or those that hold every word of `q`, title matches first."""
        entries = (
            [FaqEntryOut(id=key, **entry.model_dump()) for key, entry in self.snapshot.entries.items()]
            if self.snapshot
            else []
        )
        words = (q or "").casefold().split()
        if not words:
            return entries

        def rank(entry: FaqEntryOut) -> int:
            title = " ".join([entry.id.replace("_", " "), *entry.title.values()]).casefold()
            everything = f"{title} {' '.join(entry.answer.values())}".casefold()
            if not all(word in everything for word in words):
                return -1
            return sum(word in title for word in words)

        ranked = [(rank(entry), entry) for entry in entries]
        return [entry for score, entry in sorted(ranked, key=lambda pair: -pair[0]) if score >= 0]

    def suggestions(self) -> list[dict[str, object]]:
        """Likely first questions: `{faq_id, title by language}`."""
        found = [entry for entry in map(self.find_entry, SUGGESTED) if entry]
        chosen = found + [entry for entry in self.list_entries() if entry not in found]
        return [{"faq_id": entry.id, "title": entry.title} for entry in chosen[:SUGGESTIONS]]

    def topic_title(self, topic: str, language: Language) -> str | None:
        """The topic's title, or None when there is no such topic."""
        found = self.snapshot.topics.get(topic) if self.snapshot else None
        return found.title[language.value] if found else None

    def _build(self) -> tuple[Snapshot | None, list[Problem]]:
        files = self._folder.read()
        problems = check_topics(files, today=datetime.now(UTC).date())
        if not any(file.entries for file in files) and not problems:
            problems = [Problem(str(self.settings.faq_dir), 1, "no entries: put topic files (*.yml) here")]
        broken = any(problem.severity == "error" for problem in problems)
        return (None if broken else build_snapshot(files)), problems

    def _take(self, snapshot: Snapshot | None) -> None:
        self.snapshot = snapshot
        self.metrics.faq_entries.set(len(snapshot.entries) if snapshot else 0)

    async def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                async for _ in changes(self.settings.faq_dir, self._stop):
                    await self.publish()
            except Exception as error:  # the folder was moved away, or the system has no more watches to give
                log.error("knowledge.watch_failed", problem=str(error), retry_seconds=RETRY_SECONDS)
                try:
                    await asyncio.wait_for(self._stop.wait(), RETRY_SECONDS)
                except TimeoutError:
                    await self.publish()
