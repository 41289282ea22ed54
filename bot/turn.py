"""What one turn did, read from the tracker's events: the replies and the trace the desk stores with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.confidence import BAND_ANSWER
from bot.faq_importer import FAQ_INTENT
from bot.language import DEFAULT_LANGUAGE, LANGUAGES, detect
from bot.matcher import FAQ_PREFIX
from bot.nlg import LANGUAGE_SLOT, reply_language

RANKED = 5
TOPIC_MESSAGES = 5
_SILENT_ACTIONS = (ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME)
_SILENT_SLOTS = (LANGUAGE_SLOT, REQUESTED_SLOT, "session_started_metadata")

Json = dict[str, Any]


def events_of_last_turn(tracker: DialogueStateTracker) -> list[Event]:
    """The last message of the contact and everything after it; empty when there was no message yet."""
    events = list(tracker.events)
    for index in range(len(events) - 1, -1, -1):
        if isinstance(events[index], UserUttered):
            return events[index:]
    return []


def message_of(turn: Sequence[Event]) -> UserUttered | None:
    """The contact's message that opens a turn."""
    return turn[0] if turn and isinstance(turn[0], UserUttered) else None


def replies_of(turn: Sequence[Event], tracker: DialogueStateTracker) -> list[Json]:
    """What the bot said in a turn, in the form of the wire; messages without text and buttons are left out."""
    language = reply_language(tracker)
    replies = (_reply(event, language) for event in turn if isinstance(event, BotUttered) and not _failure(event))
    return [reply for reply in replies if reply["text"] or reply["buttons"]]


def trace_of(turn: Sequence[Event], tracker: DialogueStateTracker) -> Json:
    """What was understood and done in a turn (without model and times, which only the channel knows)."""
    message = message_of(turn)
    parsed: Json = dict(message.parse_data or {}) if message else {}
    intent = parsed.get("intent") or {}
    selected = (parsed.get("response_selector") or {}).get(FAQ_INTENT) or {}
    band = parsed.get("faq_band")
    return {
        "language": message_language(message),
        "intent": intent.get("name"),
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "band": band,
        "frustration": round(float(parsed.get("frustration") or 0.0), 4),
        "faq_id": _faq_id(selected["response"]["intent_response_key"]) if selected and band == BAND_ANSWER else None,
        "ranking": [
            {"faq_id": _faq_id(item["intent_response_key"]), "confidence": round(float(item["confidence"]), 4)}
            for item in (selected.get("ranking") or [])[:RANKED]
        ],
        "questions": [
            {**question, "confidence": round(float(question["confidence"]), 4)}
            for question in parsed.get("questions") or []
        ],
        "context_used": bool(parsed.get("context_used")),
        "entities": [
            {"entity": item.get("entity"), "value": item.get("value")} for item in parsed.get("entities") or []
        ],
        "actions": [
            {"name": event.action_name or event.action_text, "policy": event.policy, "confidence": event.confidence}
            for event in turn
            if isinstance(event, ActionExecuted) and event.action_name not in _SILENT_ACTIONS
        ],
        "slots": {
            event.key: event.value for event in turn if isinstance(event, SlotSet) and event.key not in _SILENT_SLOTS
        },
        "active_loop": tracker.active_loop_name,
        "failed_actions": [failure for event in turn if isinstance(event, BotUttered) and (failure := _failure(event))],
    }


def topic_of(tracker: DialogueStateTracker) -> Json | None:
    """What the contact may still be talking about: `entry` and `question` of the last answer, at most five messages back.

    None in an open form, where a few words answer the form's question. A question that was itself understood from the topic
    before it is told together with that one; `question` is empty when a button was pressed.
    """
    if tracker.active_loop_name:
        return None
    said = [event for event in tracker.events if isinstance(event, UserUttered)]
    for message in reversed(said[-TOPIC_MESSAGES:]):
        parsed = message.parse_data or {}
        selected = (parsed.get("response_selector") or {}).get(FAQ_INTENT)
        if not selected or parsed.get("faq_band") != BAND_ANSWER:
            continue
        last = (parsed.get("questions") or [{}])[-1]
        entry = last.get("faq_id") or _faq_id(selected["response"]["intent_response_key"])
        text = str(last.get("text") or message.text or "")
        before = (message.metadata or {}).get("topic") or {}
        if parsed.get("context_used") and before:
            same = before.get("entry") == entry
            text = str(before["question"]) if same else f"{before['question']} {text}".strip()
        return {"entry": entry, "question": "" if text.startswith("/") else text}
    return None


def message_language(message: UserUttered | None) -> str:
    """The language of a message: as detected, for payloads as the desk knew it, else English."""
    if message is None:
        return DEFAULT_LANGUAGE
    candidates = ((message.parse_data or {}).get("language"), (message.metadata or {}).get("language"))
    return next((str(candidate) for candidate in candidates if candidate in LANGUAGES), DEFAULT_LANGUAGE)


def _failure(event: BotUttered) -> Json | None:
    """A custom message by which an action says that it failed; `hand_off` when people must take over."""
    custom = (event.data or {}).get("custom")
    if not isinstance(custom, dict) or "failed_action" not in custom:
        return None
    return {
        "action": str(custom["failed_action"]),
        "error": str(custom.get("error", "")),
        "hand_off": bool(custom.get("hand_off", True)),
    }


def _reply(event: BotUttered, language: str) -> Json:
    metadata = event.metadata or {}
    text = event.text or ""
    return {
        "text": text,
        "lang": metadata.get("lang") if metadata.get("lang") in LANGUAGES else detect(text, language),
        "buttons": [
            {"title": str(button.get("title", "")), "payload": str(button.get("payload", ""))}
            for button in (event.data or {}).get("buttons") or []
        ],
        "links": list(metadata.get("links") or []),
        "faq_id": metadata.get("faq_id"),
    }


def _faq_id(response_key: str) -> str:
    return response_key[len(FAQ_PREFIX) :]
