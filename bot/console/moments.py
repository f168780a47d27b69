"""Moments as people say them: how long ago, and exactly when in Dutch local time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UNITS = (("day", 86400), ("hour", 3600), ("minute", 60))


def _zone() -> tzinfo | None:
    try:
        return ZoneInfo("Europe/Amsterdam")
    except ZoneInfoNotFoundError:  # a system without time zone data: its own clock is the best there is
        return None


ZONE = _zone()


def relative(moment: datetime, now: datetime, words: Mapping[str, Any]) -> str:
    """The time between two moments in its largest unit; `words` holds `minute`, `minutes`, … and `moment`."""
    seconds = (now - moment).total_seconds()
    for unit, size in UNITS:
        count = int(seconds // size)
        if count > 0:
            return str(words[unit if count == 1 else f"{unit}s"]).format(count=count)
    return str(words["moment"])


def exact(moment: datetime, words: Mapping[str, Any]) -> str:
    """The local date and time; `words` holds `weekdays` (Monday first), `months` and a pattern `exact`."""
    local = moment.astimezone(ZONE)
    weekday, month = words["weekdays"][local.weekday()], words["months"][local.month - 1]
    pattern = str(words["exact"])
    clock = f"{local:%H:%M}"
    return pattern.format(weekday=weekday, day=local.day, month=month, year=local.year, clock=clock)
