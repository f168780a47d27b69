from __future__ import annotations

from datetime import datetime

import pytest

from bot.socialmap.schedule import ZONE, Hours, open_now

OFFICE = Hours("WEEKLY", "MO,TU,WE,TH,FR", "09:00", "17:00")
NIGHT = Hours("WEEKLY", "FR", "20:00", "02:00")
MONTHLY = Hours("MONTHLY", "2TH", "19:00", "21:00")


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("row", "moment", "expected"),
    [
        (OFFICE, "2026-11-23T09:00", True),  # Monday
        (OFFICE, "2026-11-23T08:59", False),
        (OFFICE, "2026-11-23T17:00", False),
        (OFFICE, "2026-11-21T12:00", False),  # Saturday
        (OFFICE, "2026-11-22T12:00", False),
        (NIGHT, "2026-11-20T23:59", True),  # Friday
        (NIGHT, "2026-11-21T00:00", True),
        (NIGHT, "2026-11-21T01:59", True),
        (NIGHT, "2026-11-21T02:00", False),
        (NIGHT, "2026-11-20T01:00", False),  # Thursday's night
        (NIGHT, "2026-11-21T21:00", False),
        (MONTHLY, "2026-11-12T20:00", True),
        (MONTHLY, "2026-11-05T20:00", False),
        (MONTHLY, "2026-11-19T20:00", False),
        (Hours("MONTHLY", "-1FR", "22:00", "01:00"), "2026-08-01T00:30", True),  # the night from July into August
        (Hours("DAILY", None, "00:00", "24:00"), "2026-12-31T23:59", True),
        (Hours("DAILY", None, "00:00", "00:00"), "2027-01-01T00:00", True),
        (Hours("DAILY", None, "22:00", "24:00"), "2026-11-22T00:00", False),
    ],
)
def test_open_now(row: Hours, moment: str, expected: bool) -> None:
    assert open_now([row], at(moment)) is expected


def test_one_open_row_is_enough_and_no_rows_is_unknown() -> None:
    assert open_now([MONTHLY, OFFICE], at("2026-11-23T10:00")) is True
    assert open_now([], at("2026-11-23T10:00")) is None


def test_hours_are_those_of_the_clock_in_the_netherlands() -> None:
    assert open_now([OFFICE], datetime.fromisoformat("2026-11-23T08:30:00+00:00")) is True
    assert open_now([OFFICE], datetime.fromisoformat("2026-07-06T07:00:00+00:00")) is True  # summer time
    assert open_now([OFFICE], datetime.fromisoformat("2026-07-06T15:00:00+00:00")) is False
