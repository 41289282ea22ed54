"""What an action needs to know of the turn: the contact's message as the bot understood it, and what came before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from rasa_sdk import Tracker

FAQ_INTENT = "faq"
BAND_DID_YOU_MEAN = "did_you_mean"
RANKING_LENGTH = 5
SUGGESTING = frozenset({"utter_did_you_mean", "utter_offer_person", "utter_not_helpful_suggest"})
"""Responses whose buttons are guesses at what the contact typed before."""


class Asked(NamedTuple):
    """One of several questions in a message: its words, the entry that answers it, and the confidence in that."""

    text: str
    faq_id: str
    confidence: float


@dataclass(frozen=True)
class Turn:
    """One message of the contact. `ranking` holds (FAQ id, confidence), best first; `asked` what was asked, in order, when
    that was several questions at once; `questions` the names of the responses that the bot uttered just before this message.
    """

    conversation_id: str
    message_id: str
    text: str
    language: str | None
    intent: str | None
    confidence: float | None
    entities: dict[str, str] = field(default_factory=dict)
    ranking: tuple[tuple[str, float], ...] = ()
    band: str | None = None
    frustrated: bool = False
    asked: tuple[Asked, ...] = ()
    questions: frozenset[str] = frozenset()
    typed_before: str = ""
    slots: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Read the tracker. Outside the desk (`rasa shell`) the conversation is the sender."""
        message = tracker.latest_message or {}
        metadata = message.get("metadata") or {}
        intent = message.get("intent") or {}
        return cls(
            conversation_id=str(metadata.get("conversation_id") or tracker.sender_id),
            message_id=str(metadata.get("message_id") or message.get("message_id") or ""),
            text=message.get("text") or "",
            language=message.get("language") or tracker.get_slot("language"),
            intent=intent.get("name"),
            confidence=intent.get("confidence"),
            entities=_entities(message.get("entities") or []),
            ranking=_ranking(message),
            band=message.get("faq_band"),
            frustrated=bool(message.get("frustrated")),
            asked=_asked(message),
            questions=_questions(tracker.events),
            typed_before=_typed_before(tracker.events),
            slots=dict(tracker.slots),
        )

    @property
    def faq_id(self) -> str | None:
        """The entry that answered, or None when this was no FAQ question."""
        return self.ranking[0][0] if self.intent == FAQ_INTENT and self.ranking else None

    @property
    def is_payload(self) -> bool:
        """Whether the contact pressed a button instead of typing."""
        return self.text.startswith("/")

    @property
    def question(self) -> str:
        """What was asked, in the contact's words: a tapped suggestion answers what was typed before it."""
        guessed = self.is_payload and self.questions & SUGGESTING
        return self.typed_before if guessed and self.typed_before else self.text

    def each(self) -> list[Turn]:
        """The turn once for each of its questions, as if that alone had been asked; mostly just this one.

        Each has a message id of its own, since the desk logs one interaction for an id: the first keeps the message's, the
        others get its first 30 characters and ".2", ".3".
        """
        if not self.asked:
            return [self]
        return [
            replace(
                self,
                message_id=self.message_id if place == 1 else f"{self.message_id[:30]}.{place}",
                text=asked.text,
                confidence=asked.confidence,
                ranking=((asked.faq_id, asked.confidence),),
                asked=(),
            )
            for place, asked in enumerate(self.asked, start=1)
        ]

    def count(self, slot: str) -> int:
        """The value of a counting slot."""
        return int(self.slots.get(slot) or 0)


def _entities(entities: list[dict[str, Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entity in entities:
        found.setdefault(str(entity.get("entity")), str(entity.get("value")))
    return found


def _ranking(message: dict[str, Any]) -> tuple[tuple[str, float], ...]:
    selector = (message.get("response_selector") or {}).get(FAQ_INTENT) or {}
    ranked = []
    for item in (selector.get("ranking") or [])[:RANKING_LENGTH]:
        name, _, faq_id = str(item.get("intent_response_key", "")).partition("/")
        if name == FAQ_INTENT and faq_id:
            ranked.append((faq_id, float(item.get("confidence") or 0.0)))
    return tuple(ranked)


def _asked(message: dict[str, Any]) -> tuple[Asked, ...]:
    return tuple(
        Asked(str(item["text"]), str(item["faq_id"]), float(item["confidence"]))
        for item in message.get("questions") or []
    )


def _questions(events: list[dict[str, Any]]) -> frozenset[str]:
    names = set()
    users = 0
    for event in reversed(events):
        if event.get("event") == "user":
            users += 1
            if users == 2:
                break
        elif event.get("event") == "bot" and users == 1:
            names.add(str((event.get("metadata") or {}).get("utter_action")))
    return frozenset(names)


def _typed_before(events: list[dict[str, Any]]) -> str:
    said = [str(event.get("text") or "") for event in events if event.get("event") == "user"]
    return next((text for text in reversed(said[:-1]) if text and not text.startswith("/")), "")
