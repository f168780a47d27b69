"""Whether a message in a talk about danger still belongs to it, from the words of `onderwerp.yml`."""

from __future__ import annotations

from pathlib import Path

from bot.phrases.content import ContentError, read_mapping
from bot.phrases.matching import PatternSet
from bot.phrases.vocabulary import Vocabulary, first
from bot.safety.contract import CODES

_ALWAYS = "altijd"


class Subject:
    """Knows which words stay with which danger; one of them is enough to keep the talk where it is."""

    def __init__(self, vocabulary: Vocabulary, always: PatternSet, codes: dict[str, PatternSet]) -> None:
        self._vocabulary, self._always, self._codes = vocabulary, always, codes

    @classmethod
    def load(cls, file: Path, vocabulary: Vocabulary) -> Subject:
        """Compiles `altijd` and one list a code; raises `ContentError` when a code is missing or unknown."""
        data = read_mapping(file)
        if wrong := set(data) ^ {_ALWAYS, *CODES}:
            raise ContentError(file, ", ".join(sorted(map(str, wrong))), f"use {_ALWAYS} and every code once")
        sets = {name: vocabulary.compile(file, "onderwerp", name, data[name]) for name in data}
        return cls(vocabulary, sets.pop(_ALWAYS), sets)

    def covers(self, code: str, text: str) -> bool:
        """True when the message has a word that belongs to this danger."""
        sentences = [sentence for form in self._vocabulary.normaliser.forms(text) for sentence in form]
        sets = (self._always, self._codes[code])
        return any(first(patterns.find(sentence)) for patterns in sets for sentence in sentences)
