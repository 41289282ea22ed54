"""The demo shop, the help pages, the built front ends, and the headers around them."""

import html
import re
from pathlib import Path
from typing import Any

import pytest

from desk.models import Language
from desk.pages.texts import LANG, PRODUCTS, WORDS, rupees
from desk.settings import Settings
from tests.desk.conftest import RunningDesk

HTML = {"Accept": "text/html"}


async def page(desk: RunningDesk, path: str, **headers: str) -> str:
    response = await desk.client().get(path, headers={**HTML, **headers})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return response.text


def language_of(text: str) -> str:
    found = re.search(r'<html lang="([^"]+)"', text)
    assert found
    return found[1]


async def test_shop_carries_the_widget_by_one_script_tag(desk: RunningDesk) -> None:
    text = await page(desk, "/")
    tags = re.findall(r"<script[^>]*widget[^>]*>", text)
    assert tags == ['<script src="/widget/loader.js" data-language="en" data-accent="#0b6e6e" async>']
    for product in PRODUCTS:
        assert html.escape(product.name[Language.EN]) in text
    assert "₹1,499" in text


async def test_shop_and_help_speak_the_language_asked_for(desk: RunningDesk) -> None:
    hindi = await page(desk, "/?lang=hi")
    assert language_of(hindi) == "hi-IN"
    assert PRODUCTS[0].name[Language.HI] in hindi
    assert 'data-language="hi"' in hindi
    assert language_of(await page(desk, "/help/delivery?lang=hinglish")) == "hi-Latn"
    assert "delivery_time ka jawab" in await page(desk, "/help/delivery?lang=hinglish")
    assert "delivery_time जवाब" in await page(desk, "/help/delivery?lang=hi")


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("hi-IN,hi;q=0.9,en;q=0.8", "hi-IN"),
        ("en-GB,en;q=0.9,hi;q=0.8", "en-IN"),
        ("fr-FR,fr;q=0.9,hi;q=0.5", "hi-IN"),
        ("fr-FR", "en-IN"),
        ("hi-Latn", "hi-Latn"),
        ("", "en-IN"),
        (";;;,,,=", "en-IN"),
    ],
)
async def test_without_a_choice_the_browser_decides(desk: RunningDesk, accepted: str, expected: str) -> None:
    assert language_of(await page(desk, "/help", **{"Accept-Language": accepted})) == expected


async def test_unknown_language_is_not_repeated_on_the_page(desk: RunningDesk) -> None:
    text = await page(desk, "/?lang=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert language_of(text) == "en-IN"
    assert "alert(1)" not in text


async def test_links_of_a_page_keep_its_language_and_lead_somewhere(desk: RunningDesk) -> None:
    client = desk.client()
    for start in ("/?lang=hi", "/help?lang=hi", "/help/delivery?lang=hi"):
        text = await page(desk, start)
        links = {html.unescape(link) for link in re.findall(r'<a[^>]+href="(/[^"]*)"', text)}
        assert links
        for link in links:
            path, _, anchor = link.partition("#")
            response = await client.get(path, headers=HTML)
            assert response.status_code == 200, link
            assert "lang=" in link
            if anchor:
                assert f'id="{anchor}"' in response.text, link


async def test_help_shows_every_entry_with_its_anchor(desk: RunningDesk) -> None:
    text = await page(desk, "/help/payments")
    assert 'id="upi_failed"' in text
    assert "double_charged answer" in text
    assert text.count(WORDS["person"][Language.EN]) == 1  # the entry whose policy is always


async def test_help_search(desk: RunningDesk) -> None:
    found = await page(desk, "/help?q=upi")
    assert "upi_failed title" in found
    assert "track_order title" not in found
    nothing = await page(desk, "/help?q=<b>nothing</b>")
    assert WORDS["found_none"][Language.EN] in nothing
    assert "&lt;b&gt;nothing&lt;/b&gt;" in nothing
    assert (await desk.client().get("/help?q=" + "x" * 101, headers=HTML)).status_code == 400


async def test_unknown_topic_is_a_page_not_found(desk: RunningDesk) -> None:
    response = await desk.client().get("/help/nothing", headers=HTML)
    assert response.status_code == 404
    assert WORDS["not_found"][Language.EN] in response.text


async def test_answers_are_escaped(desk: RunningDesk) -> None:
    snapshot = desk.desk.knowledge.snapshot
    assert snapshot
    snapshot.entries["delivery_time"].answer["en"] = '<img src=x onerror="alert(1)">'
    text = await page(desk, "/help/delivery")
    assert "<img" not in text
    assert "&lt;img" in text


async def test_pages_load_nothing_from_elsewhere(desk: RunningDesk) -> None:
    for path in ("/", "/help", "/help/delivery"):
        text = await page(desk, path)
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', text) == []
        assert re.findall(r'\sstyle="|<style|\son[a-z]+="', text) == []
        for file in re.findall(r'(?:src|href)="(/pages/[^"]+)"', text):
            assert (await desk.client().get(file)).status_code == 200, file


async def test_accent_colour_is_the_settings(start_desk: Any, settings: Settings) -> None:
    desk = await start_desk(settings.model_copy(update={"accent_color": "#aa3300", "shop_name": "Rasoi & Co"}))
    assert (await desk.client().get("/pages/accent.css")).text == ":root{--accent:#aa3300}"
    text = await page(desk, "/")
    assert 'data-accent="#aa3300"' in text
    assert "Rasoi &amp; Co" in text


def test_every_text_stands_in_every_language() -> None:
    for name, texts in WORDS.items():
        assert set(texts) == set(Language), name
        assert all(texts.values()), name
    assert set(LANG) == set(Language)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "₹0"), (99, "₹99"), (1499, "₹1,499"), (99999, "₹99,999"), (100000, "₹1,00,000"), (12345678, "₹1,23,45,678")],
)
def test_amounts_are_grouped_the_indian_way(amount: int, text: str) -> None:
    assert rupees(amount) == text


# --- built front ends ---------------------------------------------------------------------------------------------


@pytest.fixture
def built(settings: Settings) -> Settings:
    for name, content in {
        "widget/dist/loader.js": "loader",
        "widget/dist/chat.js": "chat",
        "console/dist/index.html": "<title>Console</title>",
        "console/dist/assets/index-B7x2kQ9d.js": "console",
    }.items():
        path = settings.web_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return settings


async def test_widget_files_may_be_loaded_by_other_websites(start_desk: Any, built: Settings) -> None:
    client = (await start_desk(built)).client()
    loader = await client.get("/widget/loader.js")
    assert loader.text == "loader"
    assert loader.headers["content-type"].startswith("text/javascript")
    assert loader.headers["cache-control"] == "public, max-age=300"
    assert loader.headers["access-control-allow-origin"] == "*"
    assert loader.headers["cross-origin-resource-policy"] == "cross-origin"
    again = await client.get("/widget/loader.js", headers={"If-None-Match": loader.headers["etag"]})
    assert again.status_code == 304
    versioned = await client.get("/widget/chat.js?v=0123456789ab")
    assert "immutable" in versioned.headers["cache-control"]


async def test_console_addresses_are_screens_of_one_page(start_desk: Any, built: Settings) -> None:
    client = (await start_desk(built)).client()
    for path in ("/console/", "/console/inbox/mine", "/console/setup?token=abc"):
        response = await client.get(path)
        assert response.text == "<title>Console</title>", path
        assert response.headers["cache-control"] == "no-cache"
        assert response.headers["referrer-policy"] == "no-referrer"
    assert (await client.get("/console")).headers["location"].endswith("/console/")
    asset = await client.get("/console/assets/index-B7x2kQ9d.js")
    assert "immutable" in asset.headers["cache-control"]
    old = await client.get("/console/assets/index-OLDOLDOL.js", headers=HTML)
    assert (old.status_code, old.json()["error"]) == (404, "NotFound")


async def test_a_page_that_has_not_changed_keeps_its_policy(start_desk: Any, built: Settings) -> None:
    """A browser takes the headers of a 304 over into the page it kept: a stricter policy there leaves it blank."""
    client = (await start_desk(built)).client()
    first = await client.get("/console/")
    again = await client.get("/console/", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert "content-security-policy" not in again.headers


@pytest.mark.parametrize("path", ["/widget/../secrets.env", "/widget/%2e%2e/secret", "/console/..%2f..%2fsecret.txt"])
async def test_files_outside_the_folders_are_out_of_reach(start_desk: Any, built: Settings, path: str) -> None:
    (built.web_dir / "widget" / "secret").write_text("secret")
    (built.web_dir / "secret.txt").write_text("secret")
    response = await (await start_desk(built)).client().get(path)
    assert response.status_code == 404
    assert "secret" not in response.text


async def test_front_ends_are_sent_compressed_and_api_answers_are_not(start_desk: Any, built: Settings) -> None:
    (built.web_dir / "widget" / "dist" / "chat.js").write_text("let answer = 42;\n" * 500)
    client = (await start_desk(built)).client()
    chat = await client.get("/widget/chat.js", headers={"Accept-Encoding": "gzip"})
    assert chat.headers["content-encoding"] == "gzip"
    assert chat.text.startswith("let answer")
    api = await client.get("/api/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in api.headers


async def test_front_end_that_is_not_built_says_what_to_do(desk: RunningDesk) -> None:
    for name in ("widget", "console"):
        response = await desk.client().get(f"/{name}/index.html")
        assert response.status_code == 503
        assert "make" in response.json()["detail"]


# --- headers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/help", "/api/setup", "/healthz", "/nothing", "/pages/shop.css"])
async def test_every_answer_has_the_safe_headers(desk: RunningDesk, path: str) -> None:
    headers = (await desk.client().get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"]
    assert headers["x-request-id"]
    assert "server" not in headers


async def test_pages_may_run_our_scripts_only(desk: RunningDesk) -> None:
    policy = (await desk.client().get("/")).headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "connect-src 'self' ws://desk.test" in policy


async def test_api_answers_are_not_kept(desk: RunningDesk) -> None:
    assert (await desk.client().get("/api/setup")).headers["cache-control"] == "no-store"


async def preflight(desk: RunningDesk, path: str, origin: str) -> Any:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    return await desk.client().http.options(path, headers=headers)


async def test_only_listed_websites_may_call_and_only_the_widgets_routes(start_desk: Any, settings: Settings) -> None:
    desk = await start_desk(settings.model_copy(update={"allowed_origins": ["https://shop.example"]}))
    allowed = await preflight(desk, "/api/widget/session", "https://shop.example")
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "https://shop.example"
    assert "access-control-allow-credentials" not in allowed.headers
    for path, origin in (
        ("/api/widget/session", "https://evil.example"),
        ("/api/widget/session", "null"),
        ("/api/auth/login", "https://shop.example"),
        ("/api/setup", "https://shop.example"),
    ):
        refused = await preflight(desk, path, origin)
        assert "access-control-allow-origin" not in refused.headers, (path, origin)
    answer = await desk.client().post("/api/widget/session", {}, headers={"Origin": "https://shop.example"})
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"


async def test_by_default_no_other_website_may_call(desk: RunningDesk) -> None:
    refused = await preflight(desk, "/api/widget/session", "https://shop.example")
    assert "access-control-allow-origin" not in refused.headers


def test_style_sheet_names_no_other_host() -> None:
    folder = Path(__file__).parents[2] / "desk" / "pages" / "files"
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"^\s*//.*$|/\*.*?\*/", "", text, flags=re.MULTILINE), file
