"""Addresses: street and number, postcode with letters, the street after `ik woon`. Places stay readable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.matching import any_case, cue, exact, one_of, spans
from bot.privacy.recognisers.streets import is_street, name_end
from bot.privacy.resources import among, either
from bot.privacy.spans import Span, joined

_NO_UNIT = rf"(?![ ]?(?:%|€|[-–][ ]?)?{either('eenheid')}(?!\w))"
_WORD = one_of(
    r"\d{1,2}e", r"['’][stn]", r"[^\W\d_][\w'’\-]*\.?", r"19\d\d", rf"\d{{1,2}}(?=[ ]{either('maand')})"
)
_WORDS_BEFORE = any_case(rf"(?:{_WORD}[ ]+){{1,6}}$")
_NUMBER = exact(
    rf"(?<![\w.,/€:\-])(?:{either('nummerwoord')}[ ])?[1-9]\d{{0,4}}{_NO_UNIT}(?P<suffix>",
    one_of(
        r"[ ]?[-/][ ]?[a-zA-Z\d]{1,4}(?!\w)",
        r"[ ]?[a-zA-Z](?!\w)",
        r"[ ](?:bis|hs|huis|rood|zwart|I{1,3}|IV|V)(?!\w)",
    ),
    rf")?(?:[ ]\d[ -]?hoog)?(?!\w|[.,:]\d|[ ]?%){_NO_UNIT}",
)
_POSTCODE = exact(r"(?<![\w€+.,\-])[1-9]\d{3}(?P<gap>[ ]{0,2})(?P<letters>[A-Za-z]{2})(?!\w)")
_POSTCODE_CUE = any_case(cue("postcode"))
_NUMBER_BEHIND = any_case(
    rf"[, ]+(?:{either('nummerwoord')}[ ]?)?", r"[1-9]\d{0,3}[a-z]?(?!\w|[.,:\-/]\d)", _NO_UNIT
)
_HOUSE = any_case(cue("huisnummer"), r"[ :=]{0,3}(?:is[ ])?(?P<value>[1-9]\d{0,4}[a-z]?)(?!\w)")
_HOME = any_case(
    cue("wonen"),
    "(?:[ :]+", one_of(either("wonen_tussenwoord"), r"\d+"), "){0,3}[ :]+",
    rf"(?:{either('wonen_voorzetsel')}[ ])?",
    r"(?P<value>(?:[^\W\d_][\w'’\-]*\.?[ ]){0,4}[^\W\d_][\w'’\-]*)",
)


def addresses(text: str) -> Iterator[Span]:
    """Street and postcode side by side become one span."""
    found = [*_streets(text), *_postcodes(text), *spans(_HOUSE, text, "address"), *_homes(text)]
    found.sort(key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in found:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return joined(text, apart, ", \t", "address")


def _streets(text: str) -> Iterator[Span]:
    for number in _NUMBER.finditer(text):
        offset = max(0, number.start() - 80)
        words = _WORDS_BEFORE.search(text[offset:number.start()])
        if words is None or text[:offset + words.start()][-1:].isalnum():
            continue
        for match in re.finditer(r"\S+", words[0]):
            start = offset + words.start() + match.start()
            street, before = text[start:number.start()].split(), text[max(0, start - 40):start]
            if is_street(street, before, text[number.end():]):
                yield Span(start, _number_end(number), "address")
                break


def _number_end(number: re.Match[str]) -> int:
    """Without a lone letter that is a word, as in `12 u`."""
    suffix = number["suffix"] or ""
    lone = len(suffix) == 2 and suffix[0] == " " and suffix[1].lower() not in "abcdefgh"
    return number.start("suffix") if lone else number.end()


def _postcodes(text: str) -> Iterator[Span]:
    """With the house number behind it; no year as in `1990 en`, unless a word such as `postcode` is near."""
    shouting = text.isupper() and len(text) > 20
    for match in _POSTCODE.finditer(text):
        letters = match["letters"]
        word = letters.lower() in among("geen_postcode") and (not letters.isupper() or shouting)
        spaced = bool(match["gap"]) and letters.islower()
        if (word or spaced) and not _POSTCODE_CUE.search(text[max(0, match.start() - 25):match.start()]):
            continue
        house = _NUMBER_BEHIND.match(text, match.end())
        yield Span(match.start(), house.end() if house else match.end(), "address")


def _homes(text: str) -> Iterator[Span]:
    """The street someone lives in, also without a number."""
    for match in _HOME.finditer(text):
        end = name_end(match["value"])
        if end:
            yield Span(match.start("value"), match.start("value") + end, "address")
