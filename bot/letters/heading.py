"""What stands around a letter: who sends it, what it is about, and its date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.cues.moments import Moment, moments
from bot.letters.features import Features, either
from bot.letters.layout import Parts

SUBJECT = 140  # characters; what is longer runs on into the letter
SIGNATURE = 250  # characters below the closing in which a sender can stand
TITLE = 12  # words
LAST = 6  # words of a last line that can be the sender of a letter without a closing
SOONEST = date(1990, 1, 1)

_NAME = r"(?-i:[A-ZÀ-Þ0-9])[\w'’&.\-]*(?<!\.)"
_JOINT = r"(?:van|de|den|der|het|'t|en|&|in|op|voor|ter|te|aan|regio)"
_STREET = r"[\w\-]*(?:straat|laan|weg|plein|kade|singel|gracht|dijk|hof|dreef)\b"
_YEAR = re.compile(r"\d{4}$|[-/.]\d{1,2}[-/.]\d{2}$")
_PLACE = re.compile(r"(?:^|\s)[A-ZÀ-Þ'][\w\-]+,?(?:\s+\w+dag)?$")


@dataclass(frozen=True)
class Heading:
    """`dates`: the letter's own dates by what is said about them (`brief`, `verzending`, `factuur`)."""

    sender: str | None = None
    subject: str | None = None
    dated: date | None = None
    dates: dict[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class _Entry:
    """A label in the heading with what stands behind it, or on the line below."""

    kind: str
    value: str


class HeadingReader:
    """Reads the heading and the signature with the lists of senders and labels."""

    def __init__(self, features: Features) -> None:
        self._features = features
        words = features.words
        names = either(words["afzender_vast"])
        stop = rf"(?!{either(words['afzender_grens'])}(?!\w)|{_STREET})"
        name, joint = rf"{stop}{_NAME}", rf"(?:{_JOINT}[^\S\n]+){{0,2}}"
        begin, end = either(words["afzender_begin"]), either(words["afzender_eind"])
        self._sender = re.compile(
            rf"(?<![\w@.])(?:(?P<fixed>{names})(?!\w)|(?:{begin})(?:[^\S\n]+{joint}{name}){{1,4}}"
            rf"|{name}(?:[^\S\n]+{joint}{name}){{0,3}}[^\S\n]+{joint}{end}(?!\w)|{stop}(?-i:[A-ZÀ-Þ])[\w\-]+{end}(?!\w)"
            rf"|(?m:^{begin}(?:[^\S\n]+[\w\-]+){{1,3}}[^\S\n]*$))",
            re.IGNORECASE,
        )
        self._others = re.compile(rf"(?<!\w){either(words['afzender_niet'])}(?!\w)[^\n]*", re.IGNORECASE)

    def read(self, letter: Parts, today: date) -> Heading:
        entries = self._entries(letter)
        dates = self._dates(letter, entries, today)
        dated = next((dates[kind] for kind in ("brief", "verzending", "factuur") if kind in dates), None)
        return Heading(self._who(letter, entries), self._subject(letter, entries), dated, dates)

    def _entries(self, letter: Parts) -> list[_Entry]:
        """The labels of the heading: at the start of a line, before a colon, or with a capital in running text."""
        head = letter.text[: letter.heading]
        found = [match for match in self._features.label.finditer(head) if _is_label(head, match)]
        entries = []
        for number, match in enumerate(found):
            following = found[number + 1].start() if number + 1 < len(found) else len(head)
            start = match.end()
            while start < following and (head[start].isspace() or head[start] in ":-–"):
                start += 1
            line_end = head.find("\n", start, following)
            end = following if line_end < 0 else line_end
            kind = self._features.label_kinds[" ".join(match[0].rstrip(": \t").lower().split())]
            entries.append(_Entry(kind, head[start:end].rstrip(" \t\r,;:|-–")))
        return entries

    def _subject(self, letter: Parts, entries: list[_Entry]) -> str | None:
        for entry in entries:
            if entry.kind == "onderwerp" and entry.value:
                subject = " ".join(entry.value.split())
                return subject if len(subject) <= SUBJECT else None
        lines = letter.text[: letter.heading].splitlines()
        for line in lines if len(lines) > 1 else ():
            if self._features.title.match(line.strip()) and len(line.split()) <= TITLE:
                return " ".join(line.split())
        return None

    def _who(self, letter: Parts, entries: list[_Entry]) -> str | None:
        for entry in entries:
            if entry.kind == "afzender" and 0 < len(entry.value) <= SUBJECT:
                return " ".join(entry.value.split())
        head = letter.text[: letter.heading]
        for entry in entries:
            if entry.kind == "onderwerp":
                head = head.replace(entry.value, " " * len(entry.value))
        if not head:  # a letter without a heading may still begin with its sender
            head = letter.text[:60].split(".")[0] if self._sender.match(letter.text.lstrip()[:60]) else ""
        places = [head]
        if letter.closing is None:
            places += [line for line in letter.text.rstrip().splitlines()[-1:] if len(line.split()) <= LAST]
        else:
            places.append(letter.text[letter.closing : letter.closing + SIGNATURE])
        for place in places:
            if match := self._sender.search(self._others.sub(lambda other: " " * len(other[0]), place)):
                return " ".join(match[0].split())
        return None

    def _dates(self, letter: Parts, entries: list[_Entry], today: date) -> dict[str, date]:
        found: dict[str, date] = {}
        for entry in entries:
            if entry.kind.startswith("datum") and (named := _named(entry.value[:40], today)) and named[0].start <= 12:
                found.setdefault(entry.kind.removeprefix("datum_"), named[0].day)
        below = letter.text[letter.closing :] if letter.closing is not None else ""
        for part in (letter.text[: letter.heading], below):
            alone = [moment.day for moment in _named(part, today) if _stands_alone(part, moment)]
            if alone and not found:
                found["brief"] = alone[0]
        return found


def _is_label(head: str, match: re.Match[str]) -> bool:
    start = match.start()
    line_start = not head[head.rfind("\n", 0, start) + 1 : start].strip(" \t|")
    return line_start or match[0].endswith(":") or match[0][0].isupper()


def _named(text: str, today: date) -> list[Moment]:
    """The days that are named with their year and that a letter can be dated."""
    found = moments(text, today, past=True)
    latest = today + timedelta(days=366)
    return [m for m in found if m.named and SOONEST <= m.day <= latest and _YEAR.search(text[m.start : m.end])]


def _stands_alone(part: str, moment: Moment) -> bool:
    """A date on a line of its own, or behind the name of a place: "Utrecht, 12 november 2026"."""
    line_start = part.rfind("\n", 0, moment.start) + 1
    before = part[line_start : moment.start].rstrip()
    line_end = part.find("\n", moment.end)
    after = part[moment.end : None if line_end < 0 else line_end].strip(" \t\r.,")
    if after and line_start:
        return False
    return not before or _PLACE.search(before) is not None
