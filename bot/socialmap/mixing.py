"""From a ranking to a short choice: one service an organisation, and formal and informal side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.socialmap.index import Entry

_GOOD = 0.5  # share of the best score that still belongs to the good part of the ranking
_SHOWN = 0.4  # below this share a result is better left out


@dataclass(frozen=True)
class Ranked:
    """A service with its score; `number` is its place in the index, `covered` how much was asked that it has."""

    entry: Entry
    number: int
    score: float
    covered: float = 0.0


def mix(ranked: Sequence[Ranked], limit: int) -> list[Ranked]:
    """At most `limit` results in order of score.

    The first two, and so what a resident is shown first, are not both formal or both informal when the good part of
    the ranking holds the other kind: a neighbour and a professional can do different things.
    """
    if not ranked:
        return []
    good = [
        item for item in ranked if item.score >= ranked[0].score * _GOOD and item.covered >= ranked[0].covered * _GOOD
    ]
    chosen = _one_an_organisation(item for item in ranked if item.score >= ranked[0].score * _SHOWN)
    if limit > 1 and len(chosen) > 1 and chosen[0].entry.formal == chosen[1].entry.formal:
        first = chosen[0].entry
        others = [
            item
            for item in good
            if item.entry.formal != first.formal and item.entry.organization_id != first.organization_id
        ]
        if others:
            chosen = _one_an_organisation([chosen[0], others[0], *chosen[1:]])
    return chosen[:limit]


def _one_an_organisation(ranked: Iterable[Ranked]) -> list[Ranked]:
    best: dict[str, Ranked] = {}
    for item in ranked:
        best.setdefault(item.entry.organization_id, item)
    return list(best.values())
