"""What a person sees and clicks, by accessible names. Journeys speak in these words only."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.e2e.stack import ROOT

CONSOLE = "/console/"
LOCALES = ROOT / "web" / "console" / "src" / "lib" / "i18n"


@dataclass(frozen=True)
class WidgetWords:
    """Names of the widget's controls and the lines of its thread."""

    launcher: str
    close: str
    person: str
    next_in_line: str
    place_two: str
    joined: str
    talking_to: str
    resolved: str
    resolved_headline: str
    assistant_headline: str
    ticket_opened: str
    not_sent: str
    try_again: str


WIDGET_WORDS = {
    "en": WidgetWords(
        "Chat with us", "Close chat", "Talk to a person", "You are next in line", "You are 2nd in line", "{} has joined",
        "You are talking to {}", "This conversation is solved", "Solved. Write again any time", "The assistant answers right away",
        "Ticket {} opened", "Not sent.", "Try again",
    ),
    "hi": WidgetWords(
        "हमसे चैट करें", "चैट बंद करें", "किसी व्यक्ति से बात करें", "अगली बारी आपकी है", "आप लाइन में दूसरे नंबर पर हैं", "अब {} आपके साथ हैं",
        "आपकी बात {} से हो रही है", "यह बातचीत पूरी हुई", "बात पूरी हुई। जब चाहें, फिर लिखिए", "सहायक तुरंत जवाब देता है",
        "टिकट {} बन गया", "संदेश नहीं गया।", "फिर भेजें",
    ),
}  # fmt: skip


class Widget:
    """The chat on the shop's page."""

    def __init__(self, page: Page, language: str = "en") -> None:
        self.page = page
        self.words = WIDGET_WORDS[language]

    def open(self) -> Widget:
        self.launcher.click()
        expect(self.composer).to_be_visible()
        return self

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name=self.words.launcher)

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def composer(self) -> Locator:
        return self.panel.locator("form.composer").get_by_role("textbox")

    @property
    def place(self) -> Locator:
        """The place in line, below the header."""
        return self.panel.locator(".queue").get_by_role("status")

    @property
    def log(self) -> Locator:
        return self.panel.get_by_role("log")

    @property
    def bubbles(self) -> Locator:
        return self.log.locator(".bubble:not(.typing)")

    @property
    def conversation_id(self) -> str:
        """From the page's own storage."""
        found = self.page.evaluate(
            "Object.entries(localStorage).filter(([key]) => key.endsWith(':session')).map(([, value]) => JSON.parse(value).conversation_id)"
        )
        assert len(found) == 1, found
        return str(found[0])

    def bubble(self, text: str | re.Pattern[str]) -> Locator:
        return self.bubbles.filter(has_text=text)

    def say(self, text: str) -> Locator:
        """Type and press Enter; returns the bubble."""
        self.composer.fill(text)
        self.composer.press("Enter")
        expect(self.composer).to_have_value("")
        bubble = self.bubble(text).last
        expect(bubble).to_be_visible()
        return bubble

    def read(self, text: str | re.Pattern[str], *, seconds: float = 20) -> Locator:
        """Wait until a message is there and in sight; returns its bubble."""
        bubble = self.bubble(text).last
        expect(bubble).to_be_visible(timeout=seconds * 1000)
        expect(bubble).to_be_in_viewport()
        return bubble

    def read_line(self, text: str | re.Pattern[str]) -> None:
        """Wait for a line between the messages: somebody joined, a ticket was opened."""
        expect(self.log.locator(".activity").filter(has_text=text).last).to_be_visible()

    @property
    def chips(self) -> Locator:
        """Buttons offered below messages."""
        return self.log.locator(".chips").get_by_role("button")

    def press(self, name: str | re.Pattern[str]) -> None:
        self.panel.get_by_role("button", name=name).last.click()

    def ask_for_a_person(self) -> None:
        self.panel.get_by_role("button", name=self.words.person).first.click()

    @property
    def announced(self) -> Locator:
        """What a screen reader was told."""
        return self.panel.locator("[data-announcer]").locator("p")


class Console:
    """The agents' side, in English or Hindi."""

    def __init__(self, page: Page, locale: str = "en") -> None:
        self.page = page
        self.texts: dict[str, Any] = json.loads((LOCALES / f"{locale}.json").read_text(encoding="utf-8"))

    def text(self, key: str, **facts: object) -> str:
        """A text of the console by its key, as in the locale files."""
        found: Any = self.texts
        for part in key.split("."):
            found = found[part]
        return re.sub(r"\{\{(\w+)\}\}", lambda fact: str(facts[fact[1]]), str(found))

    def pattern(self, key: str) -> re.Pattern[str]:
        """The same with any facts."""
        return re.compile(re.sub(r"\\\{\\\{\w+\\\}\\\}", ".+", re.escape(self.text_with_places(key))))

    def text_with_places(self, key: str) -> str:
        found: Any = self.texts
        for part in key.split("."):
            found = found[part]
        return str(found)

    def visit(self, path: str = "inbox/queue") -> Console:
        self.page.goto(CONSOLE + path)
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        return self

    def log_in(self, email: str, password: str) -> None:
        self.page.get_by_label(self.text("field.email")).fill(email)
        self.page.get_by_label(self.text("field.password"), exact=True).fill(password)
        self.page.get_by_role("button", name=self.text("login.submit")).click()

    # --- the list

    def tab(self, view: str) -> Locator:
        views = self.page.get_by_role("navigation", name=self.text("inbox.views"))
        return views.get_by_role("link", name=self.text(f"inbox.{view}"))

    def expect_count(self, view: str, count: int) -> None:
        """The live number on a tab."""
        expect(self.tab(view)).to_have_text(re.compile(rf"\D{count}$"))

    def row(self, conversation_id: str) -> Locator:
        return self.page.locator(f"[data-conversation='{conversation_id}']")

    def open(self, conversation_id: str) -> None:
        self.row(conversation_id).click()
        expect(self.thread).to_be_visible()

    # --- one conversation

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("region", name=self.pattern("conversation.region"))

    @property
    def messages(self) -> Locator:
        return self.thread.get_by_role("region", name=self.text("transcript.label"))

    @property
    def card(self) -> Locator:
        return self.thread.get_by_role("region", name=self.text("handoff.title"))

    def act(self, name: str) -> None:
        """One of the acts in the header: `claim`, `resolve`, `reopen`."""
        actions = self.thread.get_by_role("group", name=self.text("conversation.actions"))
        actions.get_by_role("button", name=self.text(f"conversation.{name}")).click()

    def choose(self, name: str) -> None:
        """One of the acts in the header's menu: `transfer`, `open_ticket`, `return_to_bot`."""
        self.thread.get_by_role("button", name=self.text("conversation.more_actions")).click()
        self.page.get_by_role("menuitem", name=self.text(f"conversation.{name}")).click()

    @property
    def reply_field(self) -> Locator:
        return self.thread.get_by_role("textbox", name=self.pattern("composer.reply_label"))

    @property
    def note_field(self) -> Locator:
        return self.thread.get_by_role("textbox", name=self.text("composer.note_label"))

    def turn_to(self, mode: str) -> None:
        """`reply` or `note`."""
        modes = self.thread.get_by_role("radiogroup", name=self.text("composer.mode"))
        modes.locator("label").filter(has_text=self.text(f"composer.{mode}")).click()

    def write(self, text: str) -> None:
        """A reply, shown at once, on its way."""
        self.reply_field.fill(text)
        self.reply_field.press("Enter")
        expect(self.messages.get_by_text(text).last).to_be_visible()

    def reply(self, text: str) -> None:
        """A reply that the desk has stored."""
        self.write(text)
        expect(self.messages.get_by_text(self.text("transcript.sending"))).to_have_count(0)

    def note(self, text: str) -> None:
        self.turn_to("note")
        self.note_field.fill(text)
        self.note_field.press("Enter")
        expect(self.messages.get_by_text(text).last).to_be_visible()
        expect(self.messages.get_by_text(self.text("transcript.sending"))).to_have_count(0)
        self.turn_to("reply")

    def read(self, text: str | re.Pattern[str], *, seconds: float = 20) -> Locator:
        found = self.messages.get_by_text(text).last
        expect(found).to_be_visible(timeout=seconds * 1000)
        return found

    # --- anywhere

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def press(self, key: str, **facts: object) -> None:
        """A button by the key of its text."""
        self.page.get_by_role("button", name=self.text(key, **facts), exact=True).click()
