"""The only module that knows how to talk to Rasa: one turn in, replies and a trace out, every failure one of these.

RasaError
├── RasaUnreachable   no connection, or it was cut: asking again is safe, a turn that ran is replayed
├── RasaTimedOut      no answer in time; the turn may still be running
├── RasaRefused       Rasa answered with an error (`reason` is its word: no_model, turn_failed, forbidden …)
└── RasaNonsense      an answer that is not one
"""

from typing import Any, Literal, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from desk.models import Language
from desk.settings import Settings

Model = TypeVar("Model", bound=BaseModel)

TURN_PATH = "/webhooks/desk/turn"
HEALTH_PATH = "/webhooks/desk/health"
CONNECT_SECONDS = 2.0
SAFE_LINKS = ("https://", "http://", "mailto:", "tel:", "/")


class RasaError(Exception):
    """Base. `outcome` is the word the figures use."""

    outcome = "error"


class RasaUnreachable(RasaError):
    outcome = "unreachable"


class RasaTimedOut(RasaError):
    outcome = "timeout"


class RasaRefused(RasaError):
    outcome = "refused"

    def __init__(self, status: int, reason: str) -> None:
        self.status, self.reason = status, reason
        super().__init__(f"{status} {reason}")


class RasaNonsense(RasaError):
    outcome = "nonsense"


class TurnContext(BaseModel):
    conversation_id: str
    contact_id: str


class TurnRequest(BaseModel):
    """Exactly one of `text` (what was typed) and `payload` (of a button that we issued)."""

    sender: str
    message_id: str
    text: str | None = None
    payload: str | None = None
    language: Language | None = None
    reply_language: Language | None = None
    channel: str
    context: TurnContext


class ReplyButton(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    payload: str = Field(min_length=1, max_length=1000)


class ReplyLink(BaseModel):
    url: str = Field(max_length=2000)
    label: str = Field(max_length=200)


class Reply(BaseModel):
    """One message of the bot."""

    text: str = Field(default="", max_length=20_000)
    lang: Language | None = None
    buttons: list[ReplyButton] = Field(default=[], max_length=20)
    links: list[ReplyLink] = Field(default=[], max_length=20)
    faq_id: str | None = None

    @field_validator("links")
    @classmethod
    def _only_safe(cls, links: list[ReplyLink]) -> list[ReplyLink]:
        # An address ends up in a contact's browser: javascript: and the like never do.
        return [link for link in links if link.url.lower().startswith(SAFE_LINKS)]


class FailedAction(BaseModel):
    """`hand_off` False: the contact has the answer, only something behind it failed."""

    action: str
    error: str = ""
    hand_off: bool = True


class Trace(BaseModel):
    """What the bot understood and did. Kept whole for agents; the desk itself needs these few."""

    model_config = ConfigDict(extra="allow")
    language: Language | None = None
    active_loop: str | None = None
    failed_actions: list[FailedAction] = []
    replayed: bool = False


class Turn(BaseModel):
    messages: list[Reply]
    trace: Trace

    @property
    def needs_person(self) -> bool:
        """The bot could not do its work."""
        return not self.messages or any(failed.hand_off for failed in self.trace.failed_actions)


class RasaHealth(BaseModel):
    ok: Literal[True]
    model_id: str | None = None


class RasaClient:
    """Holds the connections. `transport` is for tests: the real client runs against it."""

    def __init__(self, settings: Settings, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        places = settings.rasa_max_concurrent + 2
        self._client = httpx.AsyncClient(
            base_url=settings.rasa_url,
            headers={"X-Desk-Token": settings.rasa_token.get_secret_value()},
            timeout=httpx.Timeout(settings.rasa_timeout_seconds, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=places, max_keepalive_connections=places),
            transport=transport,
            trust_env=False,  # Rasa is next door: no proxy
        )

    async def turn(self, request: TurnRequest) -> Turn:
        """Ask for one turn. Raises RasaError."""
        answer = await self._send("POST", TURN_PATH, request.model_dump(mode="json"))
        return _read(Turn, answer)

    async def health(self) -> RasaHealth:
        """Raises RasaError when Rasa is not there or has no model."""
        return _read(RasaHealth, await self._send("GET", HEALTH_PATH, None))

    async def aclose(self) -> None:
        await self._client.aclose()

    async def _send(self, method: str, path: str, body: dict[str, Any] | None) -> httpx.Response:
        try:
            answer = await self._client.request(method, path, json=body)
        except httpx.ConnectTimeout as error:
            raise RasaUnreachable(type(error).__name__) from error
        except httpx.TimeoutException as error:
            raise RasaTimedOut(type(error).__name__) from error
        except httpx.TransportError as error:
            raise RasaUnreachable(type(error).__name__) from error
        except httpx.HTTPError as error:  # a broken body, too many redirects
            raise RasaNonsense(type(error).__name__) from error
        if answer.status_code != 200:
            raise RasaRefused(answer.status_code, _reason(answer))
        return answer


def _reason(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["error"])[:80]
    except (ValueError, KeyError, TypeError):
        return "unknown"


def _read(model: type[Model], answer: httpx.Response) -> Model:
    try:
        return model.model_validate_json(answer.content)
    except ValidationError as error:
        fields = sorted({".".join(str(part) for part in problem["loc"]) for problem in error.errors()})
        raise RasaNonsense(f"wrong fields: {', '.join(fields)[:200] or 'not JSON'}") from error
