"""When the bot's side fails: the person is told, people take over, and later the bot answers again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.e2e.pages import Console, Widget
from tests.e2e.people import Faq, Team
from tests.e2e.stack import Stack

DELIVERY = "how many days will delivery take"
COD = "is cod available"
TAKES_OVER = re.compile("A person from our team will take over here")


def incoming(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages if message["kind"] == "incoming"]


def of_bot(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages if message["sender_type"] == "bot"]


def take_over_and_resolve(console: Console, widget: Widget, asked: str) -> None:
    """An agent finds the conversation with its reason, answers and closes it."""
    console.open(widget.conversation_id)
    expect(console.card).to_contain_text("The bot could not answer")
    console.read(asked)
    console.act("claim")
    console.reply("Four days to your city.")
    widget.read("Four days to your city.")
    widget.say("thank you")  # the conversation goes on, with people
    console.read("thank you")
    console.act("resolve")
    widget.read_line("This conversation is solved")


def test_rasa_dies(
    contact: Callable[..., Widget], agent: Callable[..., Console], stack: Stack, team: Team, faq: Faq
) -> None:
    console = agent()
    widget = contact()
    widget.say(COD)
    widget.read(faq.answer("cod_available", "en"))
    stack.kill("rasa")

    widget.say(DELIVERY)

    widget.read(TAKES_OVER)
    expect(widget.place).to_have_text("You are next in line")
    take_over_and_resolve(console, widget, DELIVERY)
    stack.start("rasa")
    stack.wait_until_ready()
    widget.say(DELIVERY)
    widget.read(faq.answer("delivery_time", "en"))
    stored = team.transcript(widget.conversation_id)
    assert incoming(stored) == [COD, DELIVERY, "thank you", DELIVERY]
    assert of_bot(stored).count(faq.answer("delivery_time", "en")) == 1


def test_the_action_server_dies(
    contact: Callable[..., Widget], agent: Callable[..., Console], stack: Stack, team: Team, faq: Faq
) -> None:
    console = agent()
    widget = contact()
    stack.kill("actions")

    widget.say(DELIVERY)

    widget.read_line("We have asked a person to join")
    expect(widget.place).to_have_text("You are next in line")
    stack.start("actions")
    take_over_and_resolve(console, widget, DELIVERY)
    stack.wait_until_ready()
    widget.say(COD)
    widget.read(faq.answer("cod_available", "en"))


def test_rasa_hangs_and_comes_back(
    contact: Callable[..., Widget], agent: Callable[..., Console], stack: Stack, team: Team, faq: Faq
) -> None:
    console = agent()
    widget = contact()
    widget.say(COD)
    widget.read(faq.answer("cod_available", "en"))
    stack.freeze("rasa")
    try:
        widget.say(DELIVERY)
        expect(widget.panel.get_by_text("The assistant is typing")).to_be_attached()
        widget.read(TAKES_OVER, seconds=30)
    finally:
        stack.thaw("rasa")
    expect(widget.panel.get_by_text("The assistant is typing")).to_have_count(0)
    take_over_and_resolve(console, widget, DELIVERY)
    widget.say(COD)  # through the same Rasa, behind what it had left over
    expect(widget.bubble(faq.answer("cod_available", "en"))).to_have_count(2)
    stored = team.transcript(widget.conversation_id)
    assert faq.answer("delivery_time", "en") not in of_bot(stored)  # too late: people had the floor
    assert sum(bool(TAKES_OVER.search(message["text"])) for message in stored) == 1
    assert incoming(stored) == [COD, DELIVERY, "thank you", COD]
