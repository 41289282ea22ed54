"""From a text to a ranked list of labels with a confidence and a band. No Rasa in here: tests and benches use it alone.

Labels are `faq/<id>` for entries of the knowledge base and plain names for the other intents. Rows labelled `OUT_OF_SCOPE` are
negatives: they are never a choice.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.background import background_rows
from bot.classifier import OUT_OF_SCOPE, Classifier
from bot.confidence import BAND_ANSWER, BAND_DID_YOU_MEAN, BAND_MISS, Confidence
from bot.embedding import Embedder, EmbeddingUnavailable
from bot.features import Features
from bot.hinglish import to_devanagari
from bot.rows import FAQ_PREFIX, Row, name_rows
from bot.simulation import simulate
from bot.spelling import Speller
from bot.text import clean, is_readable

logger = logging.getLogger(__name__)

_ARRAYS = "matcher.npz"
_SETTINGS = "matcher.json"
RANKED = 10
LEAST_SHARE = 0.5
"""Probability below which the first choice is not said: "warranty" alone is about several entries, however well it fits one."""

__all__ = ["FAQ_PREFIX", "NO_MATCH", "OUT_OF_SCOPE", "RANKED", "Match", "Matcher", "Row"]


@dataclass(frozen=True)
class Match:
    """What a text matches: labels with probabilities, best first (what is missing to 1 says "none of them"); confidence that the
    first is right; the band of that confidence; the text's embedding, None without one."""

    ranking: list[tuple[str, float]]
    confidence: float
    band: str
    vector: np.ndarray | None = field(default=None, compare=False)

    @property
    def label(self) -> str | None:
        """The first choice, None when nothing could be read."""
        return self.ranking[0][0] if self.ranking else None

    @property
    def best_entry_probability(self) -> float:
        """Probability of the best FAQ entry, wherever it stands in the ranking."""
        return max((probability for label, probability in self.ranking if label.startswith(FAQ_PREFIX)), default=0.0)


NO_MATCH = Match([], 0.0, BAND_MISS)


class _Reading(NamedTuple):
    """One text as the parts of the matcher read it."""

    meaning: str  # embedded: Hindi words in Devanagari; not lower-cased, that costs accuracy
    characters: str  # for n-grams: as typed and, for Hinglish, its Devanagari form beside it


class Matcher:
    """Fitted matcher."""

    def __init__(
        self,
        features: Features,
        classifier: Classifier,
        confidence: Confidence,
        speller: Speller,
        embedder: Embedder | None,
    ) -> None:
        self._features = features
        self._classifier = classifier
        self._confidence = confidence
        self._speller = speller
        self._embedder = embedder

    @property
    def labels(self) -> list[str]:
        """All labels that can be chosen, sorted."""
        return self._classifier.labels

    @property
    def confidence(self) -> Confidence:
        """Calibrator and borders."""
        return self._confidence

    @classmethod
    def fit(cls, rows: Sequence[Row], embedder: Embedder) -> Matcher:
        """Train; same rows, same matcher. Rows without a readable word are left out with a warning.

        Raises:
            ValueError: no readable row with a label to choose.
        """
        rows = [*_readable(rows), *name_rows(rows)]
        if all(row.label == OUT_OF_SCOPE for row in rows):
            raise ValueError("a matcher needs at least one training row with a readable word")
        speller = Speller.of([clean(row.text) for row in rows], embedder.english_words())
        rows += background_rows(rows)
        readings = [_reading(clean(row.text)) for row in rows]
        used: Embedder | None = embedder
        vectors: np.ndarray | None = None
        try:
            vectors = embedder.embed_all([reading.meaning for reading in readings])
        except EmbeddingUnavailable as error:
            logger.warning("training on character features only, answers will be found less well: %s", error)
            used = None
        characters = [reading.characters for reading in readings]
        labels = [row.label for row in rows]
        own = np.array([label != OUT_OF_SCOPE for label in labels])
        features = Features.fit(characters, vectors, embedder.widths, own)
        matrix = features.transform(characters, vectors)
        classifier = Classifier.fit(matrix, labels, features.widths)
        entries = sorted({label for label in labels if label.startswith(FAQ_PREFIX)})
        simulation = simulate(matrix, labels, [row.language for row in rows], entries, features.widths)
        return cls(features, classifier, Confidence.fit(simulation), speller, used)

    def match(self, text: str, language: str) -> Match:
        """Match one text. Texts without a readable word (empty, emoji, other scripts) match nothing."""
        text = clean(text)
        if not is_readable(text):
            return NO_MATCH
        reading = _reading(self._speller.correct(text))
        vectors = None if self._embedder is None else self._embedder.embed_query(reading.meaning)[None, :]
        return self._matches([reading], vectors, [language])[0]

    def match_all(self, texts: Sequence[str], languages: Sequence[str]) -> list[Match]:
        """Match many texts at once, their embeddings kept on disk: for evaluation, not for what contacts ask."""
        found = [NO_MATCH] * len(texts)
        cleaned = [clean(text) for text in texts]
        places = [place for place, text in enumerate(cleaned) if is_readable(text)]
        readings = [_reading(self._speller.correct(cleaned[place])) for place in places]
        if not readings:
            return found
        vectors = self._embedder and self._embedder.embed_all([reading.meaning for reading in readings])
        for place, match in zip(places, self._matches(readings, vectors, [languages[i] for i in places]), strict=True):
            found[place] = match
        return found

    def _matches(
        self, readings: Sequence[_Reading], vectors: np.ndarray | None, languages: Sequence[str]
    ) -> list[Match]:
        scores = self._classifier.score(self._features.transform([r.characters for r in readings], vectors))
        confidences = self._confidence.of(scores.signals, languages)
        found = []
        for row, (confidence, language) in enumerate(zip(confidences, languages, strict=True)):
            probabilities = scores.probabilities[row]
            order = np.argsort(-probabilities, kind="stable")
            ranking = [(self.labels[column], float(probabilities[column])) for column in order]
            if ranking[0][1] < 1.0 - probabilities.sum():
                # the negatives win: a question that people marked as not our business stays so
                confidence = min(confidence, ranking[0][1])
            band = self._confidence.band(float(confidence), language)
            if band == BAND_ANSWER and ranking[0][1] < LEAST_SHARE:
                band = BAND_DID_YOU_MEAN
            found.append(Match(ranking, float(confidence), band, None if vectors is None else vectors[row]))
        return found

    def save(self, folder: Path) -> None:
        """Write the matcher as plain data: arrays and JSON, nothing that runs code when loaded."""
        np.savez_compressed(folder / _ARRAYS, **self._classifier.arrays(), **self._features.arrays())
        settings = {
            "labels": self.labels,
            "ngrams": self._features.ngrams(),
            "words": self._speller.counts,
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
        trained_with = settings["embedding"]
        if trained_with is None:
            logger.warning("this model uses character features only; train again where embeddings can be computed")
        elif embedder.name != trained_with:
            raise EmbeddingUnavailable(
                f"the model was trained with {trained_with}, here is {embedder.name}: train again"
            )
        with np.load(folder / _ARRAYS, allow_pickle=False) as file:
            arrays = dict(file)
        features = Features.restore(arrays, settings["ngrams"])
        classifier = Classifier.restore(arrays, settings["labels"], features.widths)
        return cls(
            features,
            classifier,
            Confidence.from_dict(settings["confidence"]),
            Speller(settings["words"], embedder.english_words()),
            embedder if trained_with else None,
        )


def _readable(rows: Sequence[Row]) -> list[Row]:
    good = [row for row in rows if is_readable(clean(row.text))]
    if len(good) < len(rows):
        bad = sorted(
            {f"{row.text!r} of {row.label}" for row in rows} - {f"{row.text!r} of {row.label}" for row in good}
        )
        logger.warning("%d training texts hold no readable word and are left out: %s", len(bad), "; ".join(bad[:5]))
    return good


def _reading(text: str) -> _Reading:
    meaning = to_devanagari(text)
    return _Reading(meaning, text if text == meaning else f"{text} {meaning}")
