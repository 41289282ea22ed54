"""axe on every page and state that people meet: WCAG 2.2 AA, light and dark, wide and narrow, no violations.

Each state is looked at twice, wide in light and narrow in dark; with SAHAYAK_BENCH=1 in all four ways, and the numbers go to
bench/results/axe.json.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bench.record import record
from tests.e2e.conftest import NewContext
from tests.e2e.pages import Console, Widget
from tests.e2e.people import Caller, Team
from tests.e2e.stack import Stack

pytestmark = pytest.mark.timeout(300)

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"target-size": {"enabled": True}},  # new in 2.2
}
MEASURING = os.environ.get("SAHAYAK_BENCH") == "1"
SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 375, "height": 720}}
WAYS = (("wide", "light"), ("narrow", "dark"))
ALL_WAYS = (*WAYS, ("wide", "dark"), ("narrow", "light"))
NARROW = (("narrow", "light"), ("narrow", "dark"))
BRIEFLY = (("narrow", "light"),)  # in Hindi: same colours, other words in little room
COMMAND = "SAHAYAK_BENCH=1 python -m pytest tests/e2e/test_accessibility.py -m e2e"


@dataclass
class Findings:
    """What axe said of each state, in each scheme and size."""

    looked_at: dict[str, list[str]] = field(default_factory=dict)

    def look(self, page: Page, state: str, ways: Sequence[tuple[str, str]] = ALL_WAYS if MEASURING else WAYS) -> None:
        before = page.viewport_size
        for size, scheme in ways:
            page.set_viewport_size(SIZES[size])
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.evaluate(STAND_STILL)
            self.looked_at[f"{state} · {scheme} · {size}"] = violations(page)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(before or SIZES["wide"])

    def expect_none(self) -> None:
        """Fails with each broken rule once, and where it is broken."""
        places: dict[str, list[str]] = {}
        for name, found in self.looked_at.items():
            for line in found:
                places.setdefault(line, []).append(name)
        if places:
            pytest.fail(
                "\n\n".join(f"{line}\n  in: {'; '.join(names)}" for line, names in places.items()), pytrace=False
            )


# A colour halfway from light to dark is nobody's fault. Sheets made in script are allowed where inline styles are not.
STAND_STILL = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const roots = [document, ...[...document.querySelectorAll("*")].map((element) => element.shadowRoot).filter(Boolean)];
  for (const root of roots) {
    if (root.standsStill) continue;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    root.standsStill = true;
  }
  await frame();
  await frame();
}"""


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.fixture(scope="session")
def all_findings() -> Iterator[Findings]:
    findings = Findings()
    yield findings
    if MEASURING:
        count = sum(map(len, findings.looked_at.values()))
        states = {name.split(" · ")[0] for name in findings.looked_at}
        record("axe", COMMAND, {"pages": len(findings.looked_at), "states": len(states), "violations": count})


@pytest.fixture
def findings(all_findings: Findings) -> Iterator[Findings]:
    mine = Findings()
    yield mine
    all_findings.looked_at |= mine.looked_at


def test_axe_sees_into_the_widget_and_does_find_faults(contact: Callable[..., Widget]) -> None:
    """Or all that follows would be worth nothing."""
    widget = contact()
    assert violations(widget.page) == []
    widget.panel.evaluate("(panel) => panel.append(document.createElement('button'))")
    assert any(line.startswith("button-name") for line in violations(widget.page))


def test_shop_and_help_pages(new_context: NewContext, findings: Findings) -> None:
    page = new_context().new_page()
    for language in ("en", "hi"):
        for path in ("/", "/help", "/help?q=refund", "/help?q=nothing-like-it", "/help/payments", "/nowhere"):
            separator = "&" if "?" in path else "?"
            page.goto(f"{path}{separator}lang={language}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            findings.look(page, f"page {path} {language}", *[BRIEFLY] * (language == "hi"))
    findings.expect_none()


@pytest.mark.parametrize("language", ["en", "hi"])
def test_widget(language: str, contact: Callable[..., Widget], team: Team, stack: Stack, findings: Findings) -> None:
    widget = contact(language, opened=False)
    widget.page.clock.install()
    widget.page.reload()
    widget.open()

    def look(state: str) -> None:
        findings.look(widget.page, f"widget {state} {language}", *[BRIEFLY] * (language == "hi"))

    expect(widget.panel.locator(".suggestions").get_by_role("button").first).to_be_visible()
    look("welcome")
    widget.panel.locator("header").get_by_role("button").first.click()
    expect(widget.panel.locator(".menu")).to_be_visible()
    look("options")
    widget.page.keyboard.press("Escape")
    widget.say("how many days will delivery take")
    expect(widget.chips.first).to_be_visible()
    widget.say("क्या कैश ऑन डिलीवरी मिलती है")
    expect(widget.bubbles.nth(5)).to_be_visible()
    look("conversation")
    widget.ask_for_a_person()
    expect(widget.place).to_be_visible()
    look("nobody there")
    widget.log.locator(".chips").get_by_role("button").last.click()
    form = widget.log.locator("form.ticket")
    expect(form).to_be_visible()
    look("ticket form")
    form.locator("[type=submit]").click()
    expect(form.locator("[aria-invalid=true]")).to_be_visible()
    look("ticket form with a mistake")
    form.get_by_role("textbox").nth(1).fill("anita@example.com")
    form.locator("[type=submit]").click()
    expect(widget.log.locator(".card.done")).to_be_visible()
    look("ticket opened")

    # A person takes it.
    asha = team.hire("Asha Rao")
    asha.be("online")
    asha.ask("POST", f"/api/conversations/{widget.conversation_id}/claim")
    asha.ask(
        "POST", f"/api/conversations/{widget.conversation_id}/messages", client_id="hello-from-asha", text="Hello!"
    )
    expect(widget.bubble("Hello!")).to_be_visible()
    look("with an agent")
    widget.page.get_by_role("button", name=widget.words.close).first.click()
    asha.ask(
        "POST", f"/api/conversations/{widget.conversation_id}/messages", client_id="more-from-asha", text="Still there?"
    )
    expect(widget.launcher).to_have_accessible_name(re.compile("1"))
    look("closed with news")
    widget.open()
    asha.ask("POST", f"/api/conversations/{widget.conversation_id}/resolve")
    expect(widget.panel.get_by_text(widget.words.resolved_headline)).to_be_visible()
    if language == "en":
        stack.kill("desk")
        widget.say("are you there")
        widget.page.clock.fast_forward(21_000)
        expect(widget.log.get_by_text(widget.words.not_sent)).to_be_visible()
        look("message not sent, no connection")
    widget.composer.fill("long " * 500)
    expect(widget.panel.locator(".over")).to_be_visible()
    look("too long")
    findings.expect_none()


def test_console_before_the_log_in(empty_desk: Stack, new_context: NewContext, findings: Findings) -> None:
    page = new_context(home=empty_desk.url).new_page()
    page.goto("/console/setup")
    expect(page.get_by_text("This address is not complete")).to_be_visible()
    findings.look(page, "console set-up without a link")
    link = empty_desk.run_cli("setup-link")
    page.goto(link)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("Please fill this in.").first).to_be_visible()
    findings.look(page, "console set-up")
    with closing(Team(empty_desk, link=link)) as team:
        page.goto("/console/login")
        Console(page).log_in("meera@aangan.example", "not the password")
        expect(page.get_by_role("alert")).to_be_visible()
        findings.look(page, "console log-in refused")
        invited = team.administrator.ask("POST", "/api/agents/invites", email="ravi@aangan.example", role="agent")
        page.goto(invited["link"])
        expect(page.get_by_role("button", name="Join the team")).to_be_visible()
        findings.look(page, "console invitation")
        page.goto("/console/invite?token=old")
        expect(page.get_by_text("not valid any more").first).to_be_visible()
        findings.look(page, "console invitation used")

        # The first day: everything is empty.
        page.context.add_cookies(team.administrator.cookies)  # type: ignore[arg-type]
        for path in ("inbox/queue", "inbox/mine", "inbox/all", "tickets", "nowhere"):
            Console(page).visit(path)
            page.wait_for_load_state("networkidle")
            findings.look(page, f"console {path} empty")
    findings.expect_none()


@pytest.mark.parametrize("locale", ["en", "hi"])
def test_console(locale: str, agent: Callable[..., Console], caller: Callable[..., Caller], findings: Findings) -> None:
    console = agent("Lata Menon", role="administrator", locale=locale)
    waiting = caller(waits=False)
    for text in ("how many days will delivery take", "क्या कैश ऑन डिलीवरी मिलती है", "asdf qwer zxcv"):
        waiting.ask(text)
    waiting.open_ticket("Two plates of the dinner set are missing", phone="98200 12345")
    waiting.ask_for_a_person()
    caller("and me")
    page = console.page

    def look(state: str, *ways: Sequence[tuple[str, str]]) -> None:
        findings.look(page, f"console {state} {locale}", *([BRIEFLY] if locale == "hi" else ways))

    console.expect_count("queue", 2)
    look("queue")
    console.open(waiting.id)
    expect(console.card).to_contain_text("how many days")
    console.messages.get_by_role("button", name=re.compile(re.escape(console.text("trace.show")))).first.click()
    expect(console.messages.locator("dl").first).to_be_visible()
    look("conversation that waits")
    console.act("claim")
    console.reply("Hello! I am looking at your order.")
    console.note("Second call this week.")
    console.turn_to("note")
    expect(console.note_field).to_be_visible()
    look("conversation with a note")
    console.thread.get_by_role("button", name=console.text("conversation.more_actions")).click()
    expect(page.get_by_role("menu")).to_be_visible()
    look("menu of acts")
    page.keyboard.press("Escape")
    for dialog in ("transfer", "open_ticket"):
        console.choose(dialog)
        expect(console.dialog).to_be_visible()
        look(f"dialog {dialog}")
        page.keyboard.press("Escape")
        expect(console.dialog).to_have_count(0)
    page.set_viewport_size(SIZES["narrow"])
    console.thread.get_by_role("button", name=console.text("conversation.details"), exact=True).click()
    expect(console.dialog).to_be_visible()
    look("details", NARROW)
    page.keyboard.press("Escape")
    page.set_viewport_size(SIZES["wide"])
    console.act("resolve")
    expect(console.thread.get_by_role("button", name=console.text("conversation.reopen"), exact=True)).to_be_visible()
    look("conversation resolved")

    console.visit("inbox/all")
    expect(console.row(waiting.id)).to_be_visible()
    look("all conversations")
    console.visit("tickets")
    ticket = page.get_by_role("link", name=re.compile("SAH-")).first
    expect(ticket).to_be_visible()
    look("tickets")
    ticket.click()
    expect(page.get_by_role("region", name=console.text("tickets.details"))).to_be_visible()
    look("ticket")
    console.visit("team")
    expect(page.get_by_role("table")).to_contain_text("Lata Menon")
    look("team")
    page.get_by_role("button", name=console.text("team.invite"), exact=True).click()
    expect(console.dialog).to_be_visible()
    look("dialog invite")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=console.text("team.edit_label", name="Lata Menon")).click()
    console.dialog.get_by_role("button", name=console.text("team.disable"), exact=True).click()
    expect(console.dialog.get_by_role("alert")).to_be_visible()
    look("dialog change an agent")
    page.keyboard.press("Escape")
    console.visit("settings")
    look("settings")
    page.get_by_role("button", name=re.compile("Lata Menon")).click()
    expect(page.get_by_role("menu")).to_be_visible()
    look("account menu")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(console.dialog).to_be_visible()
    look("shortcuts")
    findings.expect_none()
