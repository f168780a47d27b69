"""The social map for the rest of Naast. Every other module of this package is private."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.db import utc_now
from bot.socialmap.cards import card
from bot.socialmap.exporter import export_path
from bot.socialmap.freshness import Finding, check
from bot.socialmap.importer import Imported, ensure_example, import_path
from bot.socialmap.loading import with_details
from bot.socialmap.models import Service
from bot.socialmap.reasons import Reason
from bot.socialmap.records import MapFileError, Problem
from bot.socialmap.search import Found, Match
from bot.socialmap.search import search as find

__all__ = [
    "Finding", "Found", "Imported", "MapFileError", "Match", "Options", "Problem", "Reason", "check", "details",
    "ensure_example", "export_path", "find", "import_path", "options",
]  # fmt: skip

MOST_ORGANISATIONS = 2


@dataclass(frozen=True)
class Options:
    """What to offer: at most two organisations, then the person, who is always last and always there.

    `ids` are the services of `cards`; `confident` is False when nothing but the person fits.
    """

    cards: list[dict[str, Any]]
    ids: list[str]
    confident: bool


def options(
    db: Session,
    query: str | Sequence[str],
    domains: Sequence[str] = (),
    place: str | None = None,
    exclude: Collection[str] = frozenset(),
    now: datetime | None = None,
) -> Options:
    """Cards for a resident's words; `exclude` leaves out what was shown before, but never the person."""
    now = now or utc_now()
    found = find(db, query, domains=domains, place=place, limit=MOST_ORGANISATIONS, exclude=exclude, now=now)
    matches = [*found.results, *([found.supporter] if found.supporter else [])]
    rows = _rows(db, [match.service_id for match in matches])
    cards = [card(rows[match.service_id], now, match.why, match.km) for match in matches]
    return Options(cards, [match.service_id for match in matches], found.confident)


def details(db: Session, service_id: str, now: datetime | None = None) -> dict[str, Any]:
    """One service as a card without reasons.

    Raises:
        KeyError: there is no such service.
    """
    return card(_rows(db, [service_id])[service_id], now or utc_now())


def _rows(db: Session, ids: Sequence[str]) -> dict[str, Any]:
    wanted = select(Service).where(Service.id.in_(ids)).options(joinedload(Service.organization), *with_details())
    return {row.id: row for row in db.execute(wanted).scalars()}
