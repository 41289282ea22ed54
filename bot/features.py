"""What the classifier sees of a text: the centred embeddings of every encoder beside compressed character n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

CHARACTER_WEIGHT = 0.7
CHARACTER_DIMENSIONS = 150
NGRAM_RANGE = (2, 5)
MAX_NGRAMS = 50_000
_MANY_ROWS = 5_000
"""From here on an n-gram must occur twice: the vocabulary would outgrow its use."""


@dataclass
class Features:
    """Fitted feature maker. `widths` tells which columns of an embedding belong together: (384, 384) for two encoders,
    () when the model was trained without embeddings."""

    vectorizer: TfidfVectorizer
    components: np.ndarray
    mean: np.ndarray
    widths: tuple[int, ...]

    @classmethod
    def fit(
        cls, texts: Sequence[str], vectors: np.ndarray | None, widths: Sequence[int], own: np.ndarray | None = None
    ) -> Features:
        """Learn n-gram weights, their compression and the mean embedding from training texts; the mean from the rows of the mask
        `own` only, so that a small knowledge base is not measured from the middle of the negatives."""
        vectorizer = _vectorizer(min_df=2 if len(texts) > _MANY_ROWS else 1)
        counts = vectorizer.fit_transform(texts)
        dimensions = max(1, min(CHARACTER_DIMENSIONS, min(counts.shape) - 1))
        svd = TruncatedSVD(dimensions, n_iter=2, random_state=0).fit(counts)
        # rounded as they are stored, so that a restored model decides like a fresh one
        components = svd.components_.astype(np.float16).astype(np.float32)
        if vectors is None:
            return cls(vectorizer, components, np.zeros(0, np.float32), ())
        mean = vectors.mean(axis=0) if own is None else vectors[own].mean(axis=0)
        return cls(vectorizer, components, mean, tuple(widths))

    def transform(self, texts: Sequence[str], vectors: np.ndarray | None) -> np.ndarray:
        """One row a text, float32: for every encoder a unit vector around the mean of the training texts (cosine is then a fair
        measure of nearness), then the weighted character part."""
        parts = []
        if vectors is not None:
            for columns in self.views():
                shifted = vectors[:, columns] - self.mean[columns]
                parts.append(shifted / np.maximum(np.linalg.norm(shifted, axis=1, keepdims=True), 1e-9))
        parts.append(CHARACTER_WEIGHT * (self.vectorizer.transform(texts) @ self.components.T))
        return np.hstack(parts).astype(np.float32)

    def views(self) -> list[slice]:
        """The columns of each encoder, in vectors and in transformed rows."""
        return columns_of(self.widths)

    def arrays(self) -> dict[str, np.ndarray]:
        """What to keep on disk (with `ngrams`)."""
        return {
            "components": self.components.astype(np.float16),
            "idf": self.vectorizer.idf_.astype(np.float32),
            "mean": self.mean,
            "widths": np.array(self.widths, np.int32),
        }

    def ngrams(self) -> list[str]:
        """The n-grams in the order of their columns."""
        return sorted(self.vectorizer.vocabulary_, key=self.vectorizer.vocabulary_.get)

    @classmethod
    def restore(cls, arrays: Any, ngrams: Sequence[str]) -> Features:
        """The feature maker from what `arrays` and `ngrams` gave."""
        vectorizer = _vectorizer(vocabulary={ngram: column for column, ngram in enumerate(ngrams)})
        vectorizer.idf_ = arrays["idf"]
        widths = tuple(int(width) for width in arrays["widths"])
        return cls(vectorizer, arrays["components"].astype(np.float32), arrays["mean"], widths)


def columns_of(widths: Sequence[int]) -> list[slice]:
    """Slices of these widths, one after the other."""
    ends = np.cumsum(widths, dtype=int)
    return [slice(int(end) - width, int(end)) for width, end in zip(widths, ends, strict=True)]


def _vectorizer(**options: Any) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=NGRAM_RANGE,
        sublinear_tf=True,
        max_features=MAX_NGRAMS,
        dtype=np.float32,
        **options,
    )
