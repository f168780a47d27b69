"""Records to rows and back; the two directions stand together so that a field cannot get lost in one of them."""

from __future__ import annotations

from typing import Any

from bot.db import utc_now
from bot.socialmap.codes import ACTIVE
from bot.socialmap.models import (
    Address,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from bot.socialmap.records import LOCATION, ORGANIZATION, SERVICE, Record

MODELS: dict[str, Any] = {ORGANIZATION: Organization, LOCATION: Location, SERVICE: Service}

_ADDRESS = ("address_1", "postal_code", "city")
_FLAGS = ("formal", "independent", "cost_free", "home_visit")
_COLUMNS: dict[str, tuple[str, ...]] = {
    ORGANIZATION: ("name", "description", "website", "email", "funder"),
    LOCATION: ("name", "latitude", "longitude", "accessibility"),
    SERVICE: (
        "name", "description", "domains", "offered_by", *_FLAGS, "needs", "eligibility_description", "minimum_age",
        "maximum_age", "fees_description", "interpretation_services", "wait_time", "email", "url", "how", "next_step",
        "status", "alert", "checked_at", "assured_date", "assurer_email", "owner", "source", "assurance",
    ),
}  # fmt: skip
_ABSENT: dict[str, Any] = {"status": ACTIVE} | dict.fromkeys(_FLAGS, False)
_LISTS = ("domains", "needs", "accessibility")


def write(record: Record, row: Any) -> None:
    """Give a row (new or existing) exactly the values of a record."""
    values = record.values
    row.id = record.id
    for key in _COLUMNS[record.kind]:
        setattr(row, key, values.get(key, [] if key in _LISTS else _ABSENT.get(key)))
    if record.kind == LOCATION:
        address = {key: values[key] for key in _ADDRESS if key in values}
        row.addresses = [Address(**address)] if address else []
    if record.kind == SERVICE:
        _write_service(values, row)
    row.last_modified = utc_now()


def _write_service(values: dict[str, Any], row: Any) -> None:
    row.organization_id = values["organization"]
    row.is_supporter, row.national = values.get("supporter", False), values.get("national", False)
    row.phones = [Phone(number=values["phone"])] if "phone" in values else []
    row.schedules = [
        Schedule(notes=rule.get("note"), **{key: value for key, value in rule.items() if key != "note"})
        for rule in values.get("schedules", [])
    ]
    row.languages = [Language(code=code) for code in values.get("languages", [])]
    row.service_areas = [ServiceArea(name=name) for name in values.get("service_area", [])]
    row.service_at_locations = [ServiceAtLocation(location_id=values["location"])] if "location" in values else []


def read(kind: str, row: Any) -> Record:
    """The record a row was written from, with absent values left out."""
    values = {key: getattr(row, key) for key in _COLUMNS[kind]}
    if kind == LOCATION:
        for address in row.addresses:
            values |= {key: getattr(address, key) for key in _ADDRESS}
    if kind == SERVICE:
        values |= _read_service(row)
    return Record(kind, row.id, {key: value for key, value in values.items() if value is not None and value != []})


def _read_service(row: Any) -> dict[str, Any]:
    rules = [
        {
            "freq": rule.freq,
            "byday": rule.byday,
            "opens_at": rule.opens_at,
            "closes_at": rule.closes_at,
            "note": rule.notes,
        }
        for rule in row.schedules
    ]
    return {
        "organization": row.organization_id,
        "supporter": row.is_supporter or None,
        "national": row.national or None,
        "phone": row.phones[0].number if row.phones else None,
        "schedules": [{key: value for key, value in rule.items() if value is not None} for rule in rules],
        "languages": [language.code for language in row.languages],
        "service_area": [area.name for area in row.service_areas],
        "location": row.service_at_locations[0].location_id if row.service_at_locations else None,
    }
