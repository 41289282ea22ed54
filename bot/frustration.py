"""Is the contact angry or desperate? A probability for each message, in the three forms.

Logistic regression on the centred sentence embedding and six signs that a person can check (`signs`). It learns from the
intent `express_frustration` against all other training rows and the background of any bot, and from `frustration.yml`. The
border between calm and frustrated is chosen by cross-validation on these rows alone: so that at most 1 % of the calm rows,
and at most 5 % of the calm rows of `frustration.yml`, which were written to be mistaken, would be taken for frustrated.

No Rasa in here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from ruamel.yaml import YAML
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression

from bot.background import background_rows
from bot.embedding import Embedder, EmbeddingUnavailable
from bot.hinglish import to_devanagari
from bot.text import clean, fold

INTENT_FRUSTRATED = "express_frustration"
KEEPS_INTENT = frozenset(
    {"ask_person", "open_ticket", "check_ticket", "stop_form", "skip", "change_ticket", "mark_not_helpful"}
)
"""Plain intents, surely recognised, that are done also for somebody who is angry: each has an answer of its own."""

FALSE_ALARMS = 0.01
"""Of the calm training rows, which are harder than what is asked: on `tests/nlu/development.yml` 0.6 % are alarmed."""
FALSE_ALARMS_HARD = 0.05
LEAST_BORDER, MOST_BORDER = 0.5, 0.99
"""A border below the first would call a message frustrated that is more likely calm."""
INVERSE_REGULARISATION = 3.0
HARD_WEIGHT = 5.0
"""Rows of `frustration.yml` count as much as this many rows of the training data: they are few, and near the border."""
MOST_CALM = 4_000
"""More calm rows than this cost time and teach nothing: every n-th is taken then."""
FOLDS = 5
SAME = 0.8
"""Cosine of centred embeddings from which two texts count as the same for the cross-validation."""
SCALES = (3.0, 1.0)
"""Of the numbers of the first encoder and of all others. Centred embeddings are short (about 0.4): the first is brought to the
size of the signs, so that both are regularised alike; further encoders read Hindi by its words and lose some of the tone."""

_DATA = Path(__file__).with_name("frustration.yml")
_ARRAYS = "frustration.npz"
_LONGEST_PHRASE = 3
_RUN_OF_MARKS = re.compile(r"[!?](?:\s*[!?])+")
_LATIN = re.compile(r"[A-Za-z]")
_CAPITAL = re.compile(r"[A-Z]")
_SHOUT_LETTERS = 8
_ANGRY_FACES = re.compile("[😠😡🤬😤👿👎🖕💢]")
_SIGNS = 6


class Example(NamedTuple):
    """One marked message."""

    text: str
    language: str
    frustrated: bool


def own_examples() -> list[Example]:
    """The marked messages of `frustration.yml`, beside those of the training data."""
    return _examples(_content())


def read_examples(path: Path) -> list[Example]:
    """Marked messages of a file {language: {frustrated: [...], calm: [...]}}."""
    content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    turned = {kind: {name: kinds[kind] for name, kinds in content.items()} for kind in ("frustrated", "calm")}
    return _examples(turned)


def _examples(content: dict[str, Any]) -> list[Example]:
    return [
        Example(str(text), language, kind == "frustrated")
        for kind in ("frustrated", "calm")
        for language, texts in content[kind].items()
        for text in texts
    ]


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(_DATA.read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=2)
def _phrases(name: str) -> frozenset[str]:
    return frozenset(filter(None, (fold(phrase) for phrase in _content()[name].split(","))))


def signs(text: str) -> list[float]:
    """Six numbers from 0 to 1: capitals among Latin letters (of a text of some length), runs of ! and ?, words of anger,
    words of repetition, both together, angry faces."""
    letters, capitals = len(_LATIN.findall(text)), len(_CAPITAL.findall(text))
    words = fold(text).split()
    grams = [" ".join(words[i : i + n]) for n in range(1, _LONGEST_PHRASE + 1) for i in range(len(words) - n + 1)]
    anger = min(sum(gram in _phrases("anger") for gram in grams), 3) / 3
    again = float(any(gram in _phrases("again") for gram in grams))
    return [
        capitals / letters if letters >= _SHOUT_LETTERS else 0.0,
        min(len(_RUN_OF_MARKS.findall(text)), 2) / 2,
        anger,
        again,
        float(anger > 0 and again > 0),
        float(bool(_ANGRY_FACES.search(text))),
    ]


@dataclass
class FrustrationDetector:
    """Fitted detector. `mean` (dimensions,) centres embeddings, empty without them; `coefficients` (dimensions + 6,)."""

    mean: np.ndarray
    coefficients: np.ndarray
    intercept: float
    border: float

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        vectors: np.ndarray | None,
        frustrated: np.ndarray,
        hard: np.ndarray | None = None,
        widths: Sequence[int] = (),
    ) -> FrustrationDetector:
        """Train on texts, their embeddings (n, dimensions) (None: signs only) and whether each is frustrated (n, bool).

        `hard` (n, bool) marks the rows that were written to be mistaken; `widths` tells how many dimensions are of the first
        encoder and of each other one.

        Raises:
            ValueError: the rows are all of one kind.
        """
        frustrated = np.asarray(frustrated, bool)
        near = np.zeros(len(texts), bool) if hard is None else np.asarray(hard, bool)
        if frustrated.all() or not frustrated.any():
            raise ValueError("frustrated and calm rows are needed")
        kept = _bounded(frustrated | near)
        frustrated, near = frustrated[kept], near[kept]
        used = None if vectors is None else vectors[kept]
        mean = np.zeros(0, np.float32) if used is None else used.mean(axis=0)
        scales = _scales(len(mean), widths)
        rows = _rows([texts[index] for index in kept], used, mean)
        rows[:, : len(mean)] *= scales
        weights = np.where(near, HARD_WEIGHT, 1.0)
        probabilities = np.zeros(len(rows))
        for fold_rows in _folds(rows[:, : len(mean)]):
            if len(set(frustrated[~fold_rows])) < 2:
                continue  # a handful of rows: nothing to learn from without these
            model = _fitted(rows[~fold_rows], frustrated[~fold_rows], weights[~fold_rows])
            probabilities[fold_rows] = model.predict_proba(rows[fold_rows])[:, 1]
        model = _fitted(rows, frustrated, weights)
        border = _border(probabilities, frustrated, near)
        coefficients = model.coef_[0].astype(np.float32)
        coefficients[: len(mean)] *= scales
        return cls(mean, coefficients, float(model.intercept_[0]), border)

    def score(self, text: str, vector: np.ndarray | None) -> float:
        """Probability that the writer is frustrated. `vector` (dimensions,): the embedding of the text."""
        rows = _rows([text], None if vector is None or not len(self.mean) else vector[None, :], self.mean)
        # without an embedding the mean stands in its place: it says nothing
        logit = float(rows[0] @ self.coefficients[-rows.shape[1] :] + self.intercept)
        return float(1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0))))

    def is_frustrated(self, probability: float) -> bool:
        """Whether a probability lies beyond the border."""
        return probability >= self.border

    def arrays(self) -> dict[str, np.ndarray]:
        """What to keep on disk."""
        numbers = np.array([self.intercept, self.border])
        return {"mean": self.mean, "coefficients": self.coefficients, "numbers": numbers}

    def save(self, folder: Path) -> None:
        """Write it beside the matcher's files, as plain arrays."""
        np.savez(folder / _ARRAYS, **self.arrays())

    @classmethod
    def load(cls, folder: Path) -> FrustrationDetector:
        """Read what `save` wrote. Raises FileNotFoundError."""
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            return cls.restore(dict(arrays))

    @classmethod
    def restore(cls, arrays: Any) -> FrustrationDetector:
        """The detector from what `arrays` gave."""
        intercept, border = (float(number) for number in arrays["numbers"])
        return cls(arrays["mean"], arrays["coefficients"], intercept, border)


def fit_on(rows: Sequence[tuple[str, str]], embedder: Embedder) -> FrustrationDetector:
    """Train on (text, label) rows, the background of any bot, and `frustration.yml`: rows of the intent
    `express_frustration` are frustrated. Without the background everything that is far from the shop would seem angry."""
    # in the background there is abuse, too: at nobody, but in the same words
    background = [row for row in background_rows([]) if not signs(row.text)[2]]
    rows = [*rows, *((row.text, row.label) for row in background)]
    own = own_examples()
    texts = [*(text for text, _ in rows), *(example.text for example in own)]
    frustrated = [*(label == INTENT_FRUSTRATED for _, label in rows), *(example.frustrated for example in own)]
    hard = np.arange(len(texts)) >= len(rows)
    try:
        # the matcher embeds its rows in this form, too: they are in the cache
        vectors = embedder.embed_all([to_devanagari(clean(text)) for text in texts])
    except EmbeddingUnavailable:
        vectors = None
    return FrustrationDetector.fit(texts, vectors, np.array(frustrated, bool), hard, embedder.widths)


def _rows(texts: Sequence[str], vectors: np.ndarray | None, mean: np.ndarray) -> np.ndarray:
    seen = np.array([signs(text) for text in texts], np.float32).reshape(len(texts), _SIGNS)
    return seen if vectors is None else np.hstack([vectors - mean, seen])


def _fitted(rows: np.ndarray, frustrated: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    # both kinds weigh the same, whatever their numbers
    balance = np.where(frustrated, 0.5 / weights[frustrated].sum(), 0.5 / weights[~frustrated].sum()) * len(rows)
    model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=200, tol=1e-3)
    return model.fit(rows, frustrated, sample_weight=weights * balance)


def _bounded(always: np.ndarray) -> np.ndarray:
    """Indices of the rows to train on: those marked and, of very many others, an even choice."""
    others = np.flatnonzero(~always)
    step = max(1, -(-len(others) // MOST_CALM))
    return np.sort(np.concatenate([np.flatnonzero(always), others[::step]]))


def _scales(dimensions: int, widths: Sequence[int]) -> np.ndarray:
    scales = np.full(dimensions, SCALES[1], np.float32)
    scales[: widths[0] if widths else dimensions] = SCALES[0]
    return scales


def _folds(centred: np.ndarray) -> list[np.ndarray]:
    """Masks of the rows held out in each fold. Texts that say the same, most of all in Hindi and Hinglish, stay together:
    else the cross-validation would see what it is asked."""
    groups = np.arange(len(centred))
    if centred.shape[1]:
        units = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        groups = connected_components(csr_matrix(units @ units.T > SAME))[1]
    return [mask for number in range(FOLDS) if (mask := groups % FOLDS == number).any()]


def _border(probabilities: np.ndarray, frustrated: np.ndarray, hard: np.ndarray) -> float:
    """The lowest border that keeps both promises about false alarms."""
    border = LEAST_BORDER
    for rows, allowed in ((~frustrated, FALSE_ALARMS), (~frustrated & hard, FALSE_ALARMS_HARD)):
        scores = np.sort(probabilities[rows])
        if len(scores):
            over = int(allowed * len(scores))
            border = max(border, float(np.nextafter(scores[len(scores) - over - 1], 1.0)))
    return min(border, MOST_BORDER)


class Rates(NamedTuple):
    """Of one language's messages: how many, share judged wrongly, of calm ones alarmed, of frustrated ones missed."""

    messages: int
    error_rate: float
    false_alarms: float
    misses: float


def frustration_report(
    detector: FrustrationDetector, embed: Callable[[str], np.ndarray | None], path: Path
) -> dict[str, Rates]:
    """Rates by language, and under `all`, of a file as `read_examples` takes it.

    `embed` gives the embedding of one text; with a matcher: `lambda text: matcher.match(text, "en").vector`.
    """
    examples = read_examples(path)
    scores = [detector.score(item.text, embed(item.text)) for item in examples]
    judged = [detector.is_frustrated(score) for score in scores]
    said, marked = np.array(judged, bool), np.array([item.frustrated for item in examples], bool)
    languages = np.array([item.language for item in examples])
    report = {}
    for language in [*dict.fromkeys(languages.tolist()), "all"]:
        rows = np.ones(len(examples), bool) if language == "all" else languages == language
        report[language] = Rates(
            int(rows.sum()),
            float((said != marked)[rows].mean()),
            float(said[rows & ~marked].mean()),
            float((~said)[rows & marked].mean()),
        )
    return report
