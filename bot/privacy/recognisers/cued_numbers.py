"""Numbers behind a word that names them: bsn (also with a typo), zaaknummer, paspoort, patiëntnummer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.privacy.matching import FILLER, GAP, NO_AMOUNT, any_case, cue, exact, one_of, spans
from bot.privacy.resources import either
from bot.privacy.spans import Span

_EIGHT_OR_NINE = r"(?<![\w€])(?P<value>\d(?:[ .\-]?\d){7,8})"
# At least one digit; dots, dashes and slashes inside; groups of three digits or more behind it.
_TOKEN = (
    r"(?<![\w€])(?P<value>(?-i:[A-Z]{1,3}[ ])?(?=[A-Za-z./\-]*\d)"
    r"[A-Za-z\d](?:[A-Za-z\d]|[./\-](?=[A-Za-z\d])){2,30}(?:[ ]\d{3,}){0,4})(?!\w)"
) + NO_AMOUNT
_ORDINARY = exact(one_of(
    r"(?:19|20)\d\d",
    r"[0-3]?\d[-./][01]?\d(?:[-./](?:\d\d){1,2})?",
    r"\d{1,3}(?:[.,]\d{3})*[.,]\d\d",
    r"\d{1,2}[:.]\d\d",
))
_BEFORE = rf"(?!\d)[\s,:(=-]{{0,3}}(?:{either('tussenwoord')}[ ]){{0,3}}"
_NEAR = rf"(?:{GAP}{cue('nummerwoord')}){{0,3}}{GAP}"

# Pattern, type, and the length from which a value is someone's own number.
_PATTERNS = (
    (any_case(cue("bsn"), FILLER, _EIGHT_OR_NINE, r"(?!\w)", NO_AMOUNT), "bsn", 8),
    (any_case(_EIGHT_OR_NINE, _BEFORE, cue("bsn")), "bsn", 8),
    (any_case(cue("medisch"), FILLER, _TOKEN), "medical", 4),
    (any_case(cue("kaart"), FILLER, r"(?<!\w)(?P<value>\d(?:[ .\-]?\d){11,18})(?!\d)"), "creditcard", 12),
    (any_case(cue("document_nummer"), FILLER, _TOKEN), "documentnr", 4),
    (any_case(cue("document"), _NEAR, _TOKEN), "documentnr", 5),
)


def cued_numbers(text: str) -> Iterator[Span]:
    for pattern, kind, least in _PATTERNS:
        found = spans(pattern, text, kind)
        yield from (span for span in found if _specific(text[span.start:span.end], least))


def _specific(value: str, least: int) -> bool:
    """Long enough for a number of one's own, and no year, date, time or amount."""
    return len(value) >= least and sum(map(str.isdigit, value)) >= 3 and not _ORDINARY.fullmatch(value)
