"""The console in a real browser: getting in, working side by side, bad lines, keys, small and dark screens."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import NewContext
from tests.e2e.pages import Console
from tests.e2e.people import Caller, Team
from tests.e2e.stack import Stack

Agent = Callable[..., Console]
CallIn = Callable[..., Caller]

PASSWORD = "monsoon lamp 42"


# --- getting in -------------------------------------------------------------------------------------------------------


def fill_account(page: Page, *, name: str, password: str, email: str | None = None) -> None:
    page.get_by_label("Name").fill(name)
    if email is not None:
        page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)


def test_from_the_one_time_link_to_a_team(empty_desk: Stack, new_context: NewContext) -> None:
    link = empty_desk.run_cli("setup-link")
    page = new_context(home=empty_desk.url).new_page()
    page.goto("/console/setup")
    expect(page.get_by_text("This address is not complete")).to_be_visible()

    # The first administrator, with a password that holds.
    page.goto(link)
    expect(page.get_by_role("heading", name="Set up Sahayak")).to_be_visible()
    fill_account(page, name="Meera Nair", email="meera@aangan.example", password="short")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("At least 10 characters, please.")).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    fill_account(page, name="Meera Nair", email="meera@aangan.example", password="password123")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("alert")).to_contain_text("must not be a common one")
    fill_account(page, name="Meera Nair", email="meera@aangan.example", password=PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("Nobody is waiting")).to_be_visible()

    # The link has done its work.
    other = new_context(home=empty_desk.url).new_page()
    other.goto(link)
    expect(other.get_by_text("There is an administrator already.")).to_be_visible()
    with pytest.raises(subprocess.CalledProcessError):
        empty_desk.run_cli("setup-link")

    # A colleague comes with a link of their own, once.
    page.get_by_role("link", name="Team").click()
    page.get_by_role("button", name="Invite").click()
    dialog = page.get_by_role("dialog", name="Invite a colleague")
    dialog.get_by_label("E-mail").fill("ravi@aangan.example")
    dialog.get_by_label("Role").select_option("Agent")
    dialog.get_by_role("button", name="Create link").click()
    invitation = dialog.get_by_label("One-time link").input_value()
    dialog.get_by_role("button", name="Close").last.click()
    expect(page.get_by_role("region", name="Open invitations")).to_contain_text("ravi@aangan.example")
    other.goto(invitation)
    expect(other.get_by_text("You are invited as Agent.")).to_be_visible()
    expect(other.get_by_label("E-mail")).to_have_value("ravi@aangan.example")
    fill_account(other, name="Ravi Kumar", password=PASSWORD)
    other.get_by_role("button", name="Join the team").click()
    expect(other.get_by_text("Nobody is waiting")).to_be_visible()
    expect(page.get_by_role("table", name="Team")).to_contain_text("Ravi Kumar")
    expect(page.get_by_text("No open invitations.")).to_be_visible()

    # An agent looks at the team and changes nothing there.
    other.get_by_role("link", name="Team").click()
    expect(other.get_by_role("table", name="Team")).to_contain_text("Meera Nair")
    expect(other.get_by_role("button", name=re.compile("^(Invite|Change)"))).to_have_count(0)

    # Out, a wrong password, and in again to where one was going.
    other.get_by_role("button", name=re.compile("^Your account")).click()
    other.get_by_role("menuitem", name="Log out").click()
    expect(other.get_by_role("heading", name="Log in")).to_be_visible()
    other.goto(invitation)
    expect(other.get_by_text("This invitation is not valid any more")).to_be_visible()
    other.goto("/console/tickets")
    console = Console(other)
    console.log_in("ravi@aangan.example", "not the password")
    expect(other.get_by_role("alert")).to_contain_text("E-mail or password is wrong.")
    console.log_in("ravi@aangan.example", PASSWORD)
    expect(other.get_by_role("heading", name="Tickets", level=1)).to_be_visible()

    # Who is disabled is out at once.
    page.get_by_role("button", name="Change Ravi Kumar").click()
    page.get_by_role("dialog").get_by_role("button", name="Disable", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Disable Ravi Kumar").click()
    expect(page.get_by_role("row").filter(has_text="Ravi Kumar")).to_contain_text("Disabled")
    other.reload()
    expect(other.get_by_role("heading", name="Log in")).to_be_visible()


def test_an_editor_reads_and_does_not_write(agent: Agent, caller: CallIn) -> None:
    console = agent("Kavya Iyer", role="editor")
    console.open(caller("the lid does not fit").id)
    console.read("the lid does not fit")
    expect(console.thread.get_by_text("Your role reads conversations")).to_be_visible()
    expect(console.thread.get_by_role("textbox")).to_have_count(0)
    expect(console.thread.get_by_role("button", name="Claim")).to_have_count(0)


# --- side by side -----------------------------------------------------------------------------------------------------


def test_of_two_who_claim_the_second_is_told_who_has_it(agent: Agent, caller: CallIn, team: Team) -> None:
    first, second = agent("Asha Rao"), agent("Ravi Kumar")
    waiting = caller("where is my parcel")
    for console in (first, second):
        console.open(waiting.id)

    def be_slower(route: Route) -> None:
        if not first.thread.get_by_text("With you").is_visible():
            team.hire("Asha Rao").ask("POST", f"/api/conversations/{waiting.id}/claim")
        route.continue_()

    second.page.route("**/claim", be_slower)
    second.act("claim")

    expect(second.page.get_by_role("alert").filter(has_text="Asha Rao has this conversation.")).to_be_visible()
    expect(second.thread.get_by_text("With Asha Rao")).to_be_visible()
    expect(second.thread.get_by_text("Asha Rao has this conversation. You can leave a note.")).to_be_visible()
    expect(first.thread.get_by_text("With you")).to_be_visible()
    for console in (first, second):
        console.expect_count("queue", 0)


def test_a_conversation_goes_to_a_colleague_with_a_note(agent: Agent, caller: CallIn) -> None:
    first, second = agent("Asha Rao"), agent("Ravi Kumar", at="inbox/mine")
    waiting = caller("the motor of my mixer smells burnt")
    first.open(waiting.id)
    first.act("claim")
    first.choose("transfer")
    first.dialog.get_by_role("radio", name=re.compile("Ravi Kumar")).click()
    first.dialog.get_by_label("Note for the next person").fill("Warranty case, please arrange the pick-up.")
    first.dialog.get_by_role("button", name="Transfer").click()
    expect(first.dialog).to_have_count(0)
    expect(first.thread.get_by_text("With Ravi Kumar")).to_be_visible()
    first.expect_count("mine", 0)

    second.open(waiting.id)  # it came by itself
    second.read("Warranty case, please arrange the pick-up.")
    second.read("Asha Rao gave it to Ravi Kumar")
    second.reply("We will pick the mixer up tomorrow.")
    assert [m["text"] for m in waiting.messages() if m["kind"] == "outgoing" and m["sender_type"] == "agent"] == [
        "We will pick the mixer up tomorrow."
    ]
    assert "Warranty case" not in str(waiting.messages())
    first.read("We will pick the mixer up tomorrow.")  # who still looks, sees


def test_handed_back_the_bot_answers_again(agent: Agent, caller: CallIn, stack: Stack) -> None:
    console = agent()
    waiting = caller()
    waiting.say("hello")
    console.open(waiting.id)
    console.act("claim")
    console.reply("The assistant can tell you more.")
    console.choose("return_to_bot")
    console.read("Asha Rao handed back to the bot")
    waiting.say("is cod available")
    answer = console.read(re.compile("cash on delivery is available"))
    expect(console.thread.get_by_text("The bot is answering.")).to_be_visible()
    trace = answer.locator("xpath=ancestor::article").get_by_role("button", name=re.compile("^How the bot found this"))
    trace.first.click()
    facts = console.messages.locator("dl").last
    expect(facts).to_contain_text("Cash on delivery")
    expect(facts).to_contain_text("%")
    expect(facts).to_contain_text("ms")
    expect(console.thread.get_by_role("button", name="Claim", exact=True)).to_have_count(0)


# --- bad lines --------------------------------------------------------------------------------------------------------


def test_a_reply_that_does_not_get_through_is_kept_and_sent_once(agent: Agent, caller: CallIn) -> None:
    waiting = caller("is anybody there")
    console = agent(at="inbox/queue")
    console.page.clock.install()
    console.visit()
    console.open(waiting.id)
    console.act("claim")
    expect(console.reply_field).to_be_focused()
    console.page.route("**/api/conversations/*/messages", lambda route: route.abort())
    console.write("Yes, I am here.")
    expect(console.messages.get_by_text("Sending…")).to_be_visible()
    failed = console.messages.get_by_role("alert").filter(has_text="Not sent.")
    for _ in range(8):  # the pauses between its tries
        if failed.is_visible():
            break
        console.page.clock.run_for(9_000)
    expect(failed).to_contain_text("The desk cannot be reached")
    console.page.unroute("**/api/conversations/*/messages")
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_have_count(0)
    expect(console.messages.get_by_text("Sending…")).to_have_count(0)
    expect(console.messages.get_by_text("Yes, I am here.")).to_have_count(1)
    assert [m["text"] for m in waiting.messages() if m["sender_type"] == "agent" and m["kind"] == "outgoing"] == [
        "Yes, I am here."
    ]


def test_what_came_while_the_line_was_lost_is_shown_once(agent: Agent, caller: CallIn, stack: Stack) -> None:
    console = agent()
    waiting = caller("first words")
    console.open(waiting.id)
    console.act("claim")
    console.expect_count("queue", 0)
    console.page.context.set_offline(True)
    stack.kill("desk")
    expect(console.page.get_by_text("The connection is lost.")).to_be_visible()
    stack.start("desk")
    stack.wait_until_ready()
    waiting.say("said while you were away")
    caller("somebody new")
    expect(console.messages.get_by_text("said while you were away")).to_have_count(0)

    console.page.context.set_offline(False)

    console.read("said while you were away")
    expect(console.messages.get_by_text("said while you were away")).to_have_count(1)
    expect(console.page.get_by_text("Connected again.")).to_be_visible()
    console.expect_count("queue", 1)
    console.reply("Back again.")
    assert "Back again." in str(waiting.messages())


# --- tickets ----------------------------------------------------------------------------------------------------------


def test_a_ticket_from_the_list_to_its_end(agent: Agent, caller: CallIn) -> None:
    number = caller(waits=False).open_ticket("Two plates of the dinner set are missing", phone="98200 12345")
    console = agent(at="tickets")
    page = console.page
    page.get_by_label("Search tickets").last.fill("dinner set")
    row = page.get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text("Nobody")
    row.get_by_role("link", name=number).click()
    expect(page.get_by_role("heading", name=f"Ticket {number}")).to_be_visible()
    expect(page.get_by_text("Two plates of the dinner set are missing").last).to_be_visible()

    details = page.get_by_role("region", name="Details")
    details.get_by_label("Assignee").select_option("Asha Rao")
    expect(page.get_by_text("Asha Rao changed Assignee: nothing → Asha Rao")).to_be_visible()
    details.get_by_label("Priority").select_option("Urgent")
    expect(page.get_by_text("Asha Rao changed Priority: Normal → Urgent")).to_be_visible()
    page.get_by_label("Comment for your team").fill("Asked the warehouse.")
    page.get_by_role("button", name="Add comment").click()
    expect(page.get_by_text("Asked the warehouse.")).to_be_visible()
    expect(page.get_by_label("Comment for your team")).to_have_value("")
    details.get_by_label("Status").select_option("Solved")
    expect(page.get_by_text(re.compile("Asha Rao changed Status: \\w+ → Solved"))).to_be_visible()

    page.get_by_role("link", name="All tickets").click()
    page.get_by_label("Status").select_option("Solved")
    page.get_by_label("Assignee").select_option("Me")
    expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("Asha Rao")
    page.get_by_label("Status").select_option("Closed")
    expect(page.get_by_role("row").filter(has_text=number)).to_have_count(0)


# --- keys, small and dark screens -------------------------------------------------------------------------------------


def test_a_morning_without_the_mouse(agent: Agent, caller: CallIn) -> None:
    first, second = caller("first in line"), caller("second in line")
    console = agent()
    keyboard = console.page.keyboard
    expect(console.row(second.id)).to_be_visible()
    keyboard.press("j")
    console.read("first in line")
    keyboard.press("j")
    console.read("second in line")
    keyboard.press("k")
    console.read("first in line")
    keyboard.press("c")
    expect(console.reply_field).to_be_focused()
    keyboard.type("hello, je suis e")  # letters that are keys elsewhere
    expect(console.reply_field).to_have_value("hello, je suis e")
    keyboard.press("Enter")
    console.read("hello, je suis e")
    keyboard.press("Escape")
    keyboard.press("n")
    expect(console.note_field).to_be_focused()
    keyboard.type("calm and friendly")
    keyboard.press("Control+.")
    expect(console.reply_field).to_be_focused()
    keyboard.press("Control+.")
    expect(console.note_field).to_have_value("calm and friendly")  # a draft of its own
    keyboard.press("Enter")
    console.read("calm and friendly")
    keyboard.press("Escape")
    keyboard.press("r")
    expect(console.reply_field).to_be_focused()
    keyboard.press("Escape")
    keyboard.press("?")
    expect(console.dialog).to_contain_text("Hand back to the bot")
    keyboard.press("Escape")
    expect(console.dialog).to_have_count(0)
    keyboard.press("e")
    console.read("Asha Rao resolved the conversation")
    assert [m["text"] for m in first.messages() if m["sender_type"] == "agent" and m["kind"] == "outgoing"] == [
        "hello, je suis e"
    ]


def test_dark_is_chosen_once_and_kept(agent: Agent) -> None:
    console = agent(at="settings")
    shade = "getComputedStyle(document.body).backgroundColor"
    light = console.page.evaluate(shade)
    console.page.get_by_role("radiogroup", name="Theme").locator("label").filter(has_text="Dark").click()
    expect(console.page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    assert console.page.evaluate(shade) != light
    console.page.reload()
    expect(console.page.get_by_role("heading", name="Settings", level=1)).to_be_visible()
    expect(console.page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_on_a_phone_one_thing_at_a_time(agent: Agent, caller: CallIn) -> None:
    waiting = caller("can I change my address")
    console = agent(viewport={"width": 375, "height": 720}, has_touch=True)
    expect(console.thread).to_have_count(0)
    console.open(waiting.id)
    expect(console.row(waiting.id)).to_be_hidden()
    console.act("claim")
    console.reply("Yes, until it is packed.")
    console.thread.get_by_role("button", name="Details").click()
    expect(console.page.get_by_role("dialog", name="Details")).to_contain_text("Website chat")
    console.page.get_by_role("dialog", name="Details").get_by_role("button", name="Close").click()
    console.thread.get_by_role("button", name="Back").click()
    expect(console.row(waiting.id)).to_be_visible()
    for path in ("inbox/all", "tickets", "team", "settings"):
        console.visit(path)
        assert console.page.evaluate("document.documentElement.scrollWidth") <= 375, path


def test_in_hindi_nothing_is_left_in_english(agent: Agent, caller: CallIn, team: Team) -> None:
    console = agent("Asha Rao", locale="hi")
    expect(console.page.locator("html")).to_have_attribute("lang", "hi")
    waiting = caller("क्या यह इंडक्शन पर चलेगा")
    for path in ("inbox/queue", "team", "settings"):
        console.visit(path)
        if path.startswith("inbox"):
            console.open(waiting.id)
            console.read("क्या यह इंडक्शन पर चलेगा")
        shown = console.page.get_by_role("main").inner_text()
        english = set(re.findall(r"[A-Za-z][a-z]{3,}", re.sub(r"\S+@\S+", "", shown)))
        people = " ".join([team.administrator.name, *team.colleagues])
        names = {*people.split(), "English", "Enter", "Shift"}
        assert english <= names, f"{path}: {sorted(english - names)}"
