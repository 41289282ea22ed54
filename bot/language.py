"""The language of one message: `en`, `hi` (Devanagari) or `hinglish` (Hindi in Latin letters).

Decided by script and word list: general language identifiers take Hinglish for English (half of it and more), and this
rule costs microseconds. A text that tells nothing (digits, an e-mail address, a payload, "ok") takes the language the
conversation had before.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.hinglish import english_words, is_hinglish
from bot.text import LANGUAGES, clean, scripts

DEFAULT_LANGUAGE = "en"

_ADDRESS = ("@", "://", "www.")
# Anything shorter without an English word such as "the" or "my" could be typed in any language.
_ENOUGH_WORDS = 3


def detect(text: str, otherwise: str | None = None) -> str:
    """The language of a text; `otherwise` (else English) when the text itself tells nothing."""
    fallback = otherwise if otherwise in LANGUAGES else DEFAULT_LANGUAGE
    if text.startswith("/"):
        return fallback
    text = clean(text)
    if any(mark in text for mark in _ADDRESS):
        text = " ".join(word for word in text.split() if not any(mark in word for mark in _ADDRESS))
    counts = scripts(text)
    if counts["devanagari"]:
        # brand and product names stay in Latin letters inside Hindi text; "what does गारंटी mean" is English
        words = sum("\u0900" <= word[0] <= "\u097f" for word in text.split())
        hindi = 3 * counts["devanagari"] >= counts["latin"] and english_words(text) <= words
        return "hi" if hindi else _latin(text, fallback)
    if not counts["latin"]:
        return fallback
    return _latin(text, fallback)


def _latin(text: str, fallback: str) -> str:
    if is_hinglish(text):
        return "hinglish"
    if english_words(text) or sum(map(str.isalpha, (word[0] for word in text.split()))) >= _ENOUGH_WORDS:
        return "en"
    return fallback


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageDetector(GraphComponent):
    """Sets `language` on every message; the turn's metadata may carry the conversation's language as `language`."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Needs no other component."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No options."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        """Creates the component (see parent class)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Detect and set."""
        for message in messages:
            metadata = message.get("metadata") or {}
            message.set("language", detect(message.get(TEXT) or "", metadata.get("language")), add_to_output=True)
        return messages
