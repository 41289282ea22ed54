"""The desk's way in: one HTTP call is one turn, answered with the replies and the turn's trace.

Differences to Rasa's REST channel: the turn loop is our own, so that the tracker is in hand when the trace is written; a
turn that breaks is an HTTP error and not an empty answer; a message sent again is answered from the tracker and not run
again; failing custom actions show in the trace.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import re
import time
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import patches
from bot.language import LANGUAGES
from bot.nlg import LANGUAGE_SLOT, reply_language
from bot.turn import Json, events_of_last_turn, message_language, message_of, replies_of, topic_of, trace_of

logger = logging.getLogger(__name__)

TOKEN_VARIABLE = "SAHAYAK_RASA_TOKEN"  # noqa: S105 - the name of the variable
TOKEN_HEADER = "x-desk-token"  # noqa: S105 - the name of the header
MAX_TEXT = 4_000
MAX_BODY_BYTES = 65_536
LOCK_POLL_SECONDS = 0.02
"""Rasa's lock looks once a second by default, which a second message of the same contact would wait for."""
_MAX_NAME = 255
_PAYLOAD = re.compile(r"/[A-Za-z_][\w]*(?:/[a-z][a-z0-9_]*)?(?:\{.*\})?\Z", re.ASCII | re.DOTALL)
_KEPT_CONTEXT = ("conversation_id", "contact_id")


class TurnRefused(Exception):
    """A request that is not run; becomes an HTTP error."""

    def __init__(self, status: int, error: str, detail: str) -> None:
        self.status, self.error, self.detail = status, error, detail
        super().__init__(detail)


@dataclass(frozen=True)
class TurnRequest:
    """One checked request of the desk."""

    sender: str
    message_id: str
    text: str
    language: str | None
    reply_language: str | None
    channel: str
    context: dict[str, str]

    @classmethod
    def parse(cls, body: bytes) -> TurnRequest:
        """Check a request's body. Raises TurnRefused."""
        if len(body) > MAX_BODY_BYTES:
            raise TurnRefused(413, "text_too_long", f"a request may hold {MAX_BODY_BYTES} bytes")
        try:
            data = json.loads(body)
        except ValueError:
            raise _bad("the body is not JSON") from None
        if not isinstance(data, dict):
            raise _bad("the body must be a JSON object")
        context = data.get("context") or {}
        if not isinstance(context, dict):
            raise _bad("context must be an object")
        return cls(
            sender=_name(data, "sender"),
            message_id=_name(data, "message_id"),
            text=_text(data),
            language=_language(data, "language"),
            reply_language=_language(data, "reply_language"),
            channel=_name(data, "channel") if data.get("channel") is not None else DeskChannel.name(),
            context={key: str(context[key]) for key in _KEPT_CONTEXT if context.get(key) is not None},
        )

    def metadata(self) -> dict[str, Any]:
        """What components and actions find in the message's metadata."""
        return {
            **self.context,
            "message_id": self.message_id,
            "language": self.language,
            "reply_language": self.reply_language,
            "channel": self.channel,
        }


class DeskChannel(InputChannel):
    """Input channel `desk`: `POST /webhooks/desk/turn`, `GET /webhooks/desk/health`."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        patches.apply()

    @classmethod
    def name(cls) -> str:
        """The channel's name and place below /webhooks."""
        return "desk"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Create from credentials.yml; the token comes from the environment. Raises ValueError without one."""
        token = os.environ.get(TOKEN_VARIABLE, "")
        if not token:
            raise ValueError(
                f"{TOKEN_VARIABLE} is not set: without it anybody could talk to the bot. Start with `make run`, "
                "or set it to the value the desk uses."
            )
        return cls(token)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        blueprint = Blueprint("desk_webhook", __name__)

        @blueprint.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = _agent(request)
            if agent is None:
                return _refusal(TurnRefused(503, "no_model", "no model is loaded"))
            return response.json({"ok": True, "model_id": agent.model_id})

        @blueprint.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            try:
                if not hmac.compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), self._token):
                    raise TurnRefused(403, "forbidden", "wrong or missing token")
                asked = TurnRequest.parse(request.body)
                agent = _agent(request)
                if agent is None:
                    raise TurnRefused(503, "no_model", "no model is loaded")
                return response.json(await run_turn(agent, asked), dumps=_dumps)
            except TurnRefused as refused:
                return _refusal(refused)
            except Exception as error:
                logger.exception("turn failed")
                return _refusal(TurnRefused(500, "turn_failed", f"{type(error).__name__}: {error}"[:300]))

        return blueprint


async def run_turn(agent: Agent, asked: TurnRequest) -> Json:
    """Run one turn (or find it already run) and give the wire's answer."""
    began = time.perf_counter()
    async with agent.lock_store.lock(asked.sender, wait_time_in_seconds=LOCK_POLL_SECONDS):
        clock = _Clock(began)
        clock.stop("wait")
        processor = agent.processor
        output = CollectingOutputChannel()
        metadata = asked.metadata()
        tracker = await processor.fetch_tracker_and_update_session(asked.sender, output, metadata)
        failures: list[Json] = []
        replayed = _is_last_message(tracker, asked.message_id)
        if not replayed:
            patches.failed_actions.set(failures)
            message = UserMessage(
                asked.text,
                output,
                asked.sender,
                input_channel=asked.channel,
                # the components that understand the message never see the tracker
                metadata={**metadata, "topic": topic_of(tracker)},
                message_id=asked.message_id,
            )
            await processor._handle_message_with_tracker(message, tracker)
            _set_language(tracker, agent)
            clock.stop("nlu")
            tracker = await processor.run_action_extract_slots(output, tracker)
            await processor._run_prediction_loop(output, tracker)
            clock.stop("actions")
            await processor.save_tracker(tracker)
            clock.stop("save")
    turn = events_of_last_turn(tracker)
    trace = {**trace_of(turn, tracker), "model_id": agent.model_id, "replayed": replayed, "ms": clock.milliseconds()}
    trace["failed_actions"] += failures
    return {"messages": replies_of(turn, tracker), "trace": trace}


def _is_last_message(tracker: DialogueStateTracker, message_id: str) -> bool:
    last = message_of(events_of_last_turn(tracker))
    return last is not None and last.message_id == message_id


def _set_language(tracker: DialogueStateTracker, agent: Agent) -> None:
    """Make the slot the language of this turn's replies; a payload's language is what the desk knew."""
    message = tracker.latest_message
    message.parse_data.setdefault("language", message_language(message))
    language = reply_language(tracker)
    if LANGUAGE_SLOT in tracker.slots and tracker.get_slot(LANGUAGE_SLOT) != language:
        tracker.update(SlotSet(LANGUAGE_SLOT, language), agent.domain)


class _Clock:
    """Milliseconds by part of a turn; parts that did not run are 0."""

    def __init__(self, began: float) -> None:
        self._began = self._last = began
        self._parts = {"wait": 0.0, "nlu": 0.0, "actions": 0.0, "save": 0.0}

    def stop(self, part: str) -> None:
        now = time.perf_counter()
        self._parts[part] = now - self._last
        self._last = now

    def milliseconds(self) -> dict[str, float]:
        total = time.perf_counter() - self._began
        return {part: round(1_000 * seconds, 1) for part, seconds in {**self._parts, "total": total}.items()}


def _agent(request: Request) -> Agent | None:
    """The agent of this moment: a model swap puts a new one in its place."""
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


def _text(data: dict[str, Any]) -> str:
    text, payload = data.get("text"), data.get("payload")
    if (text is None) == (payload is None):
        raise _bad("exactly one of text and payload is needed")
    if payload is not None:
        if not isinstance(payload, str) or len(payload) > MAX_TEXT or not _PAYLOAD.match(payload):
            raise _bad("payload must look like /intent{...} or /faq/<id>")
        return payload
    if not isinstance(text, str):
        raise _bad("text must be a string")
    if len(text) > MAX_TEXT:
        raise TurnRefused(413, "text_too_long", f"a text may have {MAX_TEXT} characters, this one has {len(text)}")
    return _plain(text)


def _plain(text: str) -> str:
    """The text without what would make it a Rasa command: leading slashes, blanks and invisible characters."""
    start = 0
    while start < len(text) and (
        text[start] in "/" or text[start].isspace() or unicodedata.category(text[start]) == "Cf"
    ):
        start += 1
    # lone surrogates cannot be stored as UTF-8
    return text[start:].rstrip().encode("utf-8", "replace").decode("utf-8")


def _name(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > _MAX_NAME:
        raise _bad(f"{key} must be a string of 1 to {_MAX_NAME} characters")
    return value


def _language(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and value not in LANGUAGES:
        raise _bad(f"{key} must be one of {', '.join(LANGUAGES)} or null")
    return value


def _bad(detail: str) -> TurnRefused:
    return TurnRefused(400, "bad_request", detail)


def _refusal(refused: TurnRefused) -> HTTPResponse:
    return response.json({"error": refused.error, "detail": refused.detail}, status=refused.status)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
