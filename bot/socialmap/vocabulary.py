"""`woorden.yml`: what a resident's message asks for, once stop words, synonyms and wishes are understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.socialmap.stems import stem, tokens

_SYNONYM = 0.9


class Alternative(NamedTuple):
    """A stem that can stand for what was said; `worth` is below 1 for synonyms."""

    stem: str
    worth: float


@dataclass(frozen=True)
class Term:
    """One thing asked for. `negated`: said after "geen" or "niet". `aside`: says how or for whom, not what."""

    alternatives: tuple[Alternative, ...]
    negated: bool = False
    aside: bool = False
    count: int = 1


@dataclass(frozen=True)
class Request:
    """A message as the search sees it.

    `stems` are all words in order, negations made alike; `denied` holds those directly after a negation.
    """

    terms: tuple[Term, ...]
    stems: tuple[str, ...]
    denied: frozenset[str]
    wishes: frozenset[str]
    languages: tuple[str, ...]


class Vocabulary:
    """Reads messages and map texts with the lists of `woorden.yml`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._stop = frozenset(data["stopwoorden"].split())
        self._negations = frozenset(data["ontkenning"])
        self._also = {tuple(tokens(said)): self.content(meant) for said, meant in data["ook"].items()}
        self._longest = max(map(len, self._also), default=1)
        self._wishes = {wish: [tuple(tokens(phrase)) for phrase in said] for wish, said in data["wensen"].items()}
        self._asides = {phrase for phrases in self._wishes.values() for phrase in phrases}
        self._asides |= {(word,) for word in data["over_wie"]}
        self._languages = {stem(word): code for code, said in data["talen"].items() for word in said}
        self.drop_in: tuple[str, ...] = tuple(data["inloop"])
        self.by_appointment: tuple[str, ...] = tuple(data["op_afspraak"])

    def content(self, text: str) -> tuple[str, ...]:
        """Stems of the words that mean something, in order."""
        return tuple(stem(word) for word in tokens(text) if word not in self._stop | self._negations)

    def denied(self, text: str) -> frozenset[str]:
        """Stems directly after a negation: "kan de huur niet betalen" gives `betal`."""
        found, said = set(), tokens(text)
        for number, word in enumerate(said):
            if word in self._negations:
                following = [word for word in said[number + 1 : number + 3] if word not in self._stop | self._negations]
                found |= {stem(word) for word in following[:1]}
        return frozenset(found)

    def all_stems(self, text: str) -> tuple[str, ...]:
        """Stems of all words in order; every negation becomes the same one."""
        return tuple("niet" if word in self._negations else stem(word) for word in tokens(text))

    def request(self, text: str, place: str = "") -> Request:
        """Read a resident's message; repeated words count, their order does not. `place` is a place named in it."""
        said = tokens(text)
        where = frozenset(tokens(place))
        denied = self.denied(text)
        terms: dict[tuple[Alternative, ...], Term] = {}
        number = 0
        while number < len(said):
            length, found = self._alternatives(said[number : number + self._longest])
            if found:
                aside = length == 1 and ((said[number],) in self._asides or said[number] in where)
                count = terms[found].count + 1 if found in terms else 1
                terms[found] = Term(found, found[0].stem in denied, aside, count)
            number += length
        wishes = {wish for wish, phrases in self._wishes.items() if any(_contains(said, phrase) for phrase in phrases)}
        languages = dict.fromkeys(self._languages[s] for s in map(stem, said) if s in self._languages)
        return Request(tuple(terms.values()), self.all_stems(text), denied, frozenset(wishes), tuple(languages))

    def _alternatives(self, ahead: list[str]) -> tuple[int, tuple[Alternative, ...]]:
        """How many words the longest known phrase takes, and what it can stand for (nothing for a stop word)."""
        for length in range(len(ahead), 0, -1):
            if meant := self._also.get(tuple(ahead[:length])):
                own = [Alternative(stem(ahead[0]), 1.0)] if length == 1 else []
                return length, (*own, *(Alternative(other, _SYNONYM) for other in meant))
        word = ahead[0]
        return 1, () if word in self._stop | self._negations else (Alternative(stem(word), 1.0),)


def _contains(said: list[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(said[start : start + len(phrase)]) == phrase for start in range(len(said)))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The lists beside this module; a change is seen after a restart."""
    file = Path(__file__).with_name("woorden.yml")
    return Vocabulary(yaml.safe_load(file.read_text(encoding="utf-8")))


def mentions(text: str | None, words: Iterable[str]) -> bool:
    return any(word in (text or "").lower() for word in words)
