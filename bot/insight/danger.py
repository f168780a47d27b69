"""What the danger detector sees and where it is wrong, counted by code and by the way it is said.

Pure functions over gold rows (`{"id", "text", "crisis", "kind"}`) and predictions (`{"crisis", "crisis_possible"}`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.insight.measures import ratio

Row = dict[str, Any]
ORDINARY = "ordinary"


@dataclass
class Count:
    """How many messages of one group there are, and what was made of them."""

    messages: int = 0
    seen: int = 0  # answered or asked about
    certain: int = 0
    right: int = 0  # with the right code

    def add(self, want: str | None, sure: str | None, seen: str | None) -> None:
        self.messages += 1
        self.seen += bool(seen)
        self.certain += bool(sure)
        self.right += bool(seen) and seen == want

    def __str__(self) -> str:
        return f"{self.seen} of {self.messages} seen, {self.certain} certain"


@dataclass
class Evidence:
    """Danger by code and by kind, quiet messages by kind, and every mistake to read."""

    danger: Count = field(default_factory=Count)
    hard: Count = field(default_factory=Count)
    ordinary: Count = field(default_factory=Count)
    codes: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    kinds: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    alarms: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    mistakes: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """The table of `naast eval`."""
        return {
            "messages with danger": self.danger.messages,
            "seen": ratio(self.danger.seen, self.danger.messages),
            "certain": ratio(self.danger.certain, self.danger.messages),
            "right code of the seen": ratio(self.danger.right, self.danger.seen),
            "hard negatives, any alarm": _alarm(self.hard.seen, self.hard),
            "hard negatives, certain": _alarm(self.hard.certain, self.hard),
            "ordinary requests, any alarm": _alarm(self.ordinary.seen, self.ordinary),
            "ordinary requests, certain": _alarm(self.ordinary.certain, self.ordinary),
            **{f"code {code}": str(count) for code, count in sorted(self.codes.items())},
            **{f"said {kind}": str(count) for kind, count in sorted(self.kinds.items())},
            **{
                f"quiet, {kind}": f"{count.seen} of {count.messages} alarmed, {count.certain} certain"
                for kind, count in sorted(self.alarms.items())
                if count.seen
            },
        }


def evidence(gold: Sequence[Row], said: dict[str, Row]) -> Evidence:
    """Compare gold with predictions; a message without a prediction counts as quiet."""
    found = Evidence()
    for row in gold:
        answer = said.get(row["id"], {})
        want, sure = row["crisis"], answer.get("crisis")
        seen = sure or answer.get("crisis_possible")
        kind = row["kind"].split(":")[0]
        if want:
            groups: Iterable[Count] = (found.danger, found.codes[want], found.kinds[kind])
        else:
            groups = (found.ordinary if kind == ORDINARY else found.hard, found.alarms[kind])
        for group in groups:
            group.add(want, sure, seen)
        if seen != want:
            found.mistakes.append(_mistake(row, sure, seen))
    return found


def tradeoff(scores: Sequence[float], dangerous: Sequence[bool]) -> list[tuple[float, float]]:
    """Pairs of (share of quiet messages alarmed, share of dangerous ones seen), one a threshold, rising."""
    order = sorted(zip(scores, dangerous, strict=True), key=lambda pair: -pair[0])
    danger, quiet = max(sum(dangerous), 1), max(len(dangerous) - sum(dangerous), 1)
    points, seen, alarmed = [(0.0, 0.0)], 0, 0
    for _, is_danger in order:
        seen, alarmed = seen + is_danger, alarmed + (not is_danger)
        points.append((alarmed / quiet, seen / danger))
    return points


def seen_at(points: Sequence[tuple[float, float]], alarms: float) -> float:
    """The most that is seen while no more than this share of the quiet messages is alarmed."""
    return max(seen for alarmed, seen in points if alarmed <= alarms)


def _alarm(count: int, group: Count) -> str:
    share = ratio(count, group.messages)
    return "-" if share is None else f"{share} ({count} of {group.messages})"


def _mistake(row: Row, sure: str | None, seen: str | None) -> str:
    said = f"{seen} {'certain' if sure else 'possible'}" if seen else "nothing"
    return f"{row['id']}\twant {row['crisis'] or 'nothing'}\tsaid {said}\t{row['kind']}\t{row['text']}"
