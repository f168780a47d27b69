"""The word list: which life domains a word or expression points to, and how strongly.

It is content: `nlu_data/<domain>/woorden.yml`, one file a domain. A word is found by its form or its lemma, as the
first or last part of a compound, and an expression with at most two other words in between ("komt zijn bed niet meer
uit" holds "bed niet uit").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.codes import LIFE_DOMAINS
from bot.dutch.pipeline import Word, words_of
from bot.phrases.content import ContentError, read_mapping, strings

FILE = "woorden.yml"
STRENGTHS = {"sterk": 0.9, "vaak": 0.6, "soms": 0.3}
PART_OF_COMPOUND = 0.7  # how much of a word's strength its compounds have
SHORTEST_PART = 5
SHORTEST_REST = 4  # letters beside the listed part: "volwassen" is no "wassen"
GAP = 2  # other words inside an expression

Pointers = dict[str, float]  # domain: strength


@dataclass(frozen=True)
class Hit:
    """A term found in a message: `term` as it is listed, `at` the number of its first word."""

    term: str
    at: int
    points_to: Mapping[str, float]


class Lexicon:
    """Finds listed terms in the words of a message. `terms` holds for each term its words and where it points."""

    def __init__(self, terms: Mapping[str, Pointers], words: Mapping[str, Sequence[Word]]) -> None:
        self.terms, self._words = terms, words
        self._single: dict[str, str] = {}
        self._several: dict[str, list[tuple[str, Sequence[Word]]]] = defaultdict(list)
        for term, parts in words.items():
            if len(parts) == 1:
                for key in (parts[0].form, parts[0].lemma):
                    self._single.setdefault(key, term)
            elif parts:
                for key in {parts[0].form, parts[0].lemma}:
                    self._several[key].append((term, parts))
        self._compounds: dict[str, str | None] = {}

    @classmethod
    def load(cls, content: Path, nlp: Any) -> Lexicon:
        """Read the files of all domains; `nlp` is the pipeline that also reads the messages.

        Raises:
            ContentError: a file is missing or wrong; the message says which and where.
        """
        terms: dict[str, Pointers] = defaultdict(dict)
        for code in LIFE_DOMAINS:
            for term, strength in read_terms(content / code / FILE).items():
                terms[term][code] = strength
        return cls.of(terms, nlp)

    @classmethod
    def of(cls, terms: Mapping[str, Pointers], nlp: Any) -> Lexicon:
        return cls(terms, {term: words_of(nlp(term)) for term in terms})

    def to_json(self) -> dict[str, Any]:
        """Terms with their words as JSON values: reading them back needs no pipeline, and takes no time."""
        words = {term: [[word.form, word.lemma] for word in parts] for term, parts in self._words.items()}
        return {"terms": dict(self.terms), "words": words}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Lexicon:
        return cls(kept["terms"], {term: [Word(*word) for word in parts] for term, parts in kept["words"].items()})

    def find(self, words: Sequence[Word]) -> list[Hit]:
        """All terms, expressions and single words alike, in the order of the message."""
        hits = []
        for at, word in enumerate(words):
            found = self._single.get(word.form) or self._single.get(word.lemma)
            if found:
                hits.append(Hit(found, at, self.terms[found]))
            elif part := self._part_of(word.form):
                weaker = {code: strength * PART_OF_COMPOUND for code, strength in self.terms[part].items()}
                hits.append(Hit(part, at, weaker))
            starting = {term: parts for key in {word.form, word.lemma} for term, parts in self._several.get(key, ())}
            hits += [Hit(term, at, self.terms[term]) for term, parts in starting.items() if _follow(words, at, parts)]
        return hits

    def strengths(self, words: Sequence[Word]) -> Pointers:
        """How strongly a message points to each domain, between 0 and 1: several weak terms add up."""
        doubt: dict[str, float] = {}
        for hit in {hit.term: hit for hit in self.find(words)}.values():
            for code, strength in hit.points_to.items():
                doubt[code] = doubt.get(code, 1.0) * (1.0 - strength)
        return {code: 1.0 - left for code, left in doubt.items()}

    def _part_of(self, form: str) -> str | None:
        """The listed word a compound ends with (its head), or else begins with; the longest one."""
        if form not in self._compounds:
            if len(self._compounds) > 50_000:
                self._compounds.clear()
            cuts = range(SHORTEST_PART, len(form) - SHORTEST_REST + 1)
            heads = (form[-cut:] for cut in reversed(cuts))
            starts = (form[:cut] for cut in reversed(cuts))
            parts = (self._single[part] for part in (*heads, *starts) if part in self._single)
            self._compounds[form] = next(parts, None)
        return self._compounds[form]


def read_terms(file: Path) -> Pointers:
    """Each term of one domain with its strength.

    Raises:
        ContentError: the file is missing or wrong, or holds a term twice.
    """
    groups = read_mapping(file).get("groepen")
    if not isinstance(groups, list):
        raise ContentError(file, "groepen", "must be a list; each group begins with '- soort:'")
    found: Pointers = {}
    for number, group in enumerate(groups, 1):
        place = f"groepen, item {number}"
        if not isinstance(group, dict) or not isinstance(group.get("soort"), str):
            raise ContentError(file, place, "begin a group with '- soort:'")
        if unknown := set(group) - set(STRENGTHS) - {"soort"}:
            raise ContentError(file, place, f"use {', '.join(STRENGTHS)}; not {', '.join(map(str, unknown))}")
        for name, strength in STRENGTHS.items():
            for term in strings(file, f"{place}, {name}", group.get(name)):
                if term in found:
                    raise ContentError(file, f"{place}, {name}", f"'{term}' stands in this file twice")
                found[term] = strength
    return found


def count(content: Path) -> int:
    """How many different terms there are."""
    return len({term for code in LIFE_DOMAINS for term in read_terms(content / code / FILE)})


def _follow(words: Sequence[Word], at: int, parts: Iterable[Word]) -> bool:
    """Whether the parts come in order from `at`, with at most `GAP` other words between two of them."""
    place = at - 1
    for number, part in enumerate(parts):
        ahead = range(place + 1, min(place + 2 + (GAP if number else 0), len(words)))
        found = next((i for i in ahead if words[i].form == part.form or words[i].lemma == part.lemma), None)
        if found is None:
            return False
        place = found
    return True
