"""Places named in a message: a municipality, a town or village, or a postal code."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.text import fold

FILE = Path(__file__).with_name("plaatsen.csv")
# Places that are also ordinary words or names: known only after a word that says it is a place.
_ALSO_WORDS = """
amen anderen ansen baard balk best boer broek buren dieren dorst duiven echt ee een ees elim elp ens
est etten gauw grave groet hall handel haren hee heel hem hoek hoeven houten huizen ingen klimmen
leek lies loon made monster nederland neer oranje rekken rien rijen sloten sluis waarde well wier
winkel zegge zetten
"""
ALSO_WORDS = frozenset(_ALSO_WORDS.split())
ALSO_CALLED = {"den bosch": "s hertogenbosch", "s gravenhage": "den haag"}
_WORD = re.compile(r"[^\W\d_]+(?:['’.-]+[^\W\d_]+)*")
_CODE = re.compile(r"(?<![\d.,-])([1-9]\d{3})\s?(?:[a-z]{2})?(?![\w%€]|[.,]\d)", re.IGNORECASE)
_SAYS_PLACE = re.compile(
    r"\b(?:gemeente|woon|woont|wonen|woonachtig|dorp|stad|omgeving|regio)(?:\s+\w+)?(?:\s+in)?\s*$"
)
_BEFORE = re.compile(r"\b(?:in|uit|te|bij|naar|vanuit|rond|rondom|gemeente|omgeving|regio|buurt van|from|z|w)\s*$")
_CODE_BEFORE = re.compile(r"\b(?:postcode|woon|woont|wonen|in|uit|wijk)\b[^.!?]{0,20}$")
_LONGEST = 4


@dataclass(frozen=True)
class Place:
    """`name` as it is spelled on the map; `start` and `end` are string indices of what was said, end exclusive."""

    name: str
    municipality: str
    start: int
    end: int


class Gazetteer:
    """The places of the Netherlands."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self._by_code = {code: (place, municipality) for code, place, municipality in rows}
        self._by_name: dict[str, tuple[str, str]] = {}
        for _, place, municipality in rows:
            self._by_name.setdefault(_key(place), (place, municipality))
        for _, _, municipality in rows:  # where town and municipality share a name, it is the municipality
            self._by_name[_key(municipality)] = (municipality, municipality)

    def first(self, text: str) -> Place | None:
        """The first place the message names; None when there is none, or only a word that might be one."""
        found = [place for place in (self._named(text), self._coded(text)) if place]
        return min(found, key=lambda place: place.start, default=None)

    def _coded(self, text: str) -> Place | None:
        for match in _CODE.finditer(text):
            known = self._by_code.get(match[1])
            bare = len(match[0].strip()) == 4
            if known and (not bare or text.strip() == match[0] or _CODE_BEFORE.search(text[: match.start()].lower())):
                return Place(*known, match.start(), match.end())
        return None

    def _named(self, text: str) -> Place | None:
        words = list(_WORD.finditer(text))
        for number, word in enumerate(words):
            for length in range(min(_LONGEST, len(words) - number), 0, -1):
                start, end = word.start(), words[number + length - 1].end()
                key = _key(text[start:end])
                known = self._by_name.get(ALSO_CALLED.get(key, key))
                if known and self._meant(text, start, _key(known[0])):
                    return Place(*known, start, end)
        return None

    def _meant(self, text: str, start: int, name: str) -> bool:
        before = text[:start].lower()
        if name in ALSO_WORDS or len(name) <= 3:
            return bool(_SAYS_PLACE.search(before)) or (bool(_BEFORE.search(before)) and text[start].isupper())
        return text[start].isupper() or bool(_BEFORE.search(before)) or not before.strip()


def place_in(text: str) -> Place | None:
    """The first place named in a message."""
    return _gazetteer().first(text)


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(line for line in file if not line.startswith("#"))
        return Gazetteer([(row["postcode"], row["plaats"], row["gemeente"]) for row in lines])


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))
