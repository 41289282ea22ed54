"""What the classifier sees of a text: the centred embedding beside compressed character n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

CHARACTER_WEIGHT = 0.3
CHARACTER_DIMENSIONS = 100
NGRAM_RANGE = (2, 5)
MAX_NGRAMS = 50_000
_MANY_ROWS = 5_000
"""From here on an n-gram must occur twice: the vocabulary would outgrow its use."""


@dataclass
class Features:
    """Fitted feature maker. `mean` is None when the model was trained without embeddings."""

    vectorizer: TfidfVectorizer
    components: np.ndarray
    mean: np.ndarray | None

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: np.ndarray | None) -> Features:
        """Learn n-gram weights, their compression and the mean embedding from training texts."""
        vectorizer = _vectorizer(min_df=2 if len(texts) > _MANY_ROWS else 1)
        counts = vectorizer.fit_transform(texts)
        dimensions = max(1, min(CHARACTER_DIMENSIONS, min(counts.shape) - 1))
        svd = TruncatedSVD(dimensions, n_iter=2, random_state=0).fit(counts)
        mean = None if vectors is None else vectors.mean(axis=0)
        # rounded as they are stored, so that a restored model decides like a fresh one
        components = svd.components_.astype(np.float16).astype(np.float32)
        return cls(vectorizer, components, mean)

    def transform(self, texts: Sequence[str], vectors: np.ndarray | None) -> np.ndarray:
        """One row a text, float32: centred embedding (if any), then weighted character part."""
        characters = CHARACTER_WEIGHT * (self.vectorizer.transform(texts) @ self.components.T)
        if self.mean is None or vectors is None:
            return np.asarray(characters, np.float32)
        return np.hstack([self.centred(vectors), characters]).astype(np.float32)

    def centred(self, vectors: np.ndarray) -> np.ndarray:
        """Unit vectors around the mean of the training texts; cosine is then a fair measure of nearness."""
        if self.mean is None:
            raise ValueError("this model was trained without embeddings")
        shifted = vectors - self.mean
        return shifted / np.maximum(np.linalg.norm(shifted, axis=1, keepdims=True), 1e-9)

    def arrays(self) -> dict[str, np.ndarray]:
        """What to keep on disk (with `ngrams`)."""
        kept = {"components": self.components.astype(np.float16), "idf": self.vectorizer.idf_.astype(np.float32)}
        if self.mean is not None:
            kept["mean"] = self.mean
        return kept

    def ngrams(self) -> list[str]:
        """The n-grams in the order of their columns."""
        return sorted(self.vectorizer.vocabulary_, key=self.vectorizer.vocabulary_.get)

    @classmethod
    def restore(cls, arrays: Any, ngrams: Sequence[str]) -> Features:
        """The feature maker from what `arrays` and `ngrams` gave."""
        vectorizer = _vectorizer(vocabulary={ngram: column for column, ngram in enumerate(ngrams)})
        vectorizer.idf_ = arrays["idf"]
        mean = arrays.get("mean")
        return cls(vectorizer, arrays["components"].astype(np.float32), mean)


def _vectorizer(**options: Any) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=NGRAM_RANGE,
        sublinear_tf=True,
        max_features=MAX_NGRAMS,
        dtype=np.float32,
        **options,
    )
