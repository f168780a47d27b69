"""Finds phrases of several words in a text: the names of organisations and places that must stay readable."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.text import fold

_WORD = re.compile(r"[^\W_]+")


class Phrases:
    """A set of phrases; case, accents and punctuation between the words do not matter."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._longest: dict[str, int] = {}
        self._known: set[tuple[str, ...]] = set()
        for phrase in phrases:
            words = tuple(_WORD.findall(fold(phrase)))
            if words:
                self._known.add(words)
                self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    def find(self, text: str) -> list[tuple[int, int]]:
        """The places (start, end) of the longest phrases, in order and not overlapping."""
        words = [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
        found: list[tuple[int, int]] = []
        index = 0
        while index < len(words):
            length = self._match(words, index)
            if length:
                found.append((words[index][1], words[index + length - 1][2]))
            index += length or 1
        return found

    def _match(self, words: list[tuple[str, int, int]], index: int) -> int:
        for length in range(min(self._longest.get(words[index][0], 0), len(words) - index), 0, -1):
            if tuple(word for word, _, _ in words[index:index + length]) in self._known:
                return length
        return 0
