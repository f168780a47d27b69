"""Which stems of the map are near a resident's stem: the same word, a compound with it, or a misspelling of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

_GRAM = 4
_HEAD, _PART, _FIRST = 0.7, 0.6, 0.5  # deeltaxi → taxi; dokter → dorpsdokter; schaakclub → schaak
_LONG = 6  # shorter words have too many neighbours for misspellings
_ALIKE = 0.8


class Neighbours:
    """Finds near stems in a fixed vocabulary; answers are kept."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._known = frozenset(vocabulary)
        self._grams: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            for gram in _grams(word):
                self._grams[gram].append(word)
        self._answers: dict[str, dict[str, float]] = {}

    def of(self, word: str) -> dict[str, float]:
        """Near stems with how near they are: 1.0 is the same; nothing near gives an empty mapping."""
        if word not in self._answers:
            if len(self._answers) > 20_000:
                self._answers.clear()
            self._answers[word] = self._find(word)
        return self._answers[word]

    def _find(self, word: str) -> dict[str, float]:
        found = self._compounds(word)
        if word in self._known:
            found[word] = 1.0
        return found or self._misspelt(word)

    def _compounds(self, word: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for cut in range(_GRAM, len(word)):
            if word[-cut:] in self._known:
                found[word[-cut:]] = _HEAD
            if cut > _GRAM and word[:cut] in self._known:
                found.setdefault(word[:cut], _FIRST)
        if len(word) > _GRAM:  # shorter words are inside too many others: "ding" in "kleding"
            for other in (*self._grams.get(word[:_GRAM], ()), *self._grams.get(word[-_GRAM:], ())):
                if other != word and (other.endswith(word) or other.startswith(word)):
                    found.setdefault(other, _PART)
        return found

    def _misspelt(self, word: str) -> dict[str, float]:
        if len(word) < _LONG:
            return {}
        shared = Counter(other for gram in _grams(word) for other in self._grams.get(gram, ()))
        found = {}
        for other, _ in shared.most_common(12):
            ratio = SequenceMatcher(None, word, other).ratio()
            if ratio >= _ALIKE and other[0] == word[0]:
                found[other] = ratio
        return found


def _grams(word: str) -> set[str]:
    return {word[start : start + _GRAM] for start in range(max(1, len(word) - _GRAM + 1))}
