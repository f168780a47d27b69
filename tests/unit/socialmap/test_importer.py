from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.socialmap.exporter import export_path
from bot.socialmap.importer import EXAMPLE, Imported, ensure_example, import_path, import_records
from bot.socialmap.mapping import read
from bot.socialmap.models import Phone, Schedule, Service
from bot.socialmap.reader import load_file
from bot.socialmap.records import MapFileError

from .small import service, write


def ordered(records: list[object]) -> list[object]:
    return sorted(records, key=lambda record: (record.kind, record.id))  # type: ignore[attr-defined]


def test_import_is_idempotent(db: Session, tmp_path: Path) -> None:
    path = write(tmp_path, service("koffie", home_visit=False, languages=["nl"]))
    assert import_path(db, path) == Imported(added=2)
    before = db.get(Service, "koffie").last_modified
    assert import_path(db, path) == Imported(unchanged=2)
    assert db.get(Service, "koffie").last_modified == before


def test_replaces_values_and_leaves_nothing_of_the_old(db: Session, tmp_path: Path) -> None:
    rule = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "10:00"}
    import_path(db, write(tmp_path, service("koffie", schedules=[rule], wait_time="een week")))
    done = import_path(db, write(tmp_path, service("koffie", phone="099-000 01 02")))
    assert done == Imported(changed=1, unchanged=1)
    row = db.get(Service, "koffie")
    assert (row.wait_time, row.schedules, [phone.number for phone in row.phones]) == (None, [], ["099-000 01 02"])
    assert db.scalar(select(func.count(Schedule.id))) == 0
    assert db.scalar(select(func.count(Phone.id))) == 1


def test_without_replace_existing_entries_stay(db: Session, tmp_path: Path) -> None:
    import_path(db, write(tmp_path, service("koffie", name="Koffie")))
    done = import_path(db, write(tmp_path, service("koffie", name="Anders"), service("thee")), replace=False)
    assert done == Imported(added=1, unchanged=2)
    assert db.get(Service, "koffie").name == "Koffie"


def test_a_broken_entry_changes_nothing(db: Session, tmp_path: Path) -> None:
    with pytest.raises(MapFileError):
        import_path(db, write(tmp_path, service("koffie"), service("thee", formal="soms")))
    assert db.scalar(select(func.count(Service.id))) == 0


def test_a_loose_location_changes_nothing_and_says_its_line(db: Session, tmp_path: Path) -> None:
    with pytest.raises(MapFileError, match=r"kaart\.yml, regel \d+, thee: de locatie \"loc-weg\" bestaat niet"):
        import_path(db, write(tmp_path, service("koffie"), service("thee", location="loc-weg")))
    assert db.scalar(select(func.count(Service.id))) == 0


def test_a_location_already_in_the_map_is_enough(db: Session, tmp_path: Path) -> None:
    import_path(db, write(tmp_path, locations=[{"id": "loc-kade", "name": "De Kade", "city": "Kade"}]))
    import_path(db, write(tmp_path, service("thee", location="loc-kade")))
    assert db.get(Service, "thee").service_at_locations[0].location.addresses[0].city == "Kade"


@pytest.mark.parametrize("name", ["uit.yml", "uit.json"])
def test_export_reads_back_as_the_same_map(example: Session, tmp_path: Path, name: str) -> None:
    count = export_path(example, tmp_path / name)
    original = [record for file in EXAMPLE.glob("*.yml") for record in load_file(file)]
    exported = load_file(tmp_path / name)
    assert count == sum(record.kind == "service" for record in original)
    assert ordered(exported) == ordered(original)


def test_importing_an_export_changes_nothing(db: Session, tmp_path: Path) -> None:
    full = service(
        "koffie", supporter=True, national=True, service_area=["Oudeveen"], alert="Dicht in mei", minimum_age=0,
        interpretation_services="tolk op verzoek", assured_date="2026-10-01", assurer_email="a@b.example",
        schedules=[{"freq": "MONTHLY", "byday": "2TH", "opens_at": "22:00", "closes_at": "24:00", "note": "inloop"}],
    )  # fmt: skip
    import_path(db, write(tmp_path, full, service("thee")))
    export_path(db, tmp_path / "uit.yml")
    assert import_path(db, tmp_path / "uit.yml") == Imported(unchanged=3)
    values = read("service", db.get(Service, "koffie")).values
    assert (values["supporter"], values["minimum_age"], values["service_area"]) == (True, 0, ["Oudeveen"])


def test_the_example_is_loaded_only_into_an_empty_map(db: Session, tmp_path: Path) -> None:
    import_path(db, write(tmp_path, service("koffie")))
    assert ensure_example(db) is False
    assert db.scalar(select(func.count(Service.id))) == 1


def test_ensure_example_fills_an_empty_map(db: Session) -> None:
    assert ensure_example(db) is True
    assert db.get(Service, "wrk-naastje-ondersteuner").is_supporter


def test_records_of_two_files_may_refer_to_each_other(db: Session, tmp_path: Path) -> None:
    first = load_file(write(tmp_path, service("koffie", location="loc-kade")))
    second = load_file(write(tmp_path, locations=[{"id": "loc-kade", "name": "De Kade"}], organization="ander"))
    assert import_records(db, [*first, *second]).added == 4
