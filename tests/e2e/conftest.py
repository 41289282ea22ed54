"""One real product for all journeys: action server, Rasa with the trained model, desk, Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.e2e.pages import Console, Widget
from tests.e2e.people import Caller, Colleague, Faq, Team
from tests.e2e.stack import BOT_PYTHON, ROOT, Stack, free_port

SHOTS = ROOT / "var" / "e2e"
PATIENCE_MS = 20_000  # machines that run many things at once
BROWSER_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
]  # fmt: skip
PERSON = {"locale": "en-IN", "timezone_id": "Asia/Kolkata", "viewport": {"width": 1440, "height": 900}}

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(180))  # the first one waits for the whole product


def missing(what: str, hint: str) -> NoReturn:
    """Skip for want of something, or fail where everything must be there."""
    if os.environ.get("SAHAYAK_TEST_REQUIRE"):
        pytest.fail(f"{what} is missing. {hint}")
    pytest.skip(f"{what} is missing. {hint}")


def find_chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("SAHAYAK_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@dataclass
class Product:
    """What a session shares: the running parts, the team, what was published."""

    stack: Stack
    team: Team
    faq: Faq
    neighbour: str  # the origin of another website that may carry the widget


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    if not BOT_PYTHON.exists() or not list((ROOT / "models").glob("*.tar.gz")):
        missing("The bot environment or a trained model", "Run: make setup")
    if not (ROOT / "web" / "console" / "dist" / "index.html").exists():
        missing("The built front end", "Run: make setup")
    settings = {
        "SAHAYAK_CONTACT_MESSAGES_PER_MINUTE": "1000",
        "SAHAYAK_ALLOWED_ORIGINS": f"http://127.0.0.1:{free_port()}",
    }
    with Stack(tmp_path_factory.mktemp("stack"), **settings) as stack, closing(Team(stack)) as team:
        yield Product(stack, team, Faq(stack), stack.environment["SAHAYAK_ALLOWED_ORIGINS"])


@pytest.fixture
def stack(product: Product) -> Stack:
    """The running product, whatever the test before has done to it."""
    product.stack.revive()
    return product.stack


@pytest.fixture
def team(product: Product, stack: Stack) -> Team:
    """The shop's people: all of them away, the queue empty."""
    product.team.go_home()
    return product.team


@pytest.fixture
def faq(product: Product) -> Faq:
    return product.faq


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        missing("Chromium", "Install it (Debian: apt-get install chromium) or name it in SAHAYAK_CHROMIUM.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        yield running
        running.close()


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def new_context(browser: Browser, stack: Stack, request: pytest.FixtureRequest) -> Iterator[NewContext]:
    """Contexts like different people's browsers.

    An error on a page, something that its security policy refused, or a request to another host fails the test.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def make(*, home: str = stack.url, also: str = stack.url, **options: Any) -> BrowserContext:
        """`home`: what addresses are relative to; `also`: another host that may be asked."""
        context = browser.new_context(base_url=home, **{**PERSON, **options})
        context.set_default_timeout(PATIENCE_MS)
        ours = (home, also, home.replace("http", "ws"), also.replace("http", "ws"), "data:", "blob:")
        context.on("weberror", lambda error: problems.append(f"{error.page and error.page.url}: {error.error}"))
        context.on("console", lambda message: problems.extend(refused(message)))
        context.on("request", lambda sent: None if sent.url.startswith(ours) else problems.append(f"asked {sent.url}"))
        contexts.append(context)
        return context

    yield make
    for number, context in enumerate(contexts):
        if getattr(request.node, "failed", False):
            SHOTS.mkdir(parents=True, exist_ok=True)
            for index, page in enumerate(context.pages):
                page.screenshot(path=SHOTS / f"{request.node.name}-{number}-{index}.png".replace("/", "-"))
        context.close()
    assert problems == []


def refused(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" and "Content Security Policy" in message.text else []


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]


@pytest.fixture
def contact(new_context: NewContext) -> Callable[..., Widget]:
    """`contact()`: somebody on the shop's page, in a browser of their own, the chat open."""

    def visit(language: str = "en", *, opened: bool = True, **options: Any) -> Widget:
        page = new_context(**options).new_page()
        page.goto(f"/?lang={language}")
        widget = Widget(page, language)
        return widget.open() if opened else widget

    return visit


@pytest.fixture
def agent(new_context: NewContext, team: Team) -> Callable[..., Console]:
    """`agent("Asha Rao")`: a colleague with the console open, logged in and there for contacts."""

    def sit_down(
        name: str = "Asha Rao", *, role: str = "agent", locale: str = "en", at: str = "inbox/queue", **options: Any
    ) -> Console:
        colleague: Colleague = team.hire(name, role)
        colleague.be("online", locale=locale)
        context = new_context(**options)
        context.add_cookies(colleague.cookies)  # type: ignore[arg-type]
        page: Page = context.new_page()
        return Console(page, locale).visit(at)

    return sit_down


@pytest.fixture
def caller(stack: Stack) -> Iterator[Callable[..., Caller]]:
    """`caller("my question")`: a contact who asked for a person and waits in the queue."""
    callers: list[Caller] = []

    def call(*texts: str, waits: bool = True) -> Caller:
        callers.append(one := Caller(stack))
        if waits:  # before the bot can answer, so that only these texts are there
            one.ask_for_a_person()
        for text in texts:
            one.say(text)
        return one

    yield call
    for one in callers:
        one.http.close()


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Stack]:
    """A desk on its first day: no administrator, and no bot, for nobody asks anything."""
    fresh = Stack(tmp_path)
    fresh.run_cli("migrate")
    fresh.start("desk")
    try:
        fresh.wait_for("/healthz")
        yield fresh
    finally:
        fresh.stop()
