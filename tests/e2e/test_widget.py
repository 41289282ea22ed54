"""The widget in a real browser: what is kept, what is in step, what keyboards, phones and screen readers get."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewContext, Product
from tests.e2e.pages import Console, Widget
from tests.e2e.people import Faq, Team
from tests.e2e.stack import Stack

Contact = Callable[..., Widget]
Agent = Callable[..., Console]

DELIVERY = "how many days will delivery take"
COD = "is cod available"
HELP_BACK = re.compile("^Did this help")


def test_history_outlives_a_reload_and_is_not_read_out_again(contact: Contact, faq: Faq) -> None:
    widget = contact()
    widget.say(DELIVERY)
    widget.read(faq.answer("delivery_time", "en"))
    widget.read(HELP_BACK)
    said = widget.bubbles.all_inner_texts()
    widget.composer.fill("half a question")

    widget.page.reload()  # the chat stays open from page to page

    expect(widget.bubbles).to_have_text(said)
    expect(widget.composer).to_have_value("half a question")
    expect(widget.announced).to_have_count(0)
    widget.composer.fill("")
    widget.say(COD)
    widget.read(faq.answer("cod_available", "en"))


def test_two_tabs_are_in_step(contact: Contact, faq: Faq) -> None:
    first = contact()
    second = Widget(first.page.context.new_page())
    second.page.goto("/")
    second.open()
    first.say(DELIVERY)
    for widget in (first, second):
        widget.read(faq.answer("delivery_time", "en"))
        widget.read(HELP_BACK)
    expect(first.chips.filter(has_text="Yes, thanks")).to_have_count(1)

    second.press("Yes, thanks")

    expect(first.bubble("Yes, thanks")).to_have_count(1)
    expect(first.chips).to_have_count(0)  # used in the other tab
    expect(second.bubbles).to_have_text(first.bubbles.all_inner_texts())


def test_buttons_disappear_once_the_contact_has_moved_on(contact: Contact, faq: Faq) -> None:
    widget = contact()
    widget.panel.locator(".suggestions").get_by_role("button").first.click()  # offered before the first message
    expect(widget.bubbles.nth(1)).to_be_visible()
    widget.read(HELP_BACK)
    offered = widget.chips.all_inner_texts()
    assert "No" in offered
    widget.press("No")
    expect(widget.bubble("No").first).to_be_visible()
    expect(widget.chips.filter(has_text="Yes, thanks")).to_have_count(0)


def test_what_was_written_while_the_desk_was_away_arrives_once(
    contact: Contact, stack: Stack, team: Team, faq: Faq
) -> None:
    widget = contact(opened=False)
    widget.page.clock.install()
    widget.page.reload()
    widget.open().say(COD)
    widget.read(faq.answer("cod_available", "en"))

    stack.kill("desk")
    bubble = widget.say(DELIVERY)  # shown at once
    expect(widget.log.get_by_text("Sending…")).to_be_visible()
    expect(widget.log.get_by_text("Not sent.")).to_have_count(0)
    widget.page.clock.fast_forward(21_000)
    expect(widget.log.get_by_text("Not sent.")).to_be_visible()
    expect(widget.panel.get_by_role("status").get_by_text("What you write is kept")).to_be_visible()

    stack.start("desk")
    stack.wait_until_ready()
    widget.log.get_by_role("button", name="Try again").click()

    widget.read(faq.answer("delivery_time", "en"))
    expect(widget.log.get_by_text("Not sent.")).to_have_count(0)
    expect(bubble).to_be_visible()
    stored = team.transcript(widget.conversation_id)
    assert [message["text"] for message in stored if message["kind"] == "incoming"] == [COD, DELIVERY]


def test_nobody_there_leaves_a_ticket_with_its_number(contact: Contact, team: Team) -> None:
    widget = contact()
    widget.say("my kadhai came with a broken handle")
    expect(widget.bubbles.nth(1)).to_be_visible()
    widget.ask_for_a_person()
    expect(widget.place).to_have_text("Nobody from our team is here right now")
    widget.read(re.compile("^Nobody from our team"))  # in sight, with what can be done
    widget.press("Open a ticket")
    form = widget.panel.get_by_role("region", name="We will get back to you")
    expect(form.get_by_label("What is it about?")).to_have_value("my kadhai came with a broken handle")

    form.get_by_role("button", name="Send ticket").click()
    expect(form.get_by_text("Give an e-mail or a phone number")).to_be_visible()
    expect(form.get_by_label("E-mail")).to_be_focused()
    form.get_by_label("Phone").fill("98200 12345")
    form.get_by_label("Order number").fill("AAN-204518")
    form.get_by_role("button", name="Send ticket").click()

    done = widget.panel.get_by_role("status").filter(has_text="Your ticket is SAH-")
    expect(done).to_contain_text("98200 12345")
    number = re.search(r"SAH-\d+", done.inner_text())
    assert number is not None
    expect(widget.log.locator(".activity").filter(has_text=number[0])).to_be_visible()
    ticket = team.administrator.ask("GET", f"/api/tickets/{number[0]}")["ticket"]
    assert ticket["description"] == "my kadhai came with a broken handle"
    assert (ticket["phone"], ticket["order_number"]) == ("+919820012345", "AAN-204518")
    assert ticket["conversation_id"] == widget.conversation_id


def test_the_place_in_line_is_live(contact: Contact, agent: Agent) -> None:
    console = agent()
    first, second = contact(), contact()
    for widget in (first, second):
        widget.say("hello")
        expect(widget.bubbles.nth(1)).to_be_visible()
        widget.ask_for_a_person()
    expect(first.place).to_have_text("You are next in line")
    expect(second.place).to_have_text("You are 2nd in line")
    console.open(first.conversation_id)
    console.act("claim")
    expect(second.place).to_have_text("You are next in line")
    expect(first.panel.get_by_text("You are talking to Asha Rao")).to_be_visible()

    # A reply while the chat is closed is counted on the button.
    first.press("Close chat")
    console.reply("Hello, how can I help?")
    expect(first.launcher).to_have_accessible_name("Chat with us, new messages: 1")
    first.open()
    first.read("Hello, how can I help?")
    expect(console.thread.get_by_text("Seen")).to_be_visible()


def test_everything_works_with_the_keyboard_alone(contact: Contact, faq: Faq) -> None:
    widget = contact(opened=False)
    keyboard = widget.page.keyboard
    tab_to(widget.page, "Chat with us")
    keyboard.press("Enter")
    expect(widget.composer).to_be_focused()
    keyboard.type(DELIVERY)
    keyboard.press("Shift+Enter")
    keyboard.type("to Pune")
    expect(widget.composer).to_have_value(f"{DELIVERY}\nto Pune")
    keyboard.press("Enter")
    widget.read(faq.answer("delivery_time", "en"))
    widget.read(HELP_BACK)
    expect(widget.composer).to_be_focused()

    tab_to(widget.page, "Yes, thanks", key="Shift+Tab")
    keyboard.press("Enter")
    expect(widget.bubble("Yes, thanks")).to_have_count(1)

    tab_to(widget.page, "Options", key="Shift+Tab")
    keyboard.press("Enter")
    menu = widget.panel.get_by_role("group", name="Options", exact=True)
    expect(menu.get_by_role("radio", name="English")).to_be_focused()
    keyboard.press("Escape")  # closes what lies on top
    expect(menu).to_have_count(0)
    expect(widget.panel.get_by_role("button", name="Options")).to_be_focused()
    keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def tab_to(page: Page, name: str, *, key: str = "Tab") -> None:
    """Press the key until the control of this name has the focus."""
    for _ in range(60):
        page.keyboard.press(key)
        if name in page.evaluate(FOCUSED_NAME):
            return
    raise AssertionError(f"{name!r} cannot be reached with {key}")


FOCUSED_NAME = """() => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused?.getAttribute("aria-label") ?? focused?.textContent ?? "";
}"""

RECORD_ANNOUNCEMENTS = """(region) => {
  window.announced = [];
  const hear = (nodes) => nodes.forEach((node) => node.tagName === "P" && window.announced.push([node.textContent, node.lang]));
  new MutationObserver((changes) => changes.forEach((change) => hear([...change.addedNodes]))).observe(region, { childList: true });
}"""


def test_each_new_message_is_announced_once_in_its_language(contact: Contact, agent: Agent, faq: Faq) -> None:
    console = agent()
    widget = contact()
    widget.panel.locator("[aria-live=polite][data-announcer]").evaluate(RECORD_ANNOUNCEMENTS)
    expect(widget.log).to_have_attribute("aria-live", "off")  # or everything would be heard twice
    widget.say(DELIVERY)
    widget.read(faq.answer("delivery_time", "en"))
    widget.read(HELP_BACK)
    said = widget.say("क्या कैश ऑन डिलीवरी मिलती है")
    answered = widget.read(faq.answer("cod_available", "hi"))
    expect(said).to_have_attribute("lang", "hi")
    expect(answered).to_have_attribute("lang", "hi")
    expect(widget.panel).to_have_attribute("lang", "en")
    widget.ask_for_a_person()
    console.open(widget.conversation_id)
    console.act("claim")
    console.reply("I am looking at your order.")
    widget.read("I am looking at your order.")

    heard: list[list[str]] = widget.page.evaluate("window.announced")
    texts = [text for text, _ in heard]
    assert len(texts) == len(set(texts)), texts
    assert [f"Assistant: {faq.answer('delivery_time', 'en')}", "en"] in heard
    assert [f"Assistant: {faq.answer('cod_available', 'hi')}", "hi"] in heard
    assert "Asha Rao: I am looking at your order." in texts
    assert "Asha Rao has joined" in texts
    assert not any(DELIVERY in text for text in texts)  # one's own words


def test_on_a_phone_the_chat_is_the_whole_screen(contact: Contact, faq: Faq) -> None:
    widget = contact(viewport={"width": 375, "height": 667}, has_touch=True, is_mobile=True)
    expect(widget.panel).to_have_attribute("aria-modal", "true")
    expect(widget.launcher).to_be_hidden()
    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 667}
    widget.say(DELIVERY)
    widget.read(faq.answer("delivery_time", "en"))
    widget.read(HELP_BACK)
    for chip in widget.chips.all():
        box = chip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375
        assert round(box["height"], 2) >= 36  # a thumb is not a mouse
    assert widget.page.evaluate("document.documentElement.scrollWidth") <= 375
    widget.press("Close chat")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_visible()


ATTACK = """<img src="/nothing" onerror="window.attacked=1"><script>window.attacked=1</script> [x](javascript:window.attacked=1)"""
RIGHT_TO_LEFT = "مرحبا، أين طلبي؟"
HIDDEN_SIGNS = "where\u200b is\u200d my \u202eorder"
ODD_TEXTS = [ATTACK, "/restart", '/ask_person{"force": true}', RIGHT_TO_LEFT, "😀🙏🏽", HIDDEN_SIGNS, "&lt;b&gt;"]


def test_what_people_type_is_text_on_both_sides(contact: Contact, agent: Agent, team: Team) -> None:
    console = agent()
    widget = contact()
    for text in ODD_TEXTS:
        expect(widget.say(text)).to_have_text(text, use_inner_text=True)
    # Three times nothing that the bot could answer: people are called, and the conversation is still the first one.
    expect(widget.place).to_have_text("You are next in line")
    direction = "element => getComputedStyle(element.querySelector('p')).direction"
    assert widget.bubble(RIGHT_TO_LEFT).last.evaluate(direction) == "rtl"
    widget.composer.fill("\u200b \u200d\u2060")  # nothing that anybody could see
    widget.composer.press("Enter")
    expect(widget.composer).not_to_have_value("")

    stored = team.transcript(widget.conversation_id)
    sent = [message["text"] for message in stored if message["kind"] == "incoming"]
    assert sent == ODD_TEXTS

    console.open(widget.conversation_id)
    for text in (ATTACK, "/restart", RIGHT_TO_LEFT):
        console.read(text)
    console.act("claim")
    console.reply(f"{ATTACK} https://aangan.example/orders")
    reply = widget.read(ATTACK)
    expect(reply.get_by_role("link")).to_have_attribute("href", "https://aangan.example/orders")
    expect(reply.get_by_role("link")).to_have_attribute("rel", "noopener noreferrer")
    for page in (widget.page, console.page):
        assert page.evaluate("window.attacked") is None


def test_a_very_long_text_is_refused_before_it_is_sent(contact: Contact, team: Team) -> None:
    widget = contact()
    text = ("where is my order and " * 100)[:2000]
    widget.composer.fill(text + "!?")
    expect(widget.panel.get_by_role("alert")).to_have_text("2 characters too long")
    widget.composer.press("Enter")
    expect(widget.bubbles).to_have_count(0)
    expect(widget.composer).to_have_value(text + "!?")
    widget.say(text)
    expect(widget.bubbles.nth(1)).to_be_visible()
    assert team.transcript(widget.conversation_id)[0]["text"] == text.strip()


def test_the_language_switch_pins_the_language_of_replies(contact: Contact, faq: Faq) -> None:
    widget = contact()
    widget.panel.get_by_role("radio", name="हिंदी").check(force=True)
    expect(widget.panel).to_have_attribute("lang", "hi")
    expect(widget.panel.get_by_role("button", name="किसी व्यक्ति से बात करें").first).to_be_visible()
    widget.say(DELIVERY)
    expect(widget.read(faq.answer("delivery_time", "hi"))).to_have_attribute("lang", "hi")

    widget.press("विकल्प")
    menu = widget.panel.get_by_role("group", name="विकल्प", exact=True)
    menu.get_by_role("checkbox", name="हमेशा इसी भाषा में जवाब दें").uncheck()
    widget.page.keyboard.press("Escape")
    widget.say(COD)
    expect(widget.read(faq.answer("cod_available", "en"))).to_have_attribute("lang", "en")


def test_a_shared_computer_forgets_the_chat(contact: Contact, faq: Faq) -> None:
    widget = contact()
    widget.say(COD)
    widget.read(faq.answer("cod_available", "en"))
    before = widget.conversation_id
    widget.press("Options")
    widget.press(re.compile("^Forget this chat"))
    expect(widget.bubbles).to_have_count(0)
    expect(widget.panel.get_by_text("People often ask")).to_be_visible()
    assert widget.conversation_id != before
    widget.page.reload()
    expect(widget.panel.get_by_text("People often ask")).to_be_visible()
    expect(widget.bubbles).to_have_count(0)


# --- on another website -----------------------------------------------------------------------------------------------


@pytest.fixture
def website(tmp_path: Path, stack: Stack) -> Iterator[Callable[[str], str]]:
    """`website(address)`: a page with the widget's script tag and nothing else of ours, at an origin of its own."""
    tag = f'<script src="{stack.url}/widget/loader.js" data-accent="#7a1f5c" data-title="Ghar" data-position="left" defer></script>'
    page = f'<!doctype html><html lang="en"><title>Ghar</title><link rel="icon" href="data:,"><h1>Ghar</h1>{tag}</html>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    servers = []

    def serve(address: str) -> str:
        port = urlsplit(address).port or 0
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=str(tmp_path)))
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def test_another_website_carries_the_widget(
    website: Callable[[str], str], product: Product, stack: Stack, new_context: NewContext, faq: Faq
) -> None:
    page = new_context(home=website(product.neighbour), also=stack.url).new_page()
    page.goto("/")
    widget = Widget(page).open()
    expect(widget.panel.get_by_role("heading", name="Ghar")).to_be_visible()
    widget.say(DELIVERY)
    widget.read(faq.answer("delivery_time", "en"))
    page.reload()
    widget.read(faq.answer("delivery_time", "en"))
    box = widget.panel.bounding_box()
    assert box is not None
    assert box["x"] < 100  # data-position


def test_a_website_that_is_not_allowed_learns_nothing(
    website: Callable[[str], str], stack: Stack, new_context: NewContext
) -> None:
    page = new_context(home=website("http://127.0.0.1:0"), also=stack.url).new_page()
    page.goto("/")
    widget = Widget(page).open()
    expect(widget.panel.get_by_role("status").get_by_text("We cannot reach the help desk")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith(':session'))") == []
