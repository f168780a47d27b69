"""Small parts that the recognisers build their patterns from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.resources import either
from bot.privacy.spans import Span


def one_of(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


def any_case(*parts: str) -> re.Pattern[str]:
    """The parts one after another, whatever the capitals."""
    return re.compile("".join(parts), re.IGNORECASE)


def exact(*parts: str) -> re.Pattern[str]:
    """The parts one after another, as written."""
    return re.compile("".join(parts))


def cue(*names: str) -> str:
    """A whole word (or words) from these lists of cues."""
    return rf"(?<!\w){either(*names)}(?!\w)"


def spans(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Span]:
    """Every match as a span: its group `value` where the pattern has one, otherwise the whole."""
    group = "value" if "value" in pattern.groupindex else 0
    return (Span(match.start(group), match.end(group), kind) for match in pattern.finditer(text))


YEAR = r"(?:18|19|20)\d\d"
GAP = r"[\s:;=#(.,\-–]{0,4}"
FILLER = (
    rf"(?:{GAP}(?<!\w)"
    + one_of(rf"{either('tussenwoord')}(?!\w)", r"(?:van|bij|voor)(?:[ ][^\W\d_]+){1,4}?[ ]?(?:is|:|=)")
    + rf"){{0,6}}{GAP}"
)
"""What may stand between a cue and its number: `is`, `van mijn zoon`, `bij de gemeente is`."""

NO_AMOUNT = rf"(?![.,]?\d|[ ]?(?:%|€|{either('eenheid')}\b))"
