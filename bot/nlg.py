"""What the bot says: FAQ answers from the published snapshot, everything else from the domain, in the contact's language.

Replies carry `lang`, and FAQ answers also `faq_id` and `links`, as extra keys that end up in the bot event's metadata.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.constants import RESPONSE_CONDITION
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.language import DEFAULT_LANGUAGE, LANGUAGES, detect
from bot.snapshot import Entry, Snapshot, default_snapshot_path

LANGUAGE_SLOT = "language"
_FAQ_RESPONSE = "utter_faq/"

Reply = dict[str, Any]


class PublishedAnswers(TemplatedNaturalLanguageGenerator):
    """`nlg: {type: bot.nlg.PublishedAnswers}`; option `path`: the snapshot, default `$SAHAYAK_VAR_DIR/faq/published.json`."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        super().__init__(domain.responses if domain else {})
        path = (endpoint_config.kwargs if endpoint_config else {}).get("path")
        self._snapshot = Snapshot(Path(path) if path else default_snapshot_path())

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Reply | None:
        """The reply to send for a response's name, None when there is no such response.

        With `suggestions=[entry ids]` any response gets a button for each entry, before its own buttons.
        """
        language = reply_language(tracker)
        if utter_action.startswith(_FAQ_RESPONSE):
            entry_id = utter_action[len(_FAQ_RESPONSE) :]
            entry = self._snapshot.find(entry_id)
            if entry is not None:
                return self._answer(entry_id, entry, language)
            reply = self._from_domain(utter_action, tracker, output_channel, language, {})
            return None if reply is None else {**reply, "faq_id": entry_id}
        suggestions = kwargs.pop("suggestions", None) or []
        reply = self._from_domain(utter_action, tracker, output_channel, language, kwargs)
        if reply is not None and suggestions:
            reply["buttons"] = self._buttons(suggestions, language) + list(reply.get("buttons") or [])
        return reply

    def _answer(self, entry_id: str, entry: Entry, language: str) -> Reply:
        links = [
            {"url": link["url"], "label": link["label"].get(language) or link["url"]}
            for link in entry.get("links") or []
        ]
        return {
            "text": entry["answer"][language],
            "buttons": self._buttons(entry.get("buttons") or [], language),
            "links": links,
            "faq_id": entry_id,
            "lang": language,
        }

    def _from_domain(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        language: str,
        values: dict[str, Any],
    ) -> Reply | None:
        slots = {**tracker.current_slot_values(), LANGUAGE_SLOT: language}
        chosen = copy.deepcopy(self._random_response_for(utter_action, output_channel, slots))
        if chosen is None:
            return None
        served = _served_language(chosen, language)
        if not utter_action.startswith(_FAQ_RESPONSE):
            chosen = self._fill_response(chosen, slots, **values)
        chosen.pop(RESPONSE_CONDITION, None)
        return {**chosen, "lang": served}

    def _buttons(self, entry_ids: list[str], language: str) -> list[dict[str, str]]:
        titled = ((entry_id, self._title(entry_id, language)) for entry_id in entry_ids)
        return [{"title": title, "payload": f"/faq/{entry_id}"} for entry_id, title in titled if title]

    def _title(self, entry_id: str, language: str) -> str | None:
        entry = self._snapshot.find(entry_id)
        if entry is not None:
            return str(entry["title"][language])
        if self._snapshot.is_loaded:
            return None
        # nothing is published (`rasa shell`): the importer puts titles beside the model's own answers
        for variation in self.responses.get(_FAQ_RESPONSE + entry_id, []):
            title = (variation.get("metadata") or {}).get("title")
            if title and _condition_language(variation) == language:
                return str(title)
        return None


def reply_language(tracker: DialogueStateTracker) -> str:
    """The language to answer in: the one the contact pinned, else the message's, else the slot's, else English."""
    message = tracker.latest_message
    candidates: list[Any] = []
    if message is not None:
        candidates += [(message.metadata or {}).get("reply_language"), (message.parse_data or {}).get("language")]
    if LANGUAGE_SLOT in tracker.slots:
        candidates.append(tracker.get_slot(LANGUAGE_SLOT))
    return next((candidate for candidate in candidates if candidate in LANGUAGES), DEFAULT_LANGUAGE)


def _condition_language(variation: dict[str, Any]) -> str:
    for condition in variation.get(RESPONSE_CONDITION) or []:
        if condition.get("name") == LANGUAGE_SLOT:
            return str(condition.get("value"))
    return DEFAULT_LANGUAGE


def _served_language(variation: dict[str, Any], wanted: str) -> str:
    """A variation bound to a language is in it; one bound to none may be anything, so its text decides."""
    if any(condition.get("name") == LANGUAGE_SLOT for condition in variation.get(RESPONSE_CONDITION) or []):
        return wanted
    return detect(variation.get("text") or "", DEFAULT_LANGUAGE)
