"""Many patterns against one sentence, quickly: only those whose words are all there are tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.phrases.patterns import PREFIX, Clues, Pattern

MASK = "| "  # stands for words an exception took away; no pattern and no gap can cross it


def clues_in(sentence: str) -> Clues:
    """The words of a folded sentence, and the stems (`zelf*`) a starred word could match them by."""
    words = set(sentence.split())
    stems = (f"{word[:end]}*" for word in words for end in range(PREFIX, len(word) + 1))
    return frozenset(words.union(stems))


class PatternSet:
    """Patterns under their ids. Callers that ask several sets about one sentence pass its clues along."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = list(patterns.items())
        self._always: set[int] = set()
        self._by_clue: dict[str, list[int]] = {}
        for number, (_, pattern) in enumerate(self._patterns):
            if pattern.anchors is None:
                self._always.add(number)
            for clue in pattern.anchors or ():
                self._by_clue.setdefault(clue, []).append(number)
        self._clues = frozenset(self._by_clue)

    def find(self, sentence: str, clues: Clues | None = None) -> Iterator[str]:
        """Ids of the patterns that match a folded sentence, in the order of the file."""
        return (name for name, pattern in self._candidates(sentence, clues) if pattern.regex.search(sentence))

    def mask(self, sentence: str, clues: Clues | None = None) -> str:
        """The sentence with everything these patterns match taken out."""
        for _, pattern in self._candidates(sentence, clues):
            sentence = pattern.regex.sub(MASK, sentence)
        return sentence

    def _candidates(self, sentence: str, clues: Clues | None) -> list[tuple[str, Pattern]]:
        clues = clues_in(sentence) if clues is None else clues
        numbers = set(self._always)
        for clue in self._clues & clues:
            numbers.update(self._by_clue[clue])
        found = (self._patterns[number] for number in sorted(numbers))
        return [item for item in found if not any(need.isdisjoint(clues) for need in item[1].needs)]
