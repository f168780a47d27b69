"""The whole map as a file of the same shape as it was read from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.socialmap.fields import FIELDS
from bot.socialmap.mapping import read
from bot.socialmap.models import Location, Organization, Service
from bot.socialmap.records import LOCATION, ORGANIZATION, SERVICE, Record
from bot.socialmap.texts import text

_CHILDREN = ("phones", "schedules", "languages", "service_areas", "service_at_locations")


def export_path(db: Session, path: Path) -> int:
    """Write the map to `path` (`.json`: JSON, otherwise YAML), ordered by id; gives the number of services.

    The file appears complete or not at all: it is written beside its place and then moved.
    """
    data, count = _collect(db)
    if path.suffix == ".json":
        body = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    else:
        dumped = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)
        body = f"{text('export', 'kop')}\n{dumped}"
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(body, encoding="utf-8")
    os.replace(beside, path)
    return count


def _collect(db: Session) -> tuple[dict[str, Any], int]:
    services: dict[str, list[dict[str, Any]]] = {}
    children = [selectinload(getattr(Service, name)) for name in _CHILDREN]
    rows = db.execute(select(Service).options(*children).order_by(Service.id)).scalars().all()
    for row in rows:
        services.setdefault(row.organization_id, []).append(_entry(read(SERVICE, row)))
    organizations = [
        _entry(read(ORGANIZATION, row)) | {"services": services.get(row.id, [])}
        for row in db.execute(select(Organization).order_by(Organization.id)).scalars()
    ]
    places = select(Location).options(selectinload(Location.addresses)).order_by(Location.id)
    locations = [_entry(read(LOCATION, row)) for row in db.execute(places).scalars()]
    return {"organizations": organizations, "locations": locations}, len(rows)


def _entry(record: Record) -> dict[str, Any]:
    """The values in the order of the file format."""
    values = {"id": record.id} | record.values
    return {key: values[key] for key in FIELDS[record.kind] if key in values}
