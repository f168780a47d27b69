"""A message in pieces, because one sentence among many may hold the danger."""

from __future__ import annotations

from itertools import pairwise

from bot.text import sentences

LONG, WINDOW, STEP = 30, 18, 9  # words
AT_MOST = 40


def pieces(text: str) -> list[str]:
    """The whole message first, then its sentences, pairs of neighbours, and windows over what has no full stops."""
    parts = sentences(text)
    found: list[str] = []
    for part in parts:
        words = part.split()
        if len(words) > LONG:
            found += [" ".join(words[at : at + WINDOW]) for at in range(0, len(words) - STEP + 1, STEP)]
        else:
            found.append(part)
    if len(parts) > 2:
        found += [f"{one} {other}" for one, other in pairwise(parts)]
    return [text, *dict.fromkeys(piece for piece in found if piece != text)][:AT_MOST]
