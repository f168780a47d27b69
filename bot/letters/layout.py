"""The parts of a letter and its sentences, with or without line breaks; places are indices in the pasted text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.letters.features import Features

HEADING = 8  # lines that a heading without a salutation below it can have
LONGEST = 20  # characters that a shortened word surely has less than
WRAPPED = 0.7  # of the longest line: a line this long was broken by a margin, not by its writer

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-–•*▪●o]|\d{1,2}[.)]|[a-z]\))\s+")
_STOP = re.compile(r"[.!?…]+[\"”’')]*(?=\s|$)")
_LAST_WORD = re.compile(r"[^\s(]+$")


@dataclass(frozen=True)
class Sentence:
    """What stands from `start` to `end`; `text` has single spaces and no bullet or number before it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Parts:
    """Where the heading ends, the body starts and the closing stands; without a salutation `greeted` is False."""

    text: str
    heading: int
    body: int
    closing: int | None
    greeted: bool


def parts(text: str, features: Features) -> Parts:
    """The parts of a letter; the body of a text without a salutation starts at its first whole sentence."""
    greeting = features.greeting.search(text) or features.addressed.search(text)
    closings = [match.start() for match in features.closing.finditer(text)]
    body = greeting.end() if greeting else _first_sentence(text)
    closing = next((start for start in reversed(closings) if start >= body), None)
    return Parts(text, greeting.start() if greeting else body, body, closing, greeting is not None)


def sentences(text: str, features: Features, start: int, end: int) -> list[Sentence]:
    """The sentences between two places; lines that a margin broke are one, a list goes with the line before it."""
    found = []
    for first, last in _paragraphs(text, features, start, end):
        at = first
        for stop in _STOP.finditer(text, first, last):
            said = text[max(at, stop.start() - LONGEST) : stop.start()]
            if stop.end() < last and stop[0] == "." and _goes_on(said, features):
                continue
            found.append(_sentence(text, at, stop.end()))
            at = stop.end()
        found.append(_sentence(text, at, last))
    return [sentence for sentence in found if sentence.text]


def _first_sentence(text: str) -> int:
    """Where the heading lines of a text without a salutation end; 0 when it is one piece."""
    for number, line in enumerate(_LINE.finditer(text)):
        if number >= HEADING or len(line[0].split()) >= HEADING or line[0].rstrip().endswith((".", "?", "!")):
            return line.start()
    return 0


def _paragraphs(text: str, features: Features, start: int, end: int) -> list[tuple[int, int]]:
    lines = [line for line in _LINE.finditer(text, start, end) if line[0].strip()]
    longest = max((len(line[0]) for line in lines), default=0)
    found: list[tuple[int, int]] = []
    listing = False
    for line in lines:
        if found:
            first, last = found[-1]
            before = text[max(first, text.rfind("\n", first, last) + 1) : last].rstrip()
            bullet = _BULLET.match(line[0]) is not None
            label = features.label.match(line[0].lstrip())
            apart = bullet or text.count("\n", last, line.start()) > 1 or (label and label[0].endswith(":"))
            listing = bullet and (listing or before.endswith(":"))
            if listing or (not apart and _wrapped(before, line[0], longest)):
                found[-1] = first, line.end()
                continue
        found.append((line.start(), line.end()))
    return found


def _wrapped(before: str, line: str, longest: int) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if before.endswith((".", "!", "?", ":", "…")):
        return False
    following = line.lstrip()[:1]
    if following.islower() or following.isdigit() or following in "€(":
        return len(before.split()) >= 4
    return len(before) >= WRAPPED * longest


def _goes_on(said: str, features: Features) -> bool:
    """Whether the full stop after these words belongs to a shortened word, an initial or a number in a list."""
    match = _LAST_WORD.search(said)
    if match is None:
        return False
    word = match[0].lower()
    return word in features.words["afkortingen"] or (word.isdigit() and len(word) <= 2) or len(word) == 1


def _sentence(text: str, start: int, end: int) -> Sentence:
    while start < end and text[start].isspace():
        start += 1
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
    return Sentence(" ".join(text[start:end].split()), start, end)
