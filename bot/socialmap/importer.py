"""Records into the database: an upsert by id that changes everything or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.socialmap.mapping import MODELS, read, write
from bot.socialmap.models import Service
from bot.socialmap.reader import load_file
from bot.socialmap.records import LOCATION, ORGANIZATION, SERVICE, MapFileError, Origin, Problem, Record

EXAMPLE = Path(__file__).parent / "example"


@dataclass
class Imported:
    """How many entries were new, got other values, or stayed as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def import_records(db: Session, records: Sequence[Record], replace: bool = True) -> Imported:
    """Add or update entries by id; entries of the map that are not in `records` stay.

    Args:
        replace: give an existing entry the new values; False leaves existing entries alone.

    Raises:
        MapFileError: a service names a location or organisation that is nowhere; nothing is changed then.
    """
    _refuse_loose_ends(db, records)
    order = (LOCATION, ORGANIZATION, SERVICE)  # what is referred to comes first
    done = Imported()
    for record in sorted(records, key=lambda record: order.index(record.kind)):
        row = db.get(MODELS[record.kind], record.id)
        if row is None:
            row = MODELS[record.kind]()
            write(record, row)
            db.add(row)
            done.added += 1
        elif replace and read(record.kind, row) != _complete(record):
            write(record, row)
            done.changed += 1
        else:
            done.unchanged += 1
    db.flush()
    return done


def import_path(db: Session, path: Path, replace: bool = True) -> Imported:
    """Import one map file; see `load_file` and `import_records` for the errors."""
    return import_records(db, load_file(path), replace)


def import_example(db: Session) -> Imported:
    """Import the example map: an invented municipality and the national organisations."""
    files = sorted(EXAMPLE.glob("*.yml"))
    return import_records(db, [record for file in files for record in load_file(file)])


def ensure_example(db: Session) -> bool:
    """Import the example when the map is empty; True when it did."""
    if db.execute(select(Service.id).limit(1)).first():
        return False
    import_example(db)
    return True


def _complete(record: Record) -> Record:
    """The record as it comes back from the database, where absent values have become defaults."""
    row = MODELS[record.kind]()
    write(record, row)
    return read(record.kind, row)


def _refuse_loose_ends(db: Session, records: Sequence[Record]) -> None:
    known = {(kind, id_) for kind, model in MODELS.items() for id_ in db.execute(select(model.id)).scalars()}
    known |= {(record.kind, record.id) for record in records}
    problems = []
    for record in records:
        origin = record.origin or Origin("-", None)
        location, organization = record.values.get("location"), record.values.get("organization")
        if location and (LOCATION, location) not in known:
            problems.append(Problem(origin, record.id, "geen_plek", {"location": location}))
        if record.kind == SERVICE and (ORGANIZATION, organization) not in known:
            problems.append(Problem(origin, record.id, "geen_organisatie", {"organization": organization}))
    if problems:
        raise MapFileError(problems)
