"""From a question to a person and back, in each language, with the real bot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.e2e.pages import Console, Widget
from tests.e2e.people import Faq, Team

AGENT = "Asha Rao"


@dataclass(frozen=True)
class Language:
    """What people of one language type, and how a screen reader must call it."""

    name: str
    shop: str  # the language of the shop's page
    console: str  # of the agent's console
    lang: str
    question: str  # asks for delivery_time
    unclear: tuple[str, ...]  # each could mean several entries
    did_you_mean: str
    wants_person: str | None  # None: the button in the header
    question_afterwards: str  # asks for cod_available
    reply: str


LANGUAGES = [
    Language(
        "en", "en", "en", "en", "how many days will delivery take", ("delivery", "warranty", "order"), "Did you mean one of these?",
        None, "is cod available", "Hello, I can see your order. It leaves our warehouse today.",
    ),
    Language(
        "hi", "hi", "hi", "hi", "डिलीवरी में कितने दिन लगते हैं", ("वारंटी", "रिफंड", "ऑर्डर"), "क्या आप इनमें से कुछ पूछ रहे हैं?",
        "मुझे किसी इंसान से बात करनी है", "क्या कैश ऑन डिलीवरी मिलती है", "नमस्ते, आपका ऑर्डर आज हमारे गोदाम से निकल रहा है।",
    ),
    Language(
        "hinglish", "en", "en", "hi-Latn", "delivery kitne din me hoti hai", ("warranty ki baat", "refund ka kya", "order ka batao"),
        "Kya aap inmein se kuch puchh rahe hain?", "kisi insaan se baat karao", "cod milega kya", "Namaste, aapka order aaj nikal raha hai.",
    ),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_from_a_question_to_a_person_and_back(
    language: Language, contact: Callable[..., Widget], agent: Callable[..., Console], team: Team, faq: Faq
) -> None:
    console = agent(AGENT, locale=language.console)
    widget = contact(language.shop)

    # The bot answers in the language and script of the question.
    widget.say(language.question)
    answer = widget.read(faq.answer("delivery_time", language.name))
    expect(answer).to_have_attribute("lang", language.lang)

    # It asks back when it is not sure; a button is as good as a question.
    ask_something_unclear(widget, language)
    title, answer_text = one_that_the_bot_may_answer(widget, faq, language)
    widget.press(title)
    widget.read(answer_text)

    # A person is asked for, and the place in line is told.
    console.expect_count("queue", 0)
    if language.wants_person is None:
        widget.ask_for_a_person()
    else:
        widget.say(language.wants_person)
    expect(widget.place).to_have_text(widget.words.next_in_line)
    conversation = widget.conversation_id

    # The agent sees it come, and why.
    console.expect_count("queue", 1)
    console.open(conversation)
    expect(console.card).to_contain_text(console.text("handoff_reason.requested"))
    expect(console.card).to_contain_text(language.question)
    expect(console.card).to_contain_text(console.text("outcome.did_you_mean"))
    expect(console.card).to_contain_text("%")
    console.act("claim")
    console.expect_count("queue", 0)
    console.expect_count("mine", 1)
    widget.read_line(widget.words.joined.format(AGENT))
    expect(widget.panel.get_by_text(widget.words.talking_to.format(AGENT))).to_be_visible()

    # They talk; the bot keeps silent; a note stays inside.
    console.reply(language.reply)
    widget.read(language.reply)
    expect(widget.log.locator(".group.agent .sender").last).to_contain_text(AGENT)
    console.note("Third call about this parcel: check the courier.")
    before = widget.bubbles.count()
    widget.say(language.question)
    console.read(language.question)

    # A ticket, whose number the contact is told.
    number = open_ticket(console)
    widget.read_line(widget.words.ticket_opened.format(number))
    expect(widget.bubbles).to_have_count(before + 1)

    # Closed; the next question begins anew with the bot.
    console.act("resolve")
    widget.read_line(widget.words.resolved)
    expect(widget.panel.get_by_text(widget.words.resolved_headline)).to_be_visible()
    widget.say(language.question_afterwards)
    widget.read(faq.answer("cod_available", language.name))
    expect(widget.panel.get_by_text(widget.words.assistant_headline)).to_be_visible()
    console.expect_count("queue", 0)

    expect(widget.log).not_to_contain_text("Third call")
    stored = team.transcript(conversation)
    assert [message["text"] for message in stored if message["private"]] == [
        "Third call about this parcel: check the courier."
    ]
    assert [message["public_seq"] for message in stored if message["public_seq"]] == list(
        range(1, len(stored))
    )  # all but the note
    spoke = [message["sender_type"] for message in stored if message["kind"] == "outgoing" and not message["private"]]
    assert spoke.count("agent") == 1


def ask_something_unclear(widget: Widget, language: Language) -> None:
    """Until the bot asks back: which word it finds unclear is up to the model."""
    for word in language.unclear:
        asked = widget.bubble(language.did_you_mean).count()
        said = widget.bubbles.count()
        widget.say(word)
        expect(widget.bubbles.nth(said + 1)).to_be_visible()
        if widget.bubble(language.did_you_mean).count() > asked:
            expect(widget.chips.nth(1)).to_be_visible()
            return
    raise AssertionError(f"The bot was sure about all of {language.unclear}")


def one_that_the_bot_may_answer(widget: Widget, faq: Faq, language: Language) -> tuple[str, str]:
    """Of the buttons offered; some entries are for people only. Title and answer."""
    for title in widget.chips.all_inner_texts():
        entry = faq.of_title(title, language.name)
        if entry and entry["handoff"] != "always":
            return title, entry["answer"][language.name]
    raise AssertionError(f"No button leads to an answer: {widget.chips.all_inner_texts()}")


def open_ticket(console: Console) -> str:
    """From the conversation, with what the form is filled in with; returns the number."""
    console.choose("open_ticket")
    expect(console.dialog.get_by_label(console.text("tickets.description"))).not_to_have_value("")
    console.dialog.get_by_role("button", name=console.text("tickets.open_submit")).click()
    expect(console.dialog).to_have_count(0)
    line = console.messages.get_by_role("link", name=console.pattern("activity.ticket_opened"))
    expect(line).to_be_visible()
    return str(line.get_attribute("href")).rsplit("/", 1)[1]
