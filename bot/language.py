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

from bot.hinglish import is_hinglish, tokens
from bot.text import LANGUAGES, clean, scripts

DEFAULT_LANGUAGE = "en"

_ADDRESS = ("@", "://", "www.")
# One of these makes a text English; anything shorter than three words without one could be typed in any language.
_ENGLISH = frozenset(
    """
    a about after all already am an and any are arrived as at back be because been before but by can cannot cant
    could did didnt do does doesnt doing done dont even ever for from get getting give given go going got had
    has have he her here how i id ill im in into is isnt it its ive just know like long made many may me more
    much must my need never no not now of off on one only or our out over received send sent shall she should
    since so some someone something still take tell than that thats the their them then there these they thing
    this those to too under until up us use very want was wasnt we were what whats when where which while who
    whom whose why will with without wont work working would wrong yes yet you your yours
    """.split()  # noqa: SIM905 - two hundred quoted words cannot be read
)
_ENOUGH_WORDS = 3


def detect(text: str, otherwise: str | None = None) -> str:
    """The language of a text; `otherwise` (else English) when the text itself tells nothing."""
    fallback = otherwise if otherwise in LANGUAGES else DEFAULT_LANGUAGE
    if text.startswith("/"):
        return fallback
    text = " ".join(word for word in clean(text).split() if not any(mark in word for mark in _ADDRESS))
    counts = scripts(text)
    if counts["devanagari"]:
        # brand and product names stay in Latin letters inside Hindi text
        return "hi" if 3 * counts["devanagari"] >= counts["latin"] else _latin(text, fallback)
    if not counts["latin"]:
        return fallback
    return _latin(text, fallback)


def _latin(text: str, fallback: str) -> str:
    if is_hinglish(text):
        return "hinglish"
    words = [token.replace("'", "") for token in tokens(text.replace("’", "'")) if token[0].isalpha()]
    if len(words) >= _ENOUGH_WORDS or any(word in _ENGLISH for word in words):
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
