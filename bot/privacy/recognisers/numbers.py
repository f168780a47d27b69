"""Numbers recognised by their check digits or form: citizen service number, account, card, passport."""

from __future__ import annotations

from collections.abc import Iterator

from bot.privacy.checks import IBAN_LENGTHS, digits, is_bsn, is_card, is_iban
from bot.privacy.matching import FILLER, NO_AMOUNT, any_case, cue, exact, one_of, spans
from bot.privacy.spans import Span

_NINE_DIGITS = one_of(
    r"\d{9}",
    r"\d{4}([ .\-])\d\d\1\d{3}",
    r"\d{3}([ .\-])\d{3}\2\d{3}",
    r"\d\d([ .\-])\d\d\3\d\d\3\d{3}",
    r"\d{3}([ .\-])\d\d\4\d\d\4\d\d",
    r"\d(?:[ ]\d){8}",
)
_BSN = exact(r"(?<![\d€+])(?<!\d[.,\-/])(?<!€ )", _NINE_DIGITS, r"(?!\d|[.,\-/]\d)", NO_AMOUNT)
_IBAN_START = exact(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ]?\d[ ]?\d")
_IBAN_WITH_TYPO = any_case(r"(?<!\w)NL[ .\-]?\d\d[ .\-]?[A-Z]{4}(?:[ .\-]?\d){9,11}(?!\d)")
_OLD_ACCOUNT = any_case(cue("rekening"), FILLER, r"(?<!\w)(?P<value>\d(?:[ .\-]?\d){4,9})(?!\w)", NO_AMOUNT)
_CARD = exact(r"(?<![\d€+])(?<!\d[ .\-])\d(?:[ .\-]?\d){12,18}(?!\d)")
_PASSPORT = exact(r"(?<![\w\-])(?=(?:[A-Z]*\d){3})[A-NP-Z]{2}[A-NP-Z\d]{6}\d(?![\w\-])")


def citizen_numbers(text: str) -> Iterator[Span]:
    """Nine digits that pass the 11-test, in the ways people group them."""
    return (span for span in spans(_BSN, text, "bsn") if is_bsn(digits(text[span.start:span.end])))


def accounts(text: str) -> Iterator[Span]:
    """IBANs of any country, Dutch ones also with a typo, and old numbers behind a word that says so."""
    for start in _IBAN_START.finditer(text):
        end = _iban_end(text, start.start())
        if end:
            yield Span(start.start(), end, "iban")
    yield from spans(_IBAN_WITH_TYPO, text, "iban")
    yield from spans(_OLD_ACCOUNT, text, "iban")


def cards(text: str) -> Iterator[Span]:
    """Payment cards that pass Luhn's test."""
    return (span for span in spans(_CARD, text, "creditcard") if is_card(digits(text[span.start:span.end])))


def passports(text: str) -> Iterator[Span]:
    """Nine capitals and digits as on Dutch passports and identity cards."""
    return spans(_PASSPORT, text, "documentnr")


def _iban_end(text: str, start: int) -> int | None:
    """Where the account that starts here ends; None when it is no valid account."""
    wanted = IBAN_LENGTHS.get(text[start:start + 2].upper())
    taken, place = "", start
    while wanted and place < len(text) and len(taken) < wanted:
        char = text[place]
        if char.isascii() and char.isalnum():
            taken += char
        elif char not in " .-\u00a0" or text[place - 1] in " .-\u00a0":
            return None
        place += 1
    return place if is_iban(taken) and not text[place:place + 1].isalnum() else None
