"""Make the README's pictures from the running product: `make screenshots` writes docs/images/.

Starts the whole product on free ports, plays three contacts and an agent with the real bot, and needs Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests.e2e.pages import Console, Widget  # noqa: E402
from tests.e2e.people import Team  # noqa: E402
from tests.e2e.stack import Stack  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 375, "height": 740}


def page_of(browser: Browser, stack: Stack, **options: object) -> Page:
    context = browser.new_context(base_url=stack.url, locale="en-IN", timezone_id="Asia/Kolkata", **options)  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    return context.new_page()


def answered(widget: Widget, question: str) -> None:
    """Ask, and wait until the bot has said all it has to say."""
    before = widget.bubbles.count()
    widget.say(question)
    widget.page.wait_for_function("count => document.querySelector('sahayak-widget').shadowRoot.querySelectorAll"
                                  "('.bubble:not(.typing)').length > count + 1", arg=before)  # fmt: skip


def save(page: Page, name: str) -> None:
    page.wait_for_timeout(600)  # let the last movement end
    page.screenshot(path=IMAGES / f"{name}.png")


def make(stack: Stack, browser: Browser) -> None:
    team = Team(stack)
    asha = team.hire("Asha Rao")
    asha.be("online")
    agent = page_of(browser, stack, viewport=DESKTOP)
    agent.context.add_cookies(asha.cookies)
    console = Console(agent).visit()

    shop = page_of(browser, stack, viewport=DESKTOP)
    shop.goto("/")
    english = Widget(shop).open()
    answered(english, "how many days will delivery take")
    save(shop, "widget")
    answered(english, "parcel shows delivered but nothing came")

    shop_in_hindi = page_of(browser, stack, viewport=DESKTOP)
    shop_in_hindi.goto("/?lang=hi")
    answered(Widget(shop_in_hindi, "hi").open(), "क्या कैश ऑन डिलीवरी मिलती है")
    save(shop_in_hindi, "widget-hindi")

    phone = page_of(browser, stack, viewport=PHONE, color_scheme="dark")
    phone.goto("/?lang=hi")
    hindi = Widget(phone, "hi").open()
    answered(hindi, "रिफंड कितने दिन में आता है")
    save(phone, "phone")
    hindi.ask_for_a_person()

    console.expect_count("queue", 2)
    console.open(english.conversation_id)
    console.act("claim")
    console.reply("I am sorry about this. I am calling the courier and will write to you within the hour.")
    english.read("I am calling the courier")
    save(agent, "console")
    agent.emulate_media(color_scheme="dark")
    save(agent, "console-dark")


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is needed for pictures. On Debian: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        make(stack, browser)
        browser.close()


if __name__ == "__main__":
    main()
