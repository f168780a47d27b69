"""Danger in a message, found with the phrase patterns of `signalen/<code>.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.phrases.content import ContentError, read_mapping
from bot.phrases.matching import PatternSet, clues_in
from bot.phrases.patterns import Clues
from bot.phrases.vocabulary import Vocabulary, first
from bot.safety.contract import CODES, Signal, strongest

_GROUPS = ("zeker", "mogelijk", "niet")
Read = tuple[str, Clues]  # a folded sentence and the words in it


@dataclass(frozen=True)
class _Phrases:
    """The patterns of one code; `topics` holds pairs of a topic and its patterns, certain and possible."""

    code: str
    certain: PatternSet
    possible: PatternSet
    exceptions: PatternSet
    topics: tuple[tuple[str, PatternSet, PatternSet], ...] = ()

    def judge(self, sentences: Sequence[Read]) -> Signal | None:
        """Sentences apart first; then a certain phrase that runs over sentences counts as possible."""
        rest = [(self.exceptions.mask(sentence, clues), clues) for sentence, clues in sentences]
        certain = [("", self.certain), *((topic, patterns) for topic, patterns, _ in self.topics)]
        possible = [*((topic, patterns) for topic, _, patterns in self.topics), ("", self.possible)]
        for sure, groups in ((True, certain), (False, possible)):
            for topic, patterns in groups:
                if found := _found(patterns, rest):
                    return Signal(self.code, sure, found, topic)
        if len(rest) > 1:
            whole = " " + " ".join("".join(sentence for sentence, _ in rest).split()) + " "
            clues = frozenset().union(*(clues for _, clues in rest))
            for topic, patterns in certain:
                if found := first(patterns.find(whole, clues)):
                    return Signal(self.code, False, found, topic)
        return None


class PhraseDetector:
    """Finds the codes by phrases; knows nothing of earlier messages."""

    def __init__(self, vocabulary: Vocabulary, phrases: list[_Phrases]) -> None:
        self._vocabulary, self._phrases = vocabulary, phrases

    @classmethod
    def load(cls, folder: Path, vocabulary: Vocabulary) -> PhraseDetector:
        """Compiles `folder/<code>.yml` for every code; raises `ContentError` for a wrong file."""
        return cls(vocabulary, [_read(folder / f"{code}.yml", code, vocabulary) for code in CODES])

    def detect(self, text: str) -> Signal | None:
        """The strongest danger in the message, or None."""
        signals = []
        for form in self._vocabulary.normaliser.forms(text):
            sentences = [(sentence, clues_in(sentence)) for sentence in form]
            signals += [signal for phrases in self._phrases if (signal := phrases.judge(sentences))]
        return strongest(signals)


def _found(patterns: PatternSet, sentences: Sequence[Read]) -> str | None:
    for sentence, clues in sentences:
        if found := first(patterns.find(sentence, clues)):
            return found
    return None


def _read(file: Path, code: str, vocabulary: Vocabulary) -> _Phrases:
    """`zeker`, `mogelijk` and `niet` are lists; any other key is a topic with `zeker` and `mogelijk` of its own."""
    data = read_mapping(file)
    topics = {name: data.pop(name) for name in list(data) if name not in _GROUPS}
    certain, possible, exceptions = (vocabulary.compile(file, code, name, data.get(name)) for name in _GROUPS)
    groups = tuple(_topic(file, code, vocabulary, *item) for item in topics.items())
    return _Phrases(code, certain, possible, exceptions, groups)


def _topic(file: Path, code: str, vocabulary: Vocabulary, name: str, groups: Any) -> tuple[str, PatternSet, PatternSet]:
    if not isinstance(groups, dict) or not groups or set(groups) - set(_GROUPS[:2]):
        raise ContentError(file, str(name), "use zeker, mogelijk and niet; a topic holds zeker and mogelijk")
    certain, possible = (vocabulary.compile(file, f"{code}/{name}", key, groups.get(key)) for key in _GROUPS[:2])
    return name, certain, possible
