"""Danger in a message, found with the phrase patterns of `signalen/<code>.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.safety.content import ContentError, read_mapping
from bot.safety.contract import CODES, Signal, strongest
from bot.safety.patterns import PatternSet
from bot.safety.vocabulary import Vocabulary, first

_GROUPS = {"zeker", "mogelijk", "niet"}


@dataclass(frozen=True)
class _Phrases:
    code: str
    certain: PatternSet
    possible: PatternSet
    exceptions: PatternSet

    def judge(self, sentences: list[str]) -> Signal | None:
        """Sentences apart first; then a certain phrase that runs over sentences counts as possible."""
        rest = [self.exceptions.mask(sentence) for sentence in sentences]
        for certain, patterns in ((True, self.certain), (False, self.possible)):
            for sentence in rest:
                if found := first(patterns.find(sentence)):
                    return Signal(self.code, certain, found)
        whole = " " + " ".join("".join(rest).split()) + " "
        if len(rest) > 1 and (found := first(self.certain.find(whole))):
            return Signal(self.code, False, found)
        return None


class PhraseDetector:
    """Finds the codes by phrases; knows nothing of earlier messages."""

    def __init__(self, vocabulary: Vocabulary, phrases: list[_Phrases]) -> None:
        self._vocabulary, self._phrases = vocabulary, phrases

    @classmethod
    def load(cls, folder: Path, vocabulary: Vocabulary) -> PhraseDetector:
        """Compiles `folder/<code>.yml` for every code; raises `ContentError` for a wrong file."""
        phrases = []
        for code in CODES:
            file = folder / f"{code}.yml"
            data = read_mapping(file)
            if unknown := set(data) - _GROUPS:
                raise ContentError(file, ", ".join(sorted(unknown)), "use only zeker, mogelijk and niet")
            sets = [vocabulary.compile(file, code, name, data.get(name)) for name in ("zeker", "mogelijk", "niet")]
            phrases.append(_Phrases(code, *sets))
        return cls(vocabulary, phrases)

    def detect(self, text: str) -> Signal | None:
        """The strongest danger in the message, or None."""
        signals = [
            signal
            for sentences in self._vocabulary.normaliser.forms(text)
            for phrases in self._phrases
            if (signal := phrases.judge(sentences))
        ]
        return strongest(signals)
