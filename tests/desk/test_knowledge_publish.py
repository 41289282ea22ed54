"""Publishing: whole or not at all, live within a second, and never an answer less because of a broken file."""

import asyncio
import json
import os
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.knowledge.files import Folder
from desk.knowledge.publish import build_snapshot, read_snapshot, write_snapshot
from desk.metrics import Metrics
from desk.models import Language
from desk.services.knowledge import Knowledge
from desk.settings import Settings
from tests.desk.conftest import RunningDesk


def edit(settings: Settings, old: str, new: str, file: str = "delivery.yml") -> None:
    path = settings.faq_dir / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


async def until(condition: Callable[[], bool], seconds: float) -> float:
    """Seconds it took; fails when it takes longer."""
    started = time.perf_counter()
    while not condition():
        if time.perf_counter() - started > seconds:
            pytest.fail(f"not within {seconds} s")
        await asyncio.sleep(0.01)
    return time.perf_counter() - started


def published(settings: Settings) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(settings.published_faq.read_text(encoding="utf-8"))
    return content


@pytest.fixture
def watching(settings: Settings) -> Settings:
    return settings.model_copy(update={"watch_faq": True})


async def test_snapshot_has_the_form_of_the_contract(desk: RunningDesk) -> None:
    snapshot = published(desk.desk.settings)
    assert set(snapshot) == {"version", "published_at", "topics", "entries"}
    assert snapshot["topics"]["delivery"] == {
        "title": {"en": "delivery", "hi": "delivery हिंदी", "hinglish": "delivery wala"}
    }
    assert snapshot["entries"]["delivery_time"] == {
        "topic": "delivery",
        "title": {"en": "delivery_time title", "hi": "delivery_time शीर्षक", "hinglish": "delivery_time ka title"},
        "answer": {"en": "delivery_time answer", "hi": "delivery_time जवाब", "hinglish": "delivery_time ka jawab"},
        "links": [],
        "buttons": [],
        "related": ["track_order"],
        "handoff": "never",
    }


async def test_edited_answer_is_served_within_a_second(start_desk: Any, watching: Settings) -> None:
    desk = await start_desk(watching)
    agent = await desk.as_agent()
    await asyncio.sleep(0.2)  # the watch is set up in a thread
    edit(watching, "delivery_time answer", "Tomorrow, by ten.")
    await until(lambda: "Tomorrow, by ten." in watching.published_faq.read_text(encoding="utf-8"), 1.0)
    entries = (await agent.get("/api/faq?q=tomorrow")).json()
    assert [entry["id"] for entry in entries] == ["delivery_time"]
    assert entries[0]["answer"]["en"] == "Tomorrow, by ten."


async def test_broken_file_keeps_the_last_good_answers_and_is_named(
    start_desk: Any, watching: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = await start_desk(watching)
    await asyncio.sleep(0.2)
    before = published(watching)
    edit(watching, "handoff: never", "handoff: perhaps")
    await until(lambda: bool(desk.desk.knowledge.problems), 2.0)
    assert published(watching) == before
    assert desk.desk.knowledge.find_entry("delivery_time").answer["en"] == "delivery_time answer"
    lines = (watching.faq_dir / "delivery.yml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "perhaps" in text)
    assert f"{watching.faq_dir / 'delivery.yml'}:{line}" in capsys.readouterr().out
    readiness = (await desk.client().get("/readyz")).json()
    assert readiness["parts"]["faq"]["ready"] is True
    assert f"delivery.yml:{line}" in readiness["parts"]["faq"]["detail"]
    edit(watching, "handoff: perhaps", "handoff: offer")
    await until(lambda: not desk.desk.knowledge.problems, 2.0)
    assert published(watching)["entries"]["delivery_time"]["handoff"] == "offer"


async def test_new_and_deleted_files_are_noticed(start_desk: Any, watching: Settings) -> None:
    desk = await start_desk(watching)
    await asyncio.sleep(0.2)
    (watching.faq_dir / "payments.yml").unlink()
    await until(lambda: "upi_failed" not in desk.desk.knowledge.snapshot.entries, 2.0)
    assert set(published(watching)["entries"]) == {"delivery_time", "track_order"}


async def test_broken_files_at_the_start_serve_the_last_snapshot(start_desk: Any, settings: Settings) -> None:
    first = Knowledge(settings, Metrics())
    await first.publish()
    edit(settings, "entries:", "entries: [")
    desk = await start_desk(settings)
    assert desk.desk.knowledge.find_entry("delivery_time") is not None


@pytest.mark.parametrize("fault", ["broken", "empty", "missing"])
async def test_start_without_any_usable_answer_says_which_file_and_runs(
    start_desk: Any, settings: Settings, tmp_path: Path, fault: str
) -> None:
    folder = settings.faq_dir
    if fault == "broken":
        edit(settings, "entries:", "entries: [")
    else:
        folder = tmp_path / "other"
        if fault == "empty":
            folder.mkdir()
    desk = await start_desk(settings.model_copy(update={"faq_dir": folder}))
    response = await desk.client().get("/readyz")
    detail = response.json()["parts"]["faq"]["detail"]
    assert response.status_code == 503
    assert str(folder) in detail
    assert (await desk.client().get("/help")).status_code == 200


async def test_same_content_is_not_written_again(settings: Settings) -> None:
    knowledge = Knowledge(settings, Metrics())
    assert await knowledge.publish()
    before = settings.published_faq.stat()
    version = published(settings)["version"]
    await asyncio.sleep(0.01)
    assert await knowledge.publish()
    after = settings.published_faq.stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    edit(settings, "delivery_time answer", "Other")
    assert await knowledge.publish()
    assert published(settings)["version"] != version


def test_readers_never_see_half_a_snapshot(settings: Settings) -> None:
    files = Folder(settings.faq_dir).read()
    one = build_snapshot(files)
    other = build_snapshot(files[:1])
    path = settings.published_faq
    write_snapshot(path, one)
    stop, broken = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            if read_snapshot(path) is None:
                broken.append(path.read_text(encoding="utf-8"))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for _ in range(30):
            write_snapshot(path, other)
            write_snapshot(path, one)
    finally:
        stop.set()
        reader.join()
    assert broken == []
    assert [item.name for item in path.parent.iterdir()] == ["published.json"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_failed_write_leaves_the_old_snapshot(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    files = Folder(settings.faq_dir).read()
    write_snapshot(settings.published_faq, build_snapshot(files))

    def no_space(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_snapshot(settings.published_faq, build_snapshot(files[:1]))
    assert len(published(settings)["entries"]) == 4
    assert [item.name for item in settings.published_faq.parent.iterdir()] == ["published.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 1}', b"\xff"])
def test_unreadable_snapshot_is_none(settings: Settings, content: bytes) -> None:
    settings.published_faq.parent.mkdir(parents=True)
    settings.published_faq.write_bytes(content)
    assert read_snapshot(settings.published_faq) is None


async def test_search_needs_every_word_and_prefers_titles(settings: Settings) -> None:
    edit(settings, "delivery_time answer", "We track every parcel.")
    knowledge = Knowledge(settings, Metrics())
    await knowledge.publish()
    assert [entry.id for entry in knowledge.list_entries("track")] == ["track_order", "delivery_time"]
    assert [entry.id for entry in knowledge.list_entries("TRACK parcel")] == ["delivery_time"]
    assert [entry.id for entry in knowledge.list_entries("जवाब upi")] == ["upi_failed"]
    assert knowledge.list_entries("track nothing") == []
    assert len(knowledge.list_entries("  ")) == 4


async def test_suggestions_are_three_entries_that_exist(settings: Settings) -> None:
    knowledge = Knowledge(settings, Metrics())
    assert knowledge.suggestions() == []
    await knowledge.publish()
    suggestions = knowledge.suggestions()
    assert [item["faq_id"] for item in suggestions] == ["track_order", "delivery_time", "upi_failed"]
    assert suggestions[0]["title"] == {
        "en": "track_order title",
        "hi": "track_order शीर्षक",
        "hinglish": "track_order ka title",
    }
    assert knowledge.topic_title("payments", Language.HI) == "payments हिंदी"
    assert knowledge.topic_title("none", Language.HI) is None


async def test_faq_is_for_agents(desk: RunningDesk) -> None:
    assert (await desk.client().get("/api/faq")).status_code == 401
    entries = (await (await desk.as_agent()).get("/api/faq")).json()
    assert [entry["id"] for entry in entries] == ["delivery_time", "track_order", "upi_failed", "double_charged"]
