"""The index of a database's map, kept in memory until the map changes."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.socialmap.codes import ACTIVE
from bot.socialmap.index import Entry, Index
from bot.socialmap.models import Location, Organization, Service, ServiceAtLocation
from bot.socialmap.places import Point
from bot.socialmap.schedule import Hours
from bot.socialmap.vocabulary import mentions, vocabulary

_indexes: WeakKeyDictionary[Any, tuple[tuple[Any, ...], Index]] = WeakKeyDictionary()
_OLDEST = 150


def current_index(db: Session) -> Index:
    """The index of this database's map; made anew when entries were added, removed or changed."""
    engine = db.get_bind()
    stamp = _stamp(db)
    kept = _indexes.get(engine)
    if kept is None or kept[0] != stamp:
        kept = (stamp, Index(_entries(db), vocabulary()))
        _indexes[engine] = kept
    return kept[1]


def _stamp(db: Session) -> tuple[Any, ...]:
    columns = [
        select(value).scalar_subquery()
        for model in (Service, Organization, Location)
        for value in (func.count(model.id), func.max(model.last_modified))
    ]
    return tuple(db.execute(select(*columns)).one())


def _entries(db: Session) -> list[Entry]:
    rows = db.execute(
        select(Service)
        .where(Service.status == ACTIVE)
        .order_by(Service.id)
        .options(joinedload(Service.organization), *with_details())
    )
    return [_entry(row) for row in rows.scalars()]


def with_details() -> tuple[Any, ...]:
    """Load options for everything that belongs to a service."""
    places = selectinload(Service.service_at_locations).joinedload(ServiceAtLocation.location)
    children = (Service.phones, Service.schedules, Service.languages, Service.service_areas)
    return (places.selectinload(Location.addresses), *(selectinload(child) for child in children))


def _entry(row: Any) -> Entry:
    return Entry(
        id=row.id,
        organization_id=row.organization_id,
        organization=row.organization.name,
        name=row.name,
        description=row.description,
        eligibility=row.eligibility_description or "",
        needs=tuple(row.needs),
        domains=tuple(row.domains),
        offered_by=row.offered_by,
        formal=row.formal,
        national=row.national,
        supporter=row.is_supporter,
        home_visit=row.home_visit,
        free=row.cost_free,
        drop_in=any(mentions(rule.notes, vocabulary().drop_in) for rule in row.schedules),
        languages=tuple(language.code for language in row.languages),
        ages=(row.minimum_age or 0, row.maximum_age or _OLDEST),
        areas=tuple(area.name for area in row.service_areas),
        point=point(row),
        hours=hours(row),
    )


def point(row: Any) -> Point | None:
    """The first visiting address of a service."""
    for at in row.service_at_locations:
        address = at.location.addresses[0] if at.location.addresses else None
        city, code = (address.city or "", address.postal_code or "") if address else ("", "")
        return Point(city, code, at.location.latitude, at.location.longitude)
    return None


def hours(row: Any) -> tuple[Hours, ...]:
    """Opening hours of a service without those that need an appointment first."""
    return tuple(
        Hours(rule.freq, rule.byday, rule.opens_at, rule.closes_at, rule.notes)
        for rule in row.schedules
        if not mentions(rule.notes, vocabulary().by_appointment) or mentions(rule.notes, vocabulary().drop_in)
    )
