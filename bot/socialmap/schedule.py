"""Is a service open now? Rules as in iCalendar, times as they hang on the door."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dateutil.rrule import rrulestr
from dateutil.tz import gettz

ZONE = gettz("Europe/Amsterdam")


class Hours(NamedTuple):
    """One row of opening hours; a closing time at or before the opening time lies on the next day."""

    freq: str
    byday: str | None
    opens_at: str
    closes_at: str
    notes: str | None = None


def open_now(rows: Iterable[Hours], now: datetime) -> bool | None:
    """Whether one of the rows holds at `now` (timezone-aware); None when there are no rows."""
    local = now.astimezone(ZONE).replace(tzinfo=None)
    answers = [_holds(row, local) for row in rows]
    return any(answers) if answers else None


def _holds(row: Hours, local: datetime) -> bool:
    return any(
        opens <= local < closes
        for day in (local.date(), local.date() - timedelta(days=1))
        if _falls_on(row, day)
        for opens, closes in [_span(row, day)]
    )


def _span(row: Hours, day: date) -> tuple[datetime, datetime]:
    opens, closes = _moment(day, row.opens_at), _moment(day, row.closes_at)
    return opens, closes if closes > opens else closes + timedelta(days=1)


def _moment(day: date, clock: str) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return datetime.combine(day, time()) + timedelta(hours=hours, minutes=minutes)  # 24:00 is the next midnight


def _falls_on(row: Hours, day: date) -> bool:
    # A rule without an interval repeats from any start, so the first of the month is as good as any.
    rule = f"FREQ={row.freq};BYDAY={row.byday}" if row.byday else f"FREQ={row.freq}"
    midnight = datetime.combine(day, time())
    return bool(rrulestr(rule, dtstart=midnight.replace(day=1)).between(midnight, midnight, inc=True))
