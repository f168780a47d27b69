"""Where services are, seen from a place a resident names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from bot.text import fold

_EARTH_KM = 6371.0


class Point(NamedTuple):
    """A visiting address; degrees may be missing."""

    city: str
    postal_code: str
    latitude: float | None
    longitude: float | None


class Places:
    """The places of the map: a town, village or quarter by its name, or by the four digits of its postal code."""

    def __init__(self, points: Iterable[Point]) -> None:
        by_city: dict[str, list[Point]] = defaultdict(list)
        for point in points:
            if point.city:
                by_city[fold(point.city)].append(point)
        self._centres = {city: _centre(found) for city, found in by_city.items()}
        self._by_code = {
            point.postal_code[:4]: city for city, found in by_city.items() for point in found if point.postal_code
        }

    def known(self, place: str | None) -> str | None:
        """The folded name of a place of this map, from a name or a postal code; None when it is not on the map."""
        wanted = fold(place or "").strip()
        return wanted if wanted in self._centres else self._by_code.get(wanted[:4])

    def named_in(self, text: str) -> str | None:
        """The first place that a message names."""
        folded = fold(text)
        found = [city for city in self._centres if re.search(rf"\b{re.escape(city)}\b", folded)]
        return min(found, key=folded.index, default=None)

    def distance(self, place: str, point: Point) -> float | None:
        """Kilometres in a straight line from the middle of a known place; None when a coordinate is missing."""
        if fold(point.city) == place:
            return 0.0
        centre = self._centres[place]
        if centre is None or point.latitude is None or point.longitude is None:
            return None
        return _kilometres(centre, (point.latitude, point.longitude))


def _centre(points: list[Point]) -> tuple[float, float] | None:
    known = [(p.latitude, p.longitude) for p in points if p.latitude is not None and p.longitude is not None]
    if not known:
        return None
    return sum(latitude for latitude, _ in known) / len(known), sum(longitude for _, longitude in known) / len(known)


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    (lat1, lon1), (lat2, lon2) = [(radians(latitude), radians(longitude)) for latitude, longitude in (one, other)]
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
