"""Moments named in a message, resolved to a day: "morgen", "binnen zes weken", "voor de 15e", "12-03-2027"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("tijd.yml")
DAY, WEEK, MONTH = "day", "week", "month"
MONTHS = {30: 1, 365: 12}  # the units, in days, that are counted on the calendar: a month is not thirty days

# "de eerste", "de tweede" and "de derde" are a day only where something says so.
MOST_CHOICES = 3
_AT_A_TIME = re.compile(r"\b(?:op|voor|vóór|tot|vanaf|na|per|rond|uiterlijk|sinds)\s+$", re.IGNORECASE)
_OF_THE_MONTH = re.compile(r"\s*(?:van\s+de\s+maand|moet)", re.IGNORECASE)
_TWICE = re.compile(r"\(\w+\)\s+")  # "zes (6) weken"

# Letters that match a plain one in a pattern but are not found in the lists.
_PLAIN = str.maketrans({"\u0130": "I", "\u0131": "i", "\u017f": "s"})

# What people write, the most exact first, and the method that resolves it; `<name>` is one word of a list in the file.
RULES = (
    (r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})(?:[-/.](?P<y>\d{4}|\d{2}))?", "_numbers"),
    (r"(?P<d>\d{1,2})(?:e|ste|de|th|st|nd|rd)?\s+(?P<m><maanden>)\b(?:\.?\s+(?P<y>\d{4}))?", "_named"),
    (r"(?P<m><maanden>)\s+(?P<d>\d{1,2})(?:th|st|nd|rd)", "_named"),
    (r"(?:<over>)\s+(?:een|the|de|nog)?\s*(?P<n>\d{1,3}|<getallen>)(?:\s+\(\w+\))?\s+(?P<u><eenheden>)", "_ahead"),
    (
        r"(?P<h><eind>|<begin>)\s+(?:(?:van|of)\s+)?(?:(?:de|the)\s+)?(?P<w>(?:<deze>|<volgende>)\s+)?"
        r"(?P<m><maanden>|maand|month|week|jaar|year)",
        "_edge",
    ),
    (r"(?:<volgende>)\s+(?P<u>week|maand|month|jaar|year)(?:\s+(?:op\s+)?(?P<d><weekdagen>))?", "_next"),
    (r"de\s+(?P<d>\d{1,2})(?:e|ste|de)", "_of_month"),
    (r"de\s+(?P<r><rangen>)(?=\s*(?:$|[.,;!?]|moet|komt|is|van\s+de\s+maand))", "_of_month"),
    (r"(?P<d><weekdagen>)(?:ochtend|middag|avond|nacht)?", "_weekday"),
    (r"(?P<d><dagen>)", "_near"),
)


@dataclass(frozen=True)
class Moment:
    """A day in the time to come (or today) that a message names.

    `start` and `end` are string indices of what was said, end exclusive. `precision` is `day`, `week` or `month`; of a
    week or a month `day` is the last day. `deadline`: something must be done or will end by then. `named`: the text
    itself names day and month, as against "vrijdag" or "over twee weken".
    """

    day: date
    start: int
    end: int
    precision: str
    deadline: bool
    named: bool = False


class Calendar:
    """Reads the moments of one language."""

    def __init__(self, words: dict[str, Any]) -> None:
        self._words = words
        self._months = [
            rf"(?:{full}|{short})" for full, short in zip(words["maanden"], words["maanden_kort"], strict=True)
        ]
        lists = {name: _any(words[name]) or "$^" for name in words} | {"maanden": "|".join(self._months)}
        self._deadline = re.compile(rf"\b(?:{lists['uiterlijk']})\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
        self._not_after = re.compile(rf"(?:^|\W)(?:{lists['niet_na']})\s*$", re.IGNORECASE)
        self._not_before = re.compile(rf"^\s*(?:{lists['niet_voor']})\b", re.IGNORECASE)
        self._rules = [(_compiled(regex, lists), getattr(self, method)) for regex, method in RULES]

    def moments(self, text: str, today: date, past: bool = False) -> Iterator[Moment]:
        """In the order of the rules, the most exact first; no two overlap. `past`: those behind today as well."""
        taken: list[tuple[int, int]] = []
        for pattern, resolve in self._rules:
            for match in pattern.finditer(text):
                start, end = match.span()
                before, after = text[:start], text[end:]
                if any(start < other_end and other_start < end for other_start, other_end in taken):
                    continue
                taken.append((start, end))
                if self._not_after.search(before) or self._not_before.search(after):
                    continue
                if (found := resolve(match, today)) is None or (found[0] < today and not past):
                    continue
                said = _TWICE.sub("", match[0]) + " "
                deadline = bool(self._deadline.search(before)) or bool(self._deadline.search(said))
                yield Moment(found[0], start, end, found[1], deadline, resolve in (self._numbers, self._named))

    def _number(self, said: str) -> float:
        return float(said) if said.isdigit() else float(self._words["getallen"][said.lower()])

    def _month(self, said: str) -> int:
        return next(n for n, name in enumerate(self._months, 1) if re.fullmatch(name, said, re.IGNORECASE))

    def _numbers(self, match: re.Match[str], today: date) -> tuple[date, str] | None:
        return _day(int(match["d"]), int(match["m"]), match["y"], today)

    def _named(self, match: re.Match[str], today: date) -> tuple[date, str] | None:
        year = match["y"] if "y" in match.re.groupindex else None
        return _day(int(match["d"]), self._month(match["m"]), year, today)

    def _ahead(self, match: re.Match[str], today: date) -> tuple[date, str]:
        number, length = self._number(match["n"]), self._words["eenheden"][match["u"].lower()]
        if length in MONTHS and number.is_integer():
            return _months_on(today, int(number) * MONTHS[length]), DAY
        return today + timedelta(days=round(number * length)), DAY

    def _edge(self, match: re.Match[str], today: date) -> tuple[date, str]:
        late = match["h"].lower() in self._words["eind"]
        later = match["w"] is not None and match["w"].strip().lower() in self._words["volgende"]
        what = match["m"].lower()
        if what == "week":
            return today + timedelta(days=6 - today.weekday() + 7 * later - 6 * (not late)), WEEK
        if what in ("jaar", "year"):
            return (date(today.year + later, 12, 31) if late else date(today.year + 1, 1, 31)), MONTH
        if what in ("maand", "month"):
            year, month = divmod(today.year * 12 + today.month - 1 + (later or not late), 12)
            month += 1
        else:
            month = self._month(match["m"])
            year = today.year + (month < today.month)
        return date(year, month, calendar.monthrange(year, month)[1] if late else 7), MONTH

    def _next(self, match: re.Match[str], today: date) -> tuple[date, str]:
        unit = match["u"].lower()
        if unit == "week":
            monday = today + timedelta(days=7 - today.weekday())
            if match["d"]:
                return monday + timedelta(days=self._words["weekdagen"].index(match["d"].lower())), DAY
            return monday + timedelta(days=6), WEEK
        if unit in ("maand", "month"):
            year, month = divmod(today.year * 12 + today.month, 12)
            return date(year, month + 1, calendar.monthrange(year, month + 1)[1]), MONTH
        return date(today.year + 1, 12, 31), MONTH

    def _of_month(self, match: re.Match[str], today: date) -> tuple[date, str] | None:
        named = "r" in match.re.groupindex
        number = self._words["rangen"][match["r"].lower()] if named else int(match["d"])
        if named and number <= MOST_CHOICES and not _says_when(match):
            return None  # "de eerste" is the first of what was shown
        month = today.month if number >= today.day else today.month % 12 + 1
        return _day(number, month, None, today)

    def _weekday(self, match: re.Match[str], today: date) -> tuple[date, str]:
        ahead = (self._words["weekdagen"].index(match["d"].lower()) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead), DAY

    def _near(self, match: re.Match[str], today: date) -> tuple[date, str]:
        return today + timedelta(days=self._words["dagen"][match["d"].lower()]), DAY


def moments(text: str, today: date, language: str = "nl", past: bool = False) -> list[Moment]:
    """Every moment the text names, in the order of the text; an unknown language is read as Dutch.

    `past`: also what lies behind today, such as a date with its year.
    """
    calendars = _calendars()
    found = calendars.get(language, calendars["nl"]).moments(text.translate(_PLAIN), today, past)
    return sorted(found, key=lambda moment: moment.start)


@lru_cache(maxsize=1)
def _calendars() -> dict[str, Calendar]:
    return {code: Calendar(words) for code, words in yaml.safe_load(FILE.read_text(encoding="utf-8")).items()}


def _says_when(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return bool(_AT_A_TIME.search(before) or _OF_THE_MONTH.match(after))


def _day(day: int, month: int, year: str | None, today: date) -> tuple[date, str] | None:
    """Without a year the first such day from today on; None for a day that does not exist."""
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day), DAY
        found = date(today.year, month, day)
        return (found if found >= today else found.replace(year=today.year + 1)), DAY
    except ValueError:
        return None


def _months_on(today: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is too short for it."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _compiled(regex: str, lists: dict[str, str]) -> re.Pattern[str]:
    for name, words in lists.items():
        regex = regex.replace(f"<{name}>", words)
    return re.compile(rf"\b{regex}(?!\w)", re.IGNORECASE)


def _any(words: Any) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
