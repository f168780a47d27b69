"""Sentence vectors already computed, so that each message is encoded once, whoever asks for its vector.

The safety net encodes a message first. In the same process the dialogue model finds the vector here; to Rasa's own
process it travels with the message (`to_json`, `remember_json`). Texts are kept as digests only.
"""

from __future__ import annotations

import base64
import hashlib
from collections import OrderedDict
from typing import Any

import numpy as np

from bot.learning.encoders import Encoder

KEPT = 512
_known: OrderedDict[bytes, tuple[str, np.ndarray]] = OrderedDict()


def sentence_vectors(encoder: Encoder, texts: list[str]) -> np.ndarray:
    """float32 array of shape (len(texts), dimensions); only what is not in memory is encoded."""
    found = {text: vector for text in texts if (vector := _recall(encoder.name, text)) is not None}
    missing = [text for text in dict.fromkeys(texts) if text not in found]
    for text, vector in zip(missing, encoder.encode(missing) if missing else [], strict=True):
        found[text] = vector
        _remember(encoder.name, text, vector)
    return np.stack([found[text] for text in texts]) if texts else encoder.encode([])


def to_json(text: str) -> dict[str, str] | None:
    """The vector of a text as it travels with a message, or None when it is not in memory."""
    if (known := _known.get(_digest(text))) is None:
        return None
    encoder, vector = known
    return {"encoder": encoder, "values": base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii")}


def remember_json(text: str, sent: Any) -> None:
    """Take a vector that travelled with a message. Anything else is left alone: then the text is encoded again."""
    if isinstance(sent, dict) and isinstance(sent.get("encoder"), str) and isinstance(sent.get("values"), str):
        _remember(sent["encoder"], text, np.frombuffer(base64.b64decode(sent["values"]), dtype="<f4"))


def forget() -> None:
    """Empty the memory, for measuring and tests."""
    _known.clear()


def _recall(encoder: str, text: str) -> np.ndarray | None:
    known = _known.get(_digest(text))
    return known[1] if known is not None and known[0] == encoder else None


def _remember(encoder: str, text: str, vector: np.ndarray) -> None:
    _known[_digest(text)] = (encoder, vector)
    while len(_known) > KEPT:
        _known.popitem(last=False)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
