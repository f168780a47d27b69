"""A service as the card that a resident sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.socialmap.loading import hours, point
from bot.socialmap.reasons import Reason
from bot.socialmap.schedule import open_now
from bot.socialmap.texts import table, text
from bot.text import fold, sentences

_SAME_PLACE_KM = 1.0


def card(row: Any, now: datetime, why: Sequence[Reason] = (), km: float | None = None) -> dict[str, Any]:
    """The keys the channels show; `row` is a `Service` with its details, `now` is timezone-aware, `km` kilometres.

    `offered_by` is "person" for the supporter; `open_now` is None where hours are unknown or by appointment only.
    """
    organization, place = row.organization, point(row)
    return {
        "id": row.id,
        "name": row.name if fold(organization.name) in fold(row.name) else organization.name,
        "service": row.name,
        "description": without_questions(row.description),
        "why": " ".join(map(sentence, why)),
        "offered_by": "person" if row.is_supporter else row.offered_by,
        "fees": row.fees_description,
        "free": row.cost_free,
        "distance": _distance(place.city if place else "", km),
        "open_now": open_now(hours(row), now),
        "phone": row.phones[0].number if row.phones else None,
        "email": row.email or organization.email,
        "url": row.url or organization.website,
        "how": row.how,
        "next_step": row.next_step,
        "wait_time": row.wait_time,
        "eligibility": row.eligibility_description,
        "alert": row.alert,
        "address": _address(row),
        "checked_at": row.checked_at.isoformat() if row.checked_at else None,
        "funder": organization.funder,
    }


def sentence(reason: Reason) -> str:
    """A reason in Dutch; codes of domains and languages get their names."""
    names = {"domain": "domeinen", "language": "talen"}.get(reason.code)
    value = table()[names].get(reason.value, reason.value) if names else reason.value
    return text("redenen", reason.code, value=value)


def without_questions(description: str | None) -> str | None:
    """A card tells; only the assistant asks, and one thing at a time. Descriptions often begin with a question."""
    told = [part for part in sentences(description or "") if not part.endswith("?")]
    return " ".join(told) or description


def _distance(city: str, km: float | None) -> str | None:
    if km is None or not city:
        return None
    return text("afstand", "plaats" if km <= _SAME_PLACE_KM else "ver", city=city, km=round(km))


def _address(row: Any) -> str | None:
    for at in row.service_at_locations:
        for address in at.location.addresses:
            town = " ".join(part for part in (address.postal_code, address.city) if part)
            return ", ".join(part for part in (at.location.name, address.address_1, town) if part)
    return None
