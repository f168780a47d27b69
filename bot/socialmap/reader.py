"""From a map file to checked, plain records; every problem is collected and told at once."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from bot.socialmap.fields import FIELDS, SCHEDULE, Field, Wrong
from bot.socialmap.parser import Entry, parse
from bot.socialmap.records import LOCATION, ORGANIZATION, SERVICE, MapFileError, Origin, Problem, Record

_TOP = ("organizations", "locations", "national")


def load_file(path: Path) -> list[Record]:
    """Read a YAML or JSON map: organisations, their services and the locations, in the order of the file.

    Raises:
        MapFileError: anything is wrong; it names file, line, entry, what is wrong and what to do.
    """
    reader = _Reader(path)
    records = reader.read(parse(path))
    if reader.problems:
        raise MapFileError(reader.problems)
    return records


class _Reader:
    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.problems: list[Problem] = []
        self.records: list[Record] = []

    def read(self, top: Entry) -> list[Record]:
        for key in set(top) - set(_TOP):
            self._unknown(top, "-", key, _TOP)
        for organization in self._entries(top, "organizations", "-"):
            record = self._record(ORGANIZATION, organization)
            for service in self._entries(organization, "services", record.id):
                defaults = {"national": True} if top.get("national") is True else {}
                self._record(SERVICE, service, organization=record.id, **defaults)
        for location in self._entries(top, "locations", "-"):
            self._record(LOCATION, location)
        self._refuse_twins()
        return self.records

    def _entries(self, parent: Entry, key: str, name: str) -> list[Entry]:
        found = parent.get(key) or []
        if not isinstance(found, list):
            self._problem(parent, name, "lijst", field=key, value=found)
            return []
        for item in found:
            if not isinstance(item, Entry):
                self._problem(parent, name, "velden", field=key, value=item)
        return [item for item in found if isinstance(item, Entry)]

    def _record(self, kind: str, entry: Entry, **defaults: Any) -> Record:
        name = str(entry.get("id") or entry.get("name") or "?")
        values = defaults | self._values(entry, FIELDS[kind], name)
        values.pop("services", None)
        if values.get("schedules"):
            values["schedules"] = [self._rule(row, name) for row in self._entries(entry, "schedules", name)]
        low, high = values.get("minimum_age"), values.get("maximum_age")
        if low is not None and high is not None and low > high:
            self._problem(entry, name, "leeftijd", low=low, high=high)
        values = {key: value for key, value in values.items() if value not in (None, [])}
        for flag in ("supporter", "national"):
            if values.get(flag) is False:
                del values[flag]
        record = Record(kind, str(values.pop("id", name)), values, Origin(self.file, entry.line))
        self.records.append(record)
        return record

    def _rule(self, row: Entry, name: str) -> dict[str, Any]:
        values = self._values(row, SCHEDULE, name)
        if values.get("freq") in ("WEEKLY", "MONTHLY") and not row.get("byday"):
            self._problem(row, name, "ontbreekt", field="byday")
        return values

    def _values(self, entry: Entry, fields: dict[str, Field], name: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key in entry.twice:
            self._problem(entry, name, "dubbel_veld", field=key)
        for key, value in entry.items():
            if key not in fields:
                self._unknown(entry, name, key, tuple(fields))
            elif value is not None and value != "":
                try:
                    values[key] = fields[key].convert(value)
                except Wrong as wrong:
                    self._problem(entry, name, wrong.code, field=key, **wrong.values)
        for key, field in fields.items():
            if field.required and entry.get(key) in (None, ""):
                self._problem(entry, name, "ontbreekt", field=key)
        return values

    def _refuse_twins(self) -> None:
        first: dict[tuple[str, str], Record] = {}
        for record in self.records:
            twin = first.setdefault((record.kind, record.id), record)
            if twin is not record and record.origin and twin.origin:
                self.problems.append(Problem(record.origin, record.id, "dubbel", {"line": twin.origin.line or "?"}))

    def _unknown(self, entry: Entry, name: str, key: str, known: tuple[str, ...]) -> None:
        close = get_close_matches(str(key), known, 1)
        code = "onbekend_lijkt" if close else "onbekend"
        self._problem(entry, name, code, field=key, close=close[0] if close else "")

    def _problem(self, entry: Entry, name: str, code: str, **values: Any) -> None:
        self.problems.append(Problem(Origin(self.file, entry.line), name, code, values))
