"""What a message says between the lines of its life domain, found with the phrases of `aanwijzingen/`.

Every file there is one kind of cue. A label (`dementie`, `afgewezen`) is what was recognised; of the kinds in `QUOTED`
the resident's own sentence is kept as well, because only their words say what was tried and what is wished.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.phrases.content import ContentError, read_mapping
from bot.phrases.matching import PatternSet, clues_in
from bot.phrases.patterns import Clues
from bot.phrases.vocabulary import Vocabulary
from bot.text import sentences

# Kind of cue: the file that holds its phrases.
KINDS = {
    "life_event": "levensgebeurtenis.yml",
    "about": "over_wie.yml",
    "closed_door": "deur_dicht.yml",
    "language": "lezen_en_taal.yml",
    "tried": "geprobeerd.yml",
    "network": "mensen.yml",
    "wish": "wens.yml",
}
QUOTED = ("tried", "network", "wish")
WORDS = "woorden.yml"
NOT = "niet"  # in every file: phrases that only look like a cue


@dataclass(frozen=True)
class Cues:
    """`labels` of each kind, in the order of the file; `quotes` of the kinds in `QUOTED`: whole sentences, as typed."""

    labels: dict[str, list[str]] = field(default_factory=dict)
    quotes: dict[str, list[str]] = field(default_factory=dict)


class CueReader:
    """Reads messages with the phrases of a folder."""

    def __init__(self, vocabulary: Vocabulary, kinds: Mapping[str, Mapping[str, PatternSet]]) -> None:
        self._vocabulary, self._kinds = vocabulary, kinds

    @classmethod
    def load(cls, folder: Path) -> CueReader:
        """Raises ContentError when a file is missing or wrong."""
        vocabulary = Vocabulary.load(folder / WORDS)
        kinds = {}
        for kind, name in KINDS.items():
            file = folder / name
            data = read_mapping(file)
            if not set(data) - {NOT}:
                raise ContentError(file, "top", "name at least one cue, with its phrases below it")
            kinds[kind] = {label: vocabulary.compile(file, kind, label, data[label]) for label in data}
        return cls(vocabulary, kinds)

    def read(self, text: str) -> Cues:
        """The cues of one message, sentence by sentence."""
        labels: dict[str, dict[str, None]] = {}
        quotes: dict[str, list[str]] = {}
        for said in sentences(text):
            forms = [part for form in self._vocabulary.normaliser.forms(said) for part in form]
            folded = [(form, clues_in(form)) for form in forms]
            for kind, by_label in self._kinds.items():
                found = _found(by_label, folded)
                labels.setdefault(kind, {}).update(dict.fromkeys(found))
                if found and kind in QUOTED:
                    quotes.setdefault(kind, []).append(said)
        return Cues({kind: list(found) for kind, found in labels.items() if found}, quotes)


def _found(by_label: Mapping[str, PatternSet], folded: list[tuple[str, Clues]]) -> list[str]:
    """The labels that hold for a sentence, after what only looks like one was taken out."""
    rest = [(by_label[NOT].mask(form, clues) if NOT in by_label else form, clues) for form, clues in folded]
    return [
        label
        for label, patterns in by_label.items()
        if label != NOT and any(True for form, clues in rest for _ in patterns.find(form, clues))
    ]
