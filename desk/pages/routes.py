"""The demo shop at `/` and the help pages, rendered from the published FAQ."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from desk.errors import DeskError, NotFound
from desk.models import Language
from desk.pages.texts import LANG, LANGUAGE_NAMES, PRODUCTS, rupees, words
from desk.wiring import Desk, DeskDep, desk_of

router = APIRouter(include_in_schema=False)

Lang = Annotated[str | None, Query()]
Search = Annotated[str, Query(max_length=100)]

FRONT_LANGUAGES = (Language.EN, Language.HI)
DATA_PATHS = ("/api/", "/internal/", "/widget/", "/console", "/pages/", "/socket.io", "/healthz", "/readyz", "/metrics")

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@router.get("/")
async def shop(request: Request, desk: DeskDep, lang: Lang = None) -> HTMLResponse:
    """The shop front, with the widget."""
    language = choose_language(request, lang, FRONT_LANGUAGES)
    return _page(
        "shop.html", desk, language, languages=FRONT_LANGUAGES, path="/", products=PRODUCTS,
        questions=[entry for entry in map(desk.knowledge.find_entry, QUESTIONS) if entry],
    )  # fmt: skip


QUESTIONS = ("track_order", "delivery_time", "return_policy", "refund_time", "cod_available", "claim_warranty")


@router.get("/help")
async def help_topics(request: Request, desk: DeskDep, lang: Lang = None, q: Search = "") -> HTMLResponse:
    """All topics, or what a search found."""
    language = choose_language(request, lang, tuple(Language))
    entries = desk.knowledge.list_entries(q)
    snapshot = desk.knowledge.snapshot
    topics = snapshot.topics if snapshot else {}
    by_topic = {topic: [entry for entry in entries if entry.topic == topic] for topic in topics}
    return _page(
        "help.html", desk, language, path="/help", topics=topics, by_topic=by_topic, found=entries, q=q.strip()
    )


@router.get("/help/{topic}")
async def help_topic(topic: str, request: Request, desk: DeskDep, lang: Lang = None) -> HTMLResponse:
    """One topic with all its answers; every answer has its own anchor."""
    language = choose_language(request, lang, tuple(Language))
    title = desk.knowledge.topic_title(topic, language)
    if title is None:
        raise NotFound()
    entries = [entry for entry in desk.knowledge.list_entries() if entry.topic == topic]
    related = {name: desk.knowledge.find_entry(name) for entry in entries for name in entry.related}
    neighbours = {name: entry for name, entry in related.items() if entry}
    return _page(
        "topic.html", desk, language, path=f"/help/{topic}", title=title, entries=entries, neighbours=neighbours
    )


@router.get("/pages/accent.css")
async def accent(desk: DeskDep) -> Response:
    """The accent colour is a setting; pages may not carry styles of their own (content security policy)."""
    return Response(
        f":root{{--accent:{desk.settings.accent_color}}}",
        media_type="text/css",
        headers={"cache-control": "public, max-age=300"},
    )


def error_page(request: Request, error: DeskError) -> Response | None:
    """A page for people whose browser asked for one; None when the asker is a program."""
    if request.url.path.startswith(DATA_PATHS) or "text/html" not in request.headers.get("accept", ""):
        return None
    language = choose_language(request, request.query_params.get("lang"), tuple(Language))
    kind = "not_found" if error.status < 500 else "failed"
    page = _page("error.html", desk_of(request), language, path="/help", kind=kind)
    page.status_code = error.status
    return page


def choose_language(request: Request, asked: str | None, offered: tuple[Language, ...]) -> Language:
    """What the address says, else the browser's first language that we speak, else English."""
    for language in offered:
        if asked == language.value:
            return language
    if asked == Language.HINGLISH:
        return Language.HI if Language.HI in offered else Language.EN
    for part in request.headers.get("accept-language", "").split(","):
        wanted = part.partition(";")[0].strip().lower()
        if wanted.startswith("en"):
            return Language.EN
        if wanted.startswith("hi"):
            return Language.HINGLISH if "latn" in wanted and Language.HINGLISH in offered else Language.HI
    return Language.EN


def _page(
    template: str, desk: Desk, language: Language, *, path: str,
    languages: tuple[Language, ...] = tuple(Language), **values: Any,
) -> HTMLResponse:  # fmt: skip
    html = _templates.get_template(template).render(
        w=words(language),
        language=language,
        languages=languages,
        lang_tags=LANG,
        language_names=LANGUAGE_NAMES,
        shop_name=desk.settings.shop_name,
        accent=desk.settings.accent_color,
        path=path,
        rupees=rupees,
        href=lambda address: _with_language(address, language),
        **values,
    )
    return HTMLResponse(html, headers={"cache-control": "no-cache", "vary": "accept-language"})


def _with_language(address: str, language: Language) -> str:
    """Our own addresses keep the language; others stay as they are."""
    if not address.startswith("/"):
        return address
    path, mark, anchor = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang={language.value}{mark}{anchor}"
