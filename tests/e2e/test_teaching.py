"""An agent teaches the bot in a real browser, on a copy of the knowledge base: the files say so, and no longer when undone.

Nobody asks the bot anything here, so that only the desk runs.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.conftest import PERSON, missing
from tests.e2e.pages import Console
from tests.e2e.people import Caller, Team
from tests.e2e.stack import ROOT, Stack
from tests.e2e.test_accessibility import SIZES, STAND_STILL, violations

ASKED = "mera parcel kis sheher mein pahuncha"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stack]:
    """A desk of its own whose knowledge base may be written to."""
    if not (ROOT / "web" / "console" / "dist" / "index.html").exists():
        missing("The built front end", "Run: make setup")
    for folder in ("faq", "nlu"):
        shutil.copytree(ROOT / "data" / folder, tmp_path / "data" / folder)
    stack = Stack(tmp_path / "var", SAHAYAK_FAQ_DIR=str(tmp_path / "data" / "faq"))
    stack.run_cli("migrate")
    stack.start("desk")
    try:
        stack.wait_for("/healthz")
        yield stack
    finally:
        stack.stop()


@pytest.fixture
def team(shop: Stack) -> Iterator[Team]:
    with closing(Team(shop)) as team:
        yield team


def sit_down(browser: Browser, shop: Stack, team: Team, name: str, *, locale: str = "en", **options: Any) -> Console:
    colleague = team.hire(name)
    colleague.be("online", locale=locale)
    context = browser.new_context(base_url=shop.url, **{**PERSON, **options})
    context.add_cookies(colleague.cookies)  # type: ignore[arg-type]
    return Console(context.new_page(), locale).visit()


def choices(console: Console) -> Locator:
    """The entries in the dialog, and "Not our business"."""
    return console.dialog.get_by_role("radiogroup", name=console.text("teach.belongs_to")).get_by_role("radio")


def guess(shop: Stack, caller: Caller, faq_id: str) -> None:
    """What the bot would have logged of the message."""
    (message,) = [message for message in caller.messages() if message["kind"] == "incoming"]
    form = {
        "conversation_id": caller.id,
        "message_id": message["id"],
        "question": ASKED,
        "language": "hinglish",
        "ranking": [{"faq_id": faq_id, "confidence": 0.41}],
        "outcome": "did_you_mean",
    }
    token = shop.environment["SAHAYAK_SERVICE_TOKEN"]
    headers = {"Authorization": f"Bearer {token}"}
    httpx.post(f"{shop.url}/internal/v1/interactions", json=form, headers=headers).raise_for_status()


def test_what_agents_teach_comes_into_the_files_and_out_again(browser: Browser, shop: Stack, team: Team) -> None:
    data = Path(shop.environment["SAHAYAK_FAQ_DIR"]).parent
    orders, negatives = data / "faq" / "orders.yml", data / "nlu" / "out_of_scope.yml"
    before = orders.read_bytes(), negatives.read_bytes()
    title = json.loads((shop.var_dir / "faq" / "published.json").read_text())["entries"]["track_order"]["title"]
    caller = Caller(shop)
    with closing(caller.http):
        caller.ask_for_a_person()
        caller.say(f"{ASKED}? 98765 43210")
        guess(shop, caller, "track_order")

    # With keys alone, in English.
    asha = sit_down(browser, shop, team, "Asha Rao")
    asha.open(caller.id)
    asha.read(ASKED)
    asha.messages.get_by_role("button", name=asha.text("teach.action")).press("Enter")
    expect(asha.dialog.get_by_label(asha.text("teach.question"))).to_have_value(f"{ASKED}?")
    expect(asha.dialog.get_by_role("radio", name="Hinglish")).to_be_checked()
    first = choices(asha).first
    expect(first).to_have_accessible_name(f"{title['en']} {asha.text('teach.guess')}")
    first.press("Space")
    asha.dialog.get_by_role("button", name=asha.text("teach.submit"), exact=True).press("Enter")
    expect(asha.messages).to_contain_text(asha.text("teach.taught", title=title["en"]))
    expect(asha.page.get_by_role("alert")).to_contain_text(asha.text("teach.next_training"))
    expect(asha.messages.get_by_role("button", name=asha.text("teach.undo"))).to_be_focused()
    assert orders.read_bytes().replace(f"        - {ASKED}?\n".encode(), b"") == before[0] != orders.read_bytes()
    shop.run_cli("check-faq", str(data / "faq"))

    # A colleague sees it in Hindi, on a small dark screen, and takes it back to teach the other thing.
    ravi = sit_down(browser, shop, team, "Ravi Kumar", locale="hi", viewport=SIZES["narrow"], color_scheme="dark")
    ravi.open(caller.id)
    expect(ravi.messages).to_contain_text(ravi.text("teach.taught", title=title["hi"]))
    assert violations(ravi.page) == []
    ravi.messages.get_by_role("button", name=ravi.text("teach.undo")).click()
    ravi.messages.get_by_role("button", name=ravi.text("teach.action")).click()
    assert (orders.read_bytes(), negatives.read_bytes()) == before
    expect(choices(ravi).first).to_be_visible()
    ravi.page.evaluate(STAND_STILL)
    assert violations(ravi.page) == []
    assert ravi.page.evaluate("document.documentElement.scrollWidth") <= SIZES["narrow"]["width"]
    ravi.dialog.get_by_role("radio", name=ravi.text("teach.out_of_scope")).click()
    ravi.dialog.get_by_role("button", name=ravi.text("teach.submit"), exact=True).click()
    expect(ravi.messages).to_contain_text(ravi.text("teach.taught", title=ravi.text("teach.out_of_scope")))
    assert f"- {ASKED}?\n".encode() in negatives.read_bytes()

    # Who has the old state on the screen is told what it is now.
    asha.page.reload()
    expect(asha.messages).to_contain_text(asha.text("teach.taught", title=asha.text("teach.out_of_scope")))
    assert violations(asha.page) == []
    for console in (asha, ravi):
        console.page.context.close()
