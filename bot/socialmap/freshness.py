"""What needs work in the map: entries that are old, unreachable, ownerless or double."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.socialmap.codes import ACTIVE
from bot.socialmap.loading import with_details
from bot.socialmap.models import Service
from bot.socialmap.texts import text
from bot.text import fold

STALE_DAYS = 365
_PHONE = re.compile(r"(0\d{9}|\+31\d{9}|0[89]00\d{4}(\d{3})?|14\d{3,4}|11[23])")


@dataclass(frozen=True)
class Finding:
    """One thing to do. `service_id` is "-" when it is about the whole map; printing gives a Dutch sentence."""

    service_id: str
    code: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.service_id}: {text('bevindingen', self.code, value=self.value)}"


def check(db: Session, today: date) -> list[Finding]:
    """Everything that needs work in active services, ordered by service."""
    rows: Sequence[Any] = (
        db.execute(
            select(Service)
            .where(Service.status == ACTIVE)
            .options(joinedload(Service.organization), *with_details())
            .order_by(Service.id)
        )
        .scalars()
        .all()
    )
    return [*_supporters(rows), *(finding for row in rows for finding in _service(row, today)), *_twins(rows)]


def _service(row: Any, today: date) -> Iterator[Finding]:
    if row.checked_at is None:
        yield Finding(row.id, "unchecked")
    elif (age := (today - row.checked_at).days) > STALE_DAYS:
        yield Finding(row.id, "stale", str(age))
    if not (row.phones or row.url or row.organization.website or row.service_at_locations):
        yield Finding(row.id, "unreachable")
    if not row.domains:
        yield Finding(row.id, "no_domains")
    if not row.owner:
        yield Finding(row.id, "no_owner")
    if not row.source:
        yield Finding(row.id, "no_source")
    for phone in row.phones:
        if not _PHONE.fullmatch(re.sub(r"[ ()-]", "", phone.number)):
            yield Finding(row.id, "phone_format", phone.number)


def _supporters(rows: Sequence[Any]) -> Iterator[Finding]:
    found = [row.id for row in rows if row.is_supporter]
    if not found:
        yield Finding("-", "no_supporter")
    for other in found[1:]:
        yield Finding(other, "more_supporters", found[0])


def _twins(rows: Sequence[Any]) -> Iterator[Finding]:
    named: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        named[fold(row.name)].append(row)
    for first, *others in named.values():
        for other in others:
            yield Finding(other.id, "duplicate_name", first.id)
