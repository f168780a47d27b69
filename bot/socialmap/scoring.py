"""How well each service fits the words of a request, and which words it leaves uncovered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import sqrt
from typing import NamedTuple

from bot.socialmap.index import DESCRIPTION, Index, Phrase
from bot.socialmap.vocabulary import Request, Term

_ALSO = 0.2  # what a second alternative of the same word adds
_LESS = 0.5  # what was said after "niet", or about how and for whom
_WHOLE_NEED = 0.8  # share of a need's own weight that comes on top when all of it was said
_DENIED = 1.0  # "geen eten" said, and "geen eten" on the map
_LITERAL = 1.5  # a word of a need that was said word for word
_SAID = 0.7  # a word counts as said from this nearness
_SAME = 0.8  # from here it is the same word, perhaps misspelt; a compound asks for more than its part says
_WEAK_FIELD = 0.7  # covered only by a description or by whom it is for


@dataclass
class Fit:
    """One service against one request. `covered` is the weight of the request's words found in it."""

    score: float = 0.0
    covered: float = 0.0
    said: set[str] = field(default_factory=set)
    needs: list[Phrase] = field(default_factory=list)


@dataclass(frozen=True)
class Scores:
    """Fits by number of the index entry; `asked` is the weight of all words of the request.

    `unknown`: the request has a word that the map does not have anywhere.
    """

    fits: dict[int, Fit]
    asked: float
    unknown: bool


def score(index: Index, request: Request) -> Scores:
    """Compare a request with every service that shares a word with it, or a word near it."""
    fits: dict[int, Fit] = defaultdict(Fit)
    asked, unknown = 0.0, False
    for term in request.terms:
        near = _near(index, term)
        importance, known = _importance(index, term, near)
        asked, unknown = asked + importance, unknown or not known
        for number, hit in _hits(index, near, fits).items():
            fits[number].score += hit.points * sqrt(term.count) * (_LESS if term.negated or term.aside else 1.0)
            fits[number].covered += 0.0 if term.aside else hit.covered
    for number in range(len(index.entries)):
        _add_needs(index, number, fits, request)
    return Scores(dict(fits), asked, unknown)


class _Near(NamedTuple):
    nearness: float
    worth: float


class _Hit(NamedTuple):
    points: float
    covered: float


def _near(index: Index, term: Term) -> dict[str, _Near]:
    near: dict[str, _Near] = {}
    for stem, worth in term.alternatives:
        for other, nearness in index.neighbours.of(stem).items():
            near[other] = max(_Near(nearness, worth), near.get(other, _Near(0.0, 0.0)))
    return near


def _importance(index: Index, term: Term, near: dict[str, _Near]) -> tuple[float, bool]:
    """How much of the request this term is, and whether the map knows it; how and for whom are not asked for."""
    if term.aside or (term.negated and not near):
        return 0.0, True
    same = [index.rarity(stem) for stem, (nearness, _) in near.items() if nearness >= _SAME]
    return max(same, default=index.rarest), bool(same)


def _hits(index: Index, near: dict[str, _Near], fits: dict[int, Fit]) -> dict[int, _Hit]:
    """Of all the stems one term can stand for, the best in each service."""
    hits: dict[int, _Hit] = {}
    for stem, (nearness, worth) in near.items():
        rarity = index.rarity(stem) * nearness
        for number, weight in index.postings[stem]:
            strength = 1.0 if weight > DESCRIPTION * 1.3 else _WEAK_FIELD
            known, points = hits.get(number, _Hit(0.0, 0.0)), rarity * weight * worth
            best = max(known.points, points) + _ALSO * min(known.points, points)
            hits[number] = _Hit(best, max(known.covered, rarity * strength))
            if nearness >= _SAID:
                fits[number].said.add(stem)
    return hits


def _add_needs(index: Index, number: int, fits: dict[int, Fit], request: Request) -> None:
    """Needs that were said whole: by their meaningful words, or word for word ("hulp komt niet")."""
    all_said = frozenset(request.stems)
    for phrase in index.phrases[number]:
        literal = len(phrase.words) > 1 and all_said.issuperset(phrase.words) and _in_order(phrase.words, request.stems)
        if literal:
            fits[number].score += _LITERAL * len(phrase.words)
        meant = bool(phrase.stems) and number in fits and fits[number].said.issuperset(phrase.stems)
        if literal or (meant and 2 * len(phrase.stems) > len(phrase.words)):  # "geld" alone does not say "geld weg"
            fits[number].needs.append(phrase)
        if (literal or meant) and len(phrase.stems) > 1:
            fits[number].score += _WHOLE_NEED * sum(index.rarity(stem) for stem in phrase.stems)
    if number in fits:
        shared = request.denied & index.denied[number]
        fits[number].score += _DENIED * sum(index.rarity(stem) for stem in shared)


def _in_order(phrase: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether the words follow each other in a message, with at most three others between the first and the last."""
    for start, word in enumerate(said):
        if word == phrase[0]:
            window = iter(said[start : start + len(phrase) + 3])
            if all(word in window for word in phrase):
                return True
    return False
