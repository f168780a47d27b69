"""What the net remembers of a conversation: codes, counters and ids, never a word of the text."""

from __future__ import annotations

from copy import copy
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from bot.safety.contract import CODES, IMPRESSION

QUESTION, CARE, AFTER = "question", "care", "after"
_KEEP = 20


@dataclass
class Case:
    """`phase`: `question` (asked directly), `care` (protocol given) or `after` (quiet again)."""

    phase: str = AFTER
    code: str = ""
    topic: str = ""  # a kind within the code with texts of its own
    sure: bool = False  # the danger was said or confirmed, not only suspected
    minor: bool = False
    language: str = ""  # the language it is answered in; empty: not known yet, so Dutch
    turns: int = 0  # answered turns since the protocol or the question
    away: int = 0  # messages about something else, in a row
    person: bool = False  # asked for a person before
    asked: list[str] = field(default_factory=list)  # evidence that was already answered
    given: list[str] = field(default_factory=list)  # codes whose protocol was given
    used: dict[str, int] = field(default_factory=dict)  # how often a text key was used
    last: str = ""  # id of the text given last
    key: str = ""  # the key it was given for
    lines: list[str] = field(default_factory=list)  # help lines that text showed in full
    line_named: bool = False  # that text named a help line or its number
    expects: dict[str, str] = field(default_factory=dict)  # what yes and no mean to its question

    @classmethod
    def read(cls, state: dict[str, Any] | None) -> Case:
        """The case out of stored state; fields that are missing or of another type get their default."""
        case = cls()
        for item in fields(cls):
            value = (state or {}).get(item.name)
            if isinstance(value, type(getattr(case, item.name))):
                setattr(case, item.name, copy(value))
        if case.phase not in (QUESTION, CARE, AFTER) or (case.is_open and case.code not in CODES):
            case.phase = AFTER
        return case

    @property
    def is_open(self) -> bool:
        return self.phase != AFTER

    @property
    def faint(self) -> bool:
        """Whether there is only an impression so far: a question was asked, and nothing named a danger."""
        return not self.sure and bool(self.asked) and self.asked[-1].endswith(IMPRESSION)

    def open(self, phase: str, code: str, topic: str = "") -> None:
        """Starts, or starts again, at the protocol or the question of a code."""
        self.topic = topic or (self.topic if code == self.code else "")
        self.phase, self.code, self.sure = phase, code, phase == CARE
        self.turns, self.away, self.person = 0, 0, False
        self.used.pop(f"{code}/anders", None)
        if phase == CARE and code not in self.given:
            self.given.append(code)

    def close(self) -> None:
        """Leaves the ordinary conversation its turn; what was asked and said stays known."""
        self.phase, self.turns, self.away, self.person = AFTER, 0, 0, False
        self.expects, self.given = {}, []

    def note(self, evidence: str) -> None:
        self.asked = [*(item for item in self.asked if item != evidence), evidence][-_KEEP:]

    def dump(self) -> dict[str, Any]:
        """JSON-able; only what differs from an empty case, and always the phase."""
        empty = asdict(Case())
        return {key: value for key, value in asdict(self).items() if key == "phase" or value != empty[key]}
