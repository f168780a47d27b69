"""The fixed table of help lines: the only place a number may come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.phrases.content import ContentError, read_mapping, strings

STALE_AFTER = timedelta(days=365)
_PLACEHOLDER = re.compile(r"\{(?:(lijn|nummer|chat):)?([\w.-]+)\}")
_WORDS = ("say", "hours", "cost", "for_whom")
_TEXTS = ("id", "name", "say", "for_whom", "source", "owner", "mark")


@dataclass(frozen=True)
class HelpLine:
    """One line. `numbers` may be empty (chat only, or a local number); `hours` is empty when unknown."""

    id: str
    name: str
    numbers: tuple[str, ...]
    chat: str
    url: str
    say: str
    hours: str
    cost: str
    for_whom: str
    source: str
    checked_at: date
    owner: str
    mark: str

    def stale(self, today: date) -> bool:
        """True when nobody looked for a year, or the source itself is marked old."""
        return "old" in self.mark or today - self.checked_at > STALE_AFTER


class HelpLines:
    """The table. `today` is a function so that a long-running process notices that a line goes stale."""

    def __init__(self, lines: Mapping[str, HelpLine], joiner: str, today: Callable[[], date] = date.today) -> None:
        self._lines, self._joiner, self._today = dict(lines), joiner, today

    @classmethod
    def load(cls, file: Path, today: Callable[[], date] = date.today) -> HelpLines:
        """Reads and checks the table; raises `ContentError` that names the row."""
        data = read_mapping(file)
        rows = data.get("lines")
        if not isinstance(rows, list) or not rows:
            raise ContentError(file, "lines", "must be a list with at least one line")
        lines: dict[str, HelpLine] = {}
        for number, row in enumerate(rows, start=1):
            line = _line(file, number, row)
            if line.id in lines:
                raise ContentError(file, f"row {number} ({line.id})", "this id is used twice; choose another")
            lines[line.id] = line
        return cls(lines, str(data.get("or", "/")), today)

    def translated(self, file: Path) -> HelpLines:
        """The same table in other words: `or`, and for each id `say`, `hours`, `cost` and `for_whom`.

        Numbers, sources and dates stay those of the table. Raises `ContentError` for an unknown or missing id.
        """
        data = read_mapping(file)
        rows = data.get("lines")
        if not isinstance(rows, dict):
            raise ContentError(file, "lines", "must hold one entry an id")
        if wrong := set(map(str, rows)) ^ set(self._lines):
            raise ContentError(file, ", ".join(sorted(wrong)), "use every id of the table once")
        words = {str(line_id): _words(file, str(line_id), row) for line_id, row in rows.items()}
        lines = {line.id: _reworded(line, words[line.id]) for line in self}
        return HelpLines(lines, str(data.get("or", "/")), self._today)

    def __iter__(self) -> Iterator[HelpLine]:
        return iter(self._lines.values())

    def get(self, line_id: str) -> HelpLine | None:
        return self._lines.get(line_id)

    def numbers(self) -> frozenset[str]:
        """Every number any text may show."""
        return frozenset(number for line in self for number in line.numbers)

    def show(self, line_id: str) -> str:
        """The whole line for a resident, without hours when it is stale; KeyError for an unknown id."""
        line = self._lines[line_id]
        says = line.say.format(numbers=self.number(line_id), chat=line.chat)
        extras = [text for text in ("" if line.stale(self._today()) else line.hours, line.cost) if text]
        return f"{line.name}: {says}" + (f" ({', '.join(extras)})" if extras else "")

    def number(self, line_id: str) -> str:
        """The number or numbers, joined; KeyError when there is no such line."""
        return f" {self._joiner} ".join(self._lines[line_id].numbers)

    def chat(self, line_id: str) -> str:
        """Where to type with the line; KeyError when there is no such line."""
        return self._lines[line_id].chat

    def render(self, text: str) -> str:
        """Fills `{lijn:id}` (also `{id}`), `{nummer:id}` and `{chat:id}`; KeyError names an unknown line."""
        ways = {"nummer": self.number, "chat": self.chat}
        return _PLACEHOLDER.sub(lambda match: ways.get(match[1], self.show)(match[2]), text)

    def nothing_to_show(self, text: str) -> list[str]:
        """The `{nummer:id}` and `{chat:id}` in a text whose line has no number or no chat."""
        ways = {"nummer": self.number, "chat": self.chat}
        return [m[0] for m in _PLACEHOLDER.finditer(text) if m[1] in ways and not ways[m[1]](m[2])]

    def named_in(self, text: str) -> list[str]:
        """Ids of the placeholders in a text, in order."""
        return [match[2] for match in _PLACEHOLDER.finditer(text)]


def _words(file: Path, line_id: str, row: Any) -> dict[str, str]:
    """The words of one row of a translation, checked."""
    if not isinstance(row, dict) or set(row) - set(_WORDS):
        raise ContentError(file, line_id, f"may hold {', '.join(_WORDS)} only")
    words = {key: str(value or "") for key, value in row.items()}
    if not words.get("say", "").strip():
        raise ContentError(file, line_id, "'say' is missing; fill it in")
    try:
        words["say"].format(numbers="", chat="")
    except (KeyError, IndexError, ValueError):
        raise ContentError(file, line_id, "'say' may use {numbers} and {chat} only") from None
    return words


def _reworded(line: HelpLine, words: Mapping[str, str]) -> HelpLine:
    """The line in other words. What the table leaves empty stays so: nobody translates what is not known."""
    known = {key: words.get(key, "") if key == "say" or getattr(line, key) else "" for key in _WORDS}
    return replace(line, say=known["say"], hours=known["hours"], cost=known["cost"], for_whom=known["for_whom"])


def _line(file: Path, number: int, row: Any) -> HelpLine:
    place = f"row {number} ({row.get('id', 'no id')})" if isinstance(row, dict) else f"row {number}"
    if not isinstance(row, dict):
        raise ContentError(file, place, "must hold 'key: value' entries")
    for key in _TEXTS:
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise ContentError(file, place, f"'{key}' is missing or not text; fill it in, a number in quotes")
    if type(row.get("checked_at")) is not date:
        raise ContentError(file, place, "'checked_at' must be a date such as 2026-11-22")
    if not re.fullmatch(r"[VCK](, old)?|old", row["mark"]):
        raise ContentError(file, place, "'mark' must be V, C or K, with ', old' behind it for an old source")
    numbers = strings(file, f"{place}, numbers", row.get("numbers"))
    if not all(re.fullmatch(r"[\d -]{3,}", text) for text in numbers):
        raise ContentError(file, place, "'numbers' may hold digits, spaces and dashes only")
    optional = {key: str(row.get(key) or "") for key in ("chat", "url", "hours", "cost")}
    texts = {key: row[key] for key in _TEXTS}
    line = HelpLine(**texts, **optional, numbers=tuple(numbers), checked_at=row["checked_at"])
    try:
        line.say.format(numbers="", chat="")
    except (KeyError, IndexError, ValueError):
        raise ContentError(file, place, "'say' may use {numbers} and {chat} only") from None
    return line
