"""The searchable form of the map: plain values in memory, with the weight of every word in every service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from bot.socialmap.places import Places, Point
from bot.socialmap.schedule import Hours
from bot.socialmap.similarity import Neighbours
from bot.socialmap.vocabulary import Vocabulary

NEED, NAME, ORGANIZATION, DESCRIPTION, ELIGIBILITY = 3.0, 2.0, 1.0, 1.0, 0.6
_SMALL_MAP = 100  # in a smaller map a word that half of it has would seem common
_AGAIN = 0.3  # what a word is worth in a second field


@dataclass(frozen=True)
class Entry:
    """One active service as the search needs it. Funder and cost to the municipality are absent on purpose."""

    id: str
    organization_id: str
    organization: str
    name: str
    description: str
    eligibility: str
    needs: tuple[str, ...]
    domains: tuple[str, ...]
    offered_by: str
    formal: bool
    national: bool
    supporter: bool
    home_visit: bool
    free: bool
    drop_in: bool
    languages: tuple[str, ...]
    ages: tuple[int, int]
    areas: tuple[str, ...]
    point: Point | None
    hours: tuple[Hours, ...]


@dataclass(frozen=True)
class Phrase:
    """One need in the residents' words: stems of its meaningful words, and of all its words in order."""

    text: str
    stems: tuple[str, ...]
    words: tuple[str, ...]


class Index:
    """Weights of stems per service, how rare each stem is, and which stems are near a resident's word."""

    def __init__(self, entries: Sequence[Entry], vocabulary: Vocabulary) -> None:
        self.entries = tuple(entries)
        self.places = Places(entry.point for entry in entries if entry.point)
        self.languages = frozenset(code for entry in entries for code in entry.languages)
        self.phrases: list[tuple[Phrase, ...]] = []
        self.denied: list[frozenset[str]] = []
        self.postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            phrases = tuple(Phrase(need, vocabulary.content(need), vocabulary.all_stems(need)) for need in entry.needs)
            self.phrases.append(phrases)
            self.denied.append(frozenset(stem for need in entry.needs for stem in vocabulary.denied(need)))
            for stem, weight in _weights(entry, phrases, vocabulary).items():
                self.postings[stem].append((number, weight))
        self.neighbours = Neighbours(self.postings)
        self.rarest = self._rarity(1)

    def rarity(self, stem: str) -> float:
        """How much a stem tells: about 0.1 when every service has it, about 4.8 when one of 180 has it."""
        return self._rarity(len(self.postings[stem])) if stem in self.postings else self.rarest

    def _rarity(self, count: int) -> float:
        total = max(len(self.entries), _SMALL_MAP)
        return log(1 + (total - count + 0.5) / (count + 0.5))


def _weights(entry: Entry, phrases: Iterable[Phrase], vocabulary: Vocabulary) -> dict[str, float]:
    """The best field of each stem counts fully, its other fields a little. The words of a need share its weight."""
    needs: dict[str, float] = {}
    for phrase in phrases:
        share = NEED / sqrt((len(phrase.stems) + len(phrase.words)) / 2)
        needs |= {stem: max(share, needs.get(stem, 0.0)) for stem in phrase.stems}
    texts = ((entry.name, NAME), (entry.organization, ORGANIZATION), (entry.description, DESCRIPTION),
             (entry.eligibility, ELIGIBILITY))  # fmt: skip
    fields = [needs, *(dict.fromkeys(vocabulary.content(text), weight) for text, weight in texts)]
    weights: dict[str, float] = {}
    for stem in {stem for field in fields for stem in field}:
        best, *others = sorted((field.get(stem, 0.0) for field in fields), reverse=True)
        weights[stem] = best + _AGAIN * sum(others)
    return weights
