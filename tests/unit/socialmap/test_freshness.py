from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.socialmap.freshness import Finding, check
from bot.socialmap.importer import import_path

from .small import service, write

TODAY = date(2026, 11, 22)


def findings(db: Session, folder: Path, *services: dict[str, Any]) -> list[Finding]:
    import_path(db, write(folder, *services))
    return check(db, TODAY)


def test_a_good_map_has_no_findings(db: Session, tmp_path: Path) -> None:
    assert findings(db, tmp_path, service("koffie", supporter=True), service("thee")) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"checked_at": "2025-11-21"}, "stale"),
        ({"checked_at": None}, "unchecked"),
        ({"phone": None}, "unreachable"),
        ({"domains": []}, "no_domains"),
        ({"owner": None}, "no_owner"),
        ({"source": None}, "no_source"),
        ({"phone": "099-000 01"}, "phone_format"),
        ({"name": "Thee"}, "duplicate_name"),
        ({"supporter": True}, "more_supporters"),
    ],
)
def test_names_what_needs_work(db: Session, tmp_path: Path, change: dict[str, Any], code: str) -> None:
    found = findings(db, tmp_path, service("aa-thee", name="Thee", supporter=True), service("koffie", **change))
    assert [(finding.service_id, finding.code) for finding in found] == [("koffie", code)]
    assert str(found[0]).startswith("koffie: ")


def test_a_year_is_not_yet_stale(db: Session, tmp_path: Path) -> None:
    assert findings(db, tmp_path, service("koffie", supporter=True, checked_at="2025-11-22")) == []


@pytest.mark.parametrize(
    "number", ["099-000 01 01", "0800-2000", "0900-1450", "088 0767 000", "14 030", "+31 6 12345678"]
)
def test_dutch_numbers_are_good(db: Session, tmp_path: Path, number: str) -> None:
    assert findings(db, tmp_path, service("koffie", supporter=True, phone=number)) == []


def test_a_map_without_a_person_is_told(db: Session, tmp_path: Path) -> None:
    assert [finding.code for finding in findings(db, tmp_path, service("koffie"))] == ["no_supporter"]


def test_what_is_no_longer_active_needs_no_work(db: Session, tmp_path: Path) -> None:
    old = service("oud", status="defunct", checked_at="2020-01-01", owner=None)
    assert findings(db, tmp_path, service("koffie", supporter=True), old) == []


def test_the_example_has_nothing_but_dates_to_renew(example: Session) -> None:
    assert {finding.code for finding in check(example, TODAY)} <= {"stale"}
