"""What a map file holds once read: plain records, and the problems found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.socialmap.texts import text

ORGANIZATION, LOCATION, SERVICE = "organization", "location", "service"


class Origin(NamedTuple):
    """Where an entry was read; `line` counts from 1 and is None where the parser gives none."""

    file: str
    line: int | None


@dataclass(frozen=True)
class Record:
    """One entry with the keys of the file; keys without a value are left out. A service also has "organization"."""

    kind: str
    id: str
    values: dict[str, Any]
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: a code of `teksten.yml` with its values."""

    origin: Origin
    entry: str
    code: str
    values: dict[str, Any]

    def __str__(self) -> str:
        line = text("fouten", "regel", line=self.origin.line) if self.origin.line else ""
        return f"{self.origin.file}{line}, {self.entry}: {text('fouten', self.code, **self.values)}"


class MapFileError(ValueError):
    """A map file is broken and nothing was imported; `problems` lists all that is wrong, the message one a line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
