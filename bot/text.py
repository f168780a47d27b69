"""Small pure helpers for Dutch text."""

from __future__ import annotations

import re
import unicodedata

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


def fold(text: str) -> str:
    """Lower case without accents: `Cliëntondersteuner` becomes `clientondersteuner`."""
    split = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in split if not unicodedata.combining(char))


def sentences(text: str) -> list[str]:
    """Split on sentence ends and line breaks; text without punctuation stays whole."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)


def clip(text: str, limit: int) -> str:
    """Cut at a word boundary and mark the cut with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


_U = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
_JIJ = re.compile(r"\b(jij|jou|jouw|kun je|ben je|heb je|weet je)\b", re.IGNORECASE)


def says_u(text: str) -> bool:
    """Whether somebody who writes this addresses the other as `u`."""
    return bool(_U.search(text)) and not _JIJ.search(text)
