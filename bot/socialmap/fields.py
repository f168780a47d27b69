"""The fields of a map file: which are needed, and how each value is checked and made plain."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from bot.codes import LIFE_DOMAINS
from bot.socialmap.codes import FREQUENCIES, OFFERED_BY, STATUSES
from bot.socialmap.records import LOCATION, ORGANIZATION, SERVICE

Converter = Callable[[Any], Any]


class Wrong(ValueError):
    """A value does not fit its field: a code of `teksten.yml`, section `fouten`, with its values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Field(NamedTuple):
    convert: Converter
    required: bool = False


def _kind(code: str, *types: type) -> Converter:
    def convert(value: Any) -> Any:
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise Wrong(code, value=value)
        return value.strip() if isinstance(value, str) else value

    return convert


def _matching(code: str, pattern: str) -> Converter:
    compiled = re.compile(pattern)

    def convert(value: Any) -> str:
        plain: str = _text(value)
        if not compiled.fullmatch(plain):
            raise Wrong(code, value=plain)
        return plain

    return convert


def _one_of(*options: str) -> Converter:
    def convert(value: Any) -> str:
        plain: str = _text(value)
        if plain not in options:
            raise Wrong("keuze", value=plain, options=", ".join(options))
        return plain

    return convert


def _each(convert_item: Converter) -> Converter:
    def convert(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Wrong("lijst", value=value)
        return [convert_item(item) for item in value]

    return convert


def _day(value: Any) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Wrong("datum", value=value) from None


def _nested(value: Any) -> Any:
    return value  # the reader checks the entries inside, so that a problem names their own line


_text, _flag = _kind("tekst", str), _kind("ja_nee", bool)
_age, _degrees = _kind("getal", int), _kind("getal", int, float)
_slug = _matching("id", r"[a-z0-9]+(-[a-z0-9]+)*")
_https = _matching("https", r"https://[^\s]+")
_email = _matching("email", r"[^\s@]+@[^\s@]+\.[^\s@]+")
_phone = _matching("telefoon", r"\+?[\d][\d ()-]*")
_language = _matching("taal", r"[a-z]{2,3}")
_time = _matching("tijd", r"([01]\d|2[0-3]):[0-5]\d|24:00")
_byday = _matching("byday", r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*")

SCHEDULE = {
    "freq": Field(_one_of(*FREQUENCIES), True),
    "byday": Field(_byday),
    "opens_at": Field(_time, True),
    "closes_at": Field(_time, True),
    "note": Field(_text),
}

FIELDS: dict[str, dict[str, Field]] = {
    ORGANIZATION: {
        "id": Field(_slug, True),
        "name": Field(_text, True),
        "description": Field(_text),
        "website": Field(_https),
        "email": Field(_email),
        "funder": Field(_text),
        "services": Field(_nested),
    },
    LOCATION: {
        "id": Field(_slug, True),
        "name": Field(_text, True),
        "address_1": Field(_text),
        "postal_code": Field(_text),
        "city": Field(_text),
        "latitude": Field(_degrees),
        "longitude": Field(_degrees),
        "accessibility": Field(_each(_text)),
    },
    SERVICE: {
        "id": Field(_slug, True),
        "name": Field(_text, True),
        "supporter": Field(_flag),
        "national": Field(_flag),
        "description": Field(_text, True),
        "domains": Field(_each(_one_of(*LIFE_DOMAINS))),
        "offered_by": Field(_one_of(*OFFERED_BY), True),
        "formal": Field(_flag, True),
        "independent": Field(_flag),
        "needs": Field(_each(_text)),
        "eligibility_description": Field(_text),
        "minimum_age": Field(_age),
        "maximum_age": Field(_age),
        "fees_description": Field(_text),
        "cost_free": Field(_flag),
        "languages": Field(_each(_language)),
        "interpretation_services": Field(_text),
        "wait_time": Field(_text),
        "home_visit": Field(_flag),
        "schedules": Field(_nested),
        "phone": Field(_phone),
        "email": Field(_email),
        "url": Field(_https),
        "how": Field(_text),
        "next_step": Field(_text),
        "location": Field(_slug),
        "service_area": Field(_each(_text)),
        "status": Field(_one_of(*STATUSES)),
        "alert": Field(_text),
        "checked_at": Field(_day),
        "assured_date": Field(_day),
        "assurer_email": Field(_email),
        "owner": Field(_text),
        "source": Field(_text),
        "assurance": Field(_text),
    },
}
