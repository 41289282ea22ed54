"""Turn the knowledge base into Rasa training data, so that Rasa's own commands work on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

from bot.faq_files import LANGUAGES, FaqContentError, FaqEntry, read_entries

FAQ_INTENT = "faq"


class FaqImporter(TrainingDataImporter):
    """Importer for `config.yml`: intent `faq`, response keys `faq/<id>`, responses `utter_faq/<id>` in three languages."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        faq_path: str = "data/faq",
        **kwargs: Any,
    ) -> None:
        """Remember the folder; nothing is read yet.

        Raises:
            FaqContentError: there is no such folder.
        """
        self._folder = _find_folder(config_file, faq_path)

    @cached_method
    def entries(self) -> list[FaqEntry]:
        """The entries of the knowledge base; raises FaqContentError."""
        return read_entries(self._folder)

    def get_config(self) -> dict:
        """No configuration of its own."""
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        """No automatic configuration: config.yml spells everything out."""
        return None

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """No stories: the rule `faq -> utter_faq` is in data/rules."""
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        """No conversation tests."""
        return StoryGraph([])

    @cached_method
    def get_domain(self) -> Domain:
        """The retrieval intent and the answers; answers here serve `rasa shell` and a desk that has not published."""
        titles = {entry.id: entry.title for entry in self.entries()}
        responses = {f"utter_{FAQ_INTENT}/{entry.id}": _variations(entry, titles) for entry in self.entries()}
        if not responses:
            return Domain.empty()
        return Domain.from_dict(
            {
                "intents": [{FAQ_INTENT: {"is_retrieval_intent": True}}],
                "responses": responses,
                "actions": [f"utter_{FAQ_INTENT}"],
            }
        )

    @cached_method
    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Every question of every entry; the language it is listed under goes into the example's metadata."""
        # not Message.build: that would read [a](b) in a question as an entity
        return TrainingData(
            [
                Message(
                    data={
                        TEXT: question,
                        INTENT: FAQ_INTENT,
                        INTENT_RESPONSE_KEY: f"{FAQ_INTENT}/{entry.id}",
                        METADATA: {"example": {"language": listed}},
                    }
                )
                for entry in self.entries()
                for listed in LANGUAGES
                for question in entry.questions[listed]
            ]
        )


def _variations(entry: FaqEntry, titles: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    """One variation a language; English without condition is Rasa's default when no other fits the slot `language`."""
    variations = []
    for language in LANGUAGES:
        variation: dict[str, Any] = {
            "text": _literal(entry.answer[language]),
            "metadata": {"title": entry.title[language]},
        }
        if entry.buttons:
            variation["buttons"] = [
                {"title": titles[target][language], "payload": f"/{FAQ_INTENT}/{target}"} for target in entry.buttons
            ]
        if language != LANGUAGES[0]:
            variation["condition"] = [{"type": "slot", "name": "language", "value": language}]
        variations.append(variation)
    return variations


def _literal(text: str) -> str:
    """Braces would be read as slot references."""
    return text.replace("{", "(").replace("}", ")")


def _find_folder(config_file: str | None, faq_path: str) -> Path:
    # some of Rasa's commands hand over a copy of config.yml in a temporary folder: then the working folder counts
    bases = [Path(config_file).resolve().parent] if config_file else []
    for base in [*bases, Path.cwd()]:
        if (base / faq_path).is_dir():
            return base / faq_path
    raise FaqContentError([f"{faq_path}: no such folder; run from the repository's root"])
