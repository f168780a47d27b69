"""The sentences of a letter that ask or oblige its reader to do something."""

from __future__ import annotations

from bot.letters.features import Features
from bot.letters.layout import Sentence
from bot.phrases.patterns import Clues

LEVELS = ("moet", "verzoek")  # the most binding first
CONDITIONAL = len(LEVELS)

Folded = tuple[str, Clues]


def levels(sentences: list[Sentence], folded: list[Folded], features: Features) -> list[int | None]:
    """How binding each sentence is (0 the most), None where nothing is asked.

    "Verandert er iets?" makes the sentence after it conditional; "Heeft u vragen?" makes it no demand at all.
    """
    return [_in_place(number, sentences, folded, features) for number in range(len(sentences))]


def _in_place(number: int, sentences: list[Sentence], folded: list[Folded], features: Features) -> int | None:
    """The level of a sentence, seen with the question before it."""
    level = _level(sentences[number], folded[number], features)
    if level is None or features.has("geen_vraag", folded[number]):
        return None
    if not number or not sentences[number - 1].text.endswith("?") or features.has("wat_nu", folded[number - 1]):
        return level
    return None if features.has("geen_vraag", folded[number - 1]) else CONDITIONAL


def _level(sentence: Sentence, folded: Folded, features: Features) -> int | None:
    level = next((number for number, name in enumerate(LEVELS) if features.has(name, folded)), None)
    if level is None:
        return None
    if sentence.text.endswith("?"):
        asked = level == LEVELS.index("verzoek") and not features.has("geval", folded)
        return level if asked else None  # "Wat moet u doen?" is a heading
    return CONDITIONAL if features.has("voorwaarde", folded) else level
