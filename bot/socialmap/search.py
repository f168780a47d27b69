"""Finding what fits: words first, then life domains and wishes; who pays for a service never counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.socialmap.hints import hints
from bot.socialmap.index import Entry, Index
from bot.socialmap.loading import current_index
from bot.socialmap.mixing import Ranked, mix
from bot.socialmap.reasons import Reason, reasons
from bot.socialmap.schedule import open_now
from bot.socialmap.scoring import Fit, Scores, score
from bot.socialmap.vocabulary import Request, vocabulary

_DOMAIN = 5.0
_WISH = 1.5
_NEARBY, _NEARBY_KM = 2.0, 10.0
_NATIONAL = 0.85
_WRONG_AGE = 0.5
_BESIDE = 0.75
_LONG_REQUEST = 12.0  # words' weight beyond which a message tells a story and need not be covered whole
_COVERED, _COVERED_IN_DOMAIN = 0.5, 0.33
_AGREED = 0.7  # the service is about the first domain asked, in its first or second place
_AGE = re.compile(
    r"\b(\d{1,2}) ?(?:jaar|jr|jarige?)\b|\b(?:van|is|wordt) (\d{1,2})\b(?! ?(?:euro|uur|maanden|weken|dagen))"
)


@dataclass(frozen=True)
class Match:
    """One service found; `score` orders, `why` holds codes with values for the card, `km` the distance."""

    service_id: str
    score: float
    why: list[Reason]
    km: float | None = None


@dataclass(frozen=True)
class Found:
    """What a search gives. `confident` is False when nothing fits: `results` is empty then."""

    results: list[Match]
    supporter: Match | None
    confident: bool


def search(
    db: Session,
    query: str | Sequence[str],
    *,
    domains: Sequence[str] = (),
    place: str | None = None,
    limit: int = 3,
    exclude: Collection[str] = frozenset(),
    now: datetime | None = None,
) -> Found:
    """Rank the active services for a resident's words.

    Args:
        query: one message, or a story told in several; then what was said last weighs most.
        domains: life domains in play, most central first; without them those the words point to.
        place: a place or postal code of the map; without it a place named in the query counts.
        limit: at most this many results, one for each organisation; the supporter comes on top.
        exclude: ids of services that were shown or refused before.
        now: lets "vandaag" or "vannacht" favour what is open then.
    """
    index = current_index(db)
    lines = [query] if isinstance(query, str) else list(query)
    whole = " ".join(lines)
    named = index.places.named_in(whole)
    where = index.places.known(place) or named
    if not domains and any(not term.aside for term in vocabulary().request(whole, named or "").terms):
        domains = hints().domains(whole)

    def searching(text: str) -> _Search:
        request = hints().understood(vocabulary().request(text, named or ""), index)
        return _Search(index, request, score(index, request), domains, where, _ages(whole), now)

    search_ = searching(whole)
    ranked = search_.ranked(exclude)
    confident = search_.confident(ranked)
    if len(lines) > 1 and confident:
        ranked = _by_lines(ranked, [searching(line).ranked(exclude) for line in lines])
    chosen = mix(search_.beside_supporter(ranked), limit) if confident else []
    return Found([search_.match(item) for item in chosen], search_.supporter(), confident)


def _by_lines(whole: Sequence[Ranked], lines: Sequence[Sequence[Ranked]]) -> list[Ranked]:
    """Order a story's results by how well they fit its separate messages, of which later ones say more precisely
    what it is about. In a long story every word counts less, and chance hits add up."""
    points: dict[str, float] = {}
    for place, ranked in enumerate(lines, 1):
        for item in ranked:
            points[item.entry.id] = points.get(item.entry.id, 0.0) + item.score * place / len(lines)
    return sorted((replace(item, score=points.get(item.entry.id, 0.0)) for item in whole), key=_order)


@dataclass(frozen=True)
class _Search:
    index: Index
    request: Request
    scores: Scores
    domains: Sequence[str]
    where: str | None
    ages: tuple[int, ...]
    now: datetime | None

    def ranked(self, exclude: Collection[str]) -> list[Ranked]:
        found = []
        for number, entry in enumerate(self.index.entries):
            fit = self.scores.fits.get(number, Fit())
            shared = self._domain(entry)
            relevant = fit.score > 0 or (shared > 0 and not self._asked())
            if relevant and not entry.supporter and entry.id not in exclude and self._works_here(entry):
                found.append(Ranked(entry, number, self._total(entry, fit, shared), fit.covered))
        return sorted(found, key=_order)

    def beside_supporter(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """Leaves out what fits much less than the supporter: who asks for a person gets no list of places."""
        floor = _BESIDE * max((self.scores.fits.get(number, Fit()).score for number in self._supporters()), default=0.0)
        return [item for item in ranked if item.score >= floor]

    def confident(self, ranked: Sequence[Ranked]) -> bool:
        """Whether the best results cover what was asked, and a language that was asked for is spoken."""
        if set(self.request.languages) - self.index.languages:
            return False
        if not self._asked():
            return bool(ranked) and bool(self.domains or self.request.wishes or not self.request.terms)
        asked = min(self.scores.asked, _LONG_REQUEST)
        lenient = not self.scores.unknown or self._asked() > 2
        # A group for adults is no answer for a child, however well its words fit.
        fitting = [item for item in ranked if self._fits_age(item.entry)]
        best = [(item.number, lenient and self._domain(item.entry) >= _AGREED) for item in fitting[:2]]
        return any(
            self.scores.fits[number].covered >= asked * (_COVERED_IN_DOMAIN if agreed else _COVERED)
            for number, agreed in [*best, *((number, False) for number in self._supporters())]
            if number in self.scores.fits
        )

    def match(self, item: Ranked) -> Match:
        fit = self.scores.fits.get(item.number, Fit())
        km = self._km(item.entry)
        why = reasons(item.entry, fit, self.request, self.domains, km)
        return Match(item.entry.id, round(item.score, 3), why, km)

    def supporter(self) -> Match | None:
        first = next(iter(self._supporters()), None)
        return None if first is None else self.match(Ranked(self.index.entries[first], first, 0.0))

    def _asked(self) -> int:
        """How many things are asked for, apart from how and for whom."""
        return sum(not term.aside for term in self.request.terms)

    def _supporters(self) -> list[int]:
        return [number for number, entry in enumerate(self.index.entries) if entry.supporter]

    def _total(self, entry: Entry, fit: Fit, shared: float) -> float:
        words = fit.score * (_NATIONAL if entry.national else 1.0) * (1.0 if self._fits_age(entry) else _WRONG_AGE)
        wishes = sum(_WISH for wish in self.request.wishes if self._grants(entry, wish))
        spoken = sum(_DOMAIN for code in self.request.languages if code in entry.languages and code != "nl")
        km = self._km(entry)
        nearby = _NEARBY * max(0.0, 1 - km / _NEARBY_KM) if km is not None else 0.0
        return words + _DOMAIN * shared + wishes + spoken + nearby

    def _domain(self, entry: Entry) -> float:
        """1.0 when the first domain asked is the service's first; less for every place further down."""
        return max(
            (
                1 / (1 + 0.5 * asked) / (1 + 0.35 * entry.domains.index(code))
                for asked, code in enumerate(self.domains)
                if code in entry.domains
            ),
            default=0.0,
        )

    def _grants(self, entry: Entry, wish: str) -> bool:
        if wish == "peer":
            return entry.offered_by == "peer"
        if wish == "group":
            return entry.offered_by in ("group", "peer")
        if wish == "open_now":
            return self.now is not None and open_now(entry.hours, self.now) is True
        return bool(getattr(entry, wish))

    def _fits_age(self, entry: Entry) -> bool:
        return not self.ages or any(entry.ages[0] <= age <= entry.ages[1] for age in self.ages)

    def _works_here(self, entry: Entry) -> bool:
        return not entry.areas or self.where is None or self.where in map(str.lower, entry.areas)

    def _km(self, entry: Entry) -> float | None:
        return self.index.places.distance(self.where, entry.point) if self.where and entry.point else None


def _order(item: Ranked) -> tuple[float, bool, int, str]:
    """Best first; when equal local before national, then what is about fewer life domains."""
    return -item.score, item.entry.national, len(item.entry.domains), item.entry.id


def _ages(query: str) -> tuple[int, ...]:
    return tuple(int(one or other) for one, other in _AGE.findall(query.lower()))
