"""The days and terms by which the reader of a letter must or may do something, as far as the letter names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.cues.moments import Moment, moments
from bot.letters.asks import Folded
from bot.letters.features import Features
from bot.letters.layout import Sentence

SAID = 200  # characters of a sentence
REFERENCE = ("brief", "verzending", "factuur")  # of which dates a term can be counted from

_NO_DATE_BEFORE = re.compile(r"[\w€][-/.]$|[€§]\s*$")
_NO_DATE_AFTER = re.compile(r"[-/.,]\w|\s*(?:%|uur|lid)")
_DAY_AND_MONTH = re.compile(r"\d{1,2}[-/]\d{1,2}$")
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"[\d./-]+$")


@dataclass(frozen=True)
class Deadline:
    """`said`: the sentence, at most 200 characters; `day` only when the letter names it or gives term and date."""

    said: str
    day: date | None


class DeadlineReader:
    """Reads one sentence at a time."""

    def __init__(self, features: Features, today: date, dated: date | None, dates: dict[str, date]) -> None:
        self._features, self._dates = features, dates
        self._dated, self._from = dated, dated or today

    def read(self, sentence: Sentence, folded: Folded, asked: bool, heading: bool = False) -> Iterator[Deadline]:
        """`asked`: the sentence asks something of the reader. A sentence with a day is not read for a bare term.

        A heading names more days, such as its own date, so there only "vóór" and its like tell a deadline.
        """
        has, text = self._features.has, sentence.text
        term, unnamed = has("termijn", folded), has("dag_zonder_datum", folded)
        if not (term or unnamed or _DIGIT.search(text)):
            return
        if has("geen_termijn", folded) and not (asked and has("termijn_van_lezer", folded)):
            return
        theirs = asked or has("termijn_van_lezer", folded)
        days, at = [], (0, 0)
        for moment in self._moments(text):
            day: date | None = moment.day
            if not moment.named:
                at = moment.start, moment.end
                day = self._counted(text, moment) if theirs else None
            elif not self._is_last_day(text, moment, folded, theirs, heading):
                day = None
            if day:
                days.append(Deadline(clipped(text, moment.start, moment.end), day))
        if not days and (unnamed or (term and theirs)):
            days.append(Deadline(clipped(text, *at), None))
        yield from days

    def _moments(self, text: str) -> list[Moment]:
        """Of a dated letter only what lies ahead of its date; otherwise past days with their year as well."""
        found = moments(text, self._from, past=self._dated is None)
        return [moment for moment in found if not moment.named or _is_date(text, moment)]

    def _is_last_day(self, text: str, moment: Moment, folded: Folded, theirs: bool, heading: bool) -> bool:
        has, before = self._features.has, self._before(text, moment)
        if has("uiterste_dag", before):
            return True
        if heading:
            return False
        if has("tot_die_dag", before):
            return theirs
        return has("op_die_dag", before) and has("afspraak", folded)

    def _counted(self, text: str, term: Moment) -> date | None:
        """The last day of a term that the sentence counts from a date the letter gives."""
        if not self._features.has("termijn", self._features.fold(text[term.start : term.end])):
            return None
        behind = self._features.fold(text[term.end :])
        for kind in REFERENCE:
            if self._features.has(f"vanaf_{kind}", behind):
                given = self._dated if kind == "brief" else self._dates.get(kind)
                return term.day if given is not None and given == self._dated else None
        return None

    def _before(self, text: str, moment: Moment) -> Folded:
        return self._features.fold(text[max(0, moment.start - 60) : moment.start])


def chosen(found: list[tuple[Deadline, bool]], most: int) -> list[Deadline]:
    """The earliest, those without a day last; of one day the sentence that asks something. `found`: with whether."""
    by_day: dict[date | str, tuple[Deadline, bool]] = {}
    for deadline, asked in found:
        key = deadline.day or deadline.said
        if key not in by_day or (asked and not by_day[key][1]):
            by_day[key] = deadline, asked
    ordered = sorted((deadline for deadline, _ in by_day.values()), key=lambda d: (d.day is None, d.day or date.min))
    return ordered[:most]


def clipped(text: str, start: int = 0, end: int = 0, limit: int = SAID) -> str:
    """At most `limit` characters, cut at words, with what stands from `start` to `end` still in it."""
    first = 0
    if end > limit - 2:
        first = text.find(" ", max(0, start - limit // 2)) + 1
    piece = text[first:]
    lead = "…" if first else ""
    if len(piece) + len(lead) <= limit:
        return lead + piece
    head = piece[: limit - 1 - len(lead)]
    return lead + (head.rsplit(" ", 1)[0].rstrip(",;:") or head) + "…"


def _is_date(text: str, moment: Moment) -> bool:
    """Not a time, an amount or a part of a reference number that looks like a date."""
    before, after, said = text[: moment.start], text[moment.end :], text[moment.start : moment.end]
    if not _NUMBERS.fullmatch(said):
        return True
    if _NO_DATE_BEFORE.search(before) or _NO_DATE_AFTER.match(after):
        return False
    return len(re.findall(r"\d+", said)) == 3 or _DAY_AND_MONTH.fullmatch(said) is not None
