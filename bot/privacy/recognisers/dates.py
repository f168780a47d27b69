"""Dates of birth: a date counts only when the words around it speak of birth; a deadline stays readable."""

from __future__ import annotations

from collections.abc import Iterator

from bot.privacy.matching import YEAR, any_case, cue, one_of, spans
from bot.privacy.resources import either
from bot.privacy.spans import Span

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_ANY_YEAR = one_of(YEAR, r"['’]?\d\d")
_DAY_AND_MONTH = rf"{_DAY}(?:e|ste|de)?[ .\-]{{1,2}}{either('maand')}\.?"
_FULL = one_of(
    rf"{_DAY}[ ]?[-/.][ ]?{_MONTH}[ ]?[-/.][ ]?{_ANY_YEAR}",
    rf"{_DAY}[ ]{_MONTH}[ ]{YEAR}",
    rf"{YEAR}[-/.]{_MONTH}[-/.]{_DAY}",
    rf"{_DAY_AND_MONTH},?[ .\-]{{1,2}}{_ANY_YEAR}",
    rf"{either('maand')}[ ]{_DAY},?[ ]{YEAR}",
)
_PARTIAL = one_of(_DAY_AND_MONTH, rf"{_DAY}[-/]{_MONTH}", r"\d{8}", r"\d{6}")
_PLACE = r"(?:te|in)[ ][^\W\d_]+(?:[ ][^\W\d_]+)?"
_BETWEEN = one_of(either("geboren_tussenwoord"), _PLACE)
_FILLER = rf"(?:[\s:=,(.\-]{{1,3}}{_BETWEEN}(?!\w)){{0,5}}[\s:=,(.\-*]{{0,3}}(?<!\w)"
_PATTERNS = (
    any_case(one_of(cue("geboren"), r"\*"), _FILLER, rf"(?P<value>{_FULL})(?!\w)"),
    any_case(cue("geboren_zonder_jaar"), _FILLER, rf"(?P<value>{_PARTIAL})(?!\w|[-/]\d)"),
    any_case(
        rf"(?<!\w)(?P<value>{_FULL})[ ,]{{1,2}}(?:{either('geboren_onderwerp')}[ ]){{0,3}}",
        cue("geboren_achteraf"),
    ),
)


def birth_dates(text: str) -> Iterator[Span]:
    for pattern in _PATTERNS:
        yield from spans(pattern, text, "dob")
