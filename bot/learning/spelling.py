"""Mending words that nobody writes like that: an unknown word becomes the known word one slip away from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4  # shorter words have too many neighbours
FEWEST = 2  # a word met only once may be a slip itself, or a name
_WORD = re.compile(r"[^\W\d_]+")
_BEGINS = re.compile(r"(?:^|[.!?:…\n])\W*$")
_KEPT_WORDS = 50_000


class Spelling:
    """Mends words towards those of `counts` (how often each was met); what `is_word` says is right is left as it is.

    A slip is a letter too few, too many, another one, or two that changed places. A capital inside a sentence means a
    name, and names are left too.
    """

    def __init__(self, counts: Mapping[str, int], is_word: Callable[[str], bool] = lambda word: False) -> None:
        self._counts = {word: count for word, count in counts.items() if len(word) >= SHORTEST and count >= FEWEST}
        self._met, self._is_word = frozenset(counts), is_word
        self._by_length: dict[int, list[str]] = {}
        for word in self._counts:
            for length in range(len(word) - 1, len(word) + 2):
                self._by_length.setdefault(length, []).append(word)
        self._mended: dict[str, str] = {}

    def mend(self, text: str) -> str:
        """The text with its misspelt words mended; everything else, spaces and signs too, stays as it is."""
        return _WORD.sub(lambda match: match[0] if _is_name(match) else self._word(match[0]), text)

    def _word(self, word: str) -> str:
        small = word.lower()
        if len(small) < SHORTEST or small in self._met or self._is_word(small):
            return word
        if small not in self._mended:
            if len(self._mended) >= _KEPT_WORDS:
                self._mended.clear()
            self._mended[small] = self._nearest(small)
        return self._mended[small] or word

    def _nearest(self, word: str) -> str:
        """The commonest known word one slip away, empty where there is none."""
        known = self._by_length.get(len(word), [])
        near = [found for found, *_ in process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=None)]
        return max(near, key=lambda found: (self._counts[found], found), default="")


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts, in small letters: what `Spelling` learns from."""
    return Counter(word for text in texts for word in _WORD.findall(text.lower()))


def _is_name(match: re.Match[str]) -> bool:
    return match[0].istitle() and not _BEGINS.search(match.string[max(0, match.start() - 4) : match.start()])
