"""Dutch licence plates of every sidecode: with hyphens anywhere, without them beside a word as kenteken."""

from __future__ import annotations

from collections.abc import Iterator

from bot.privacy.matching import any_case, cue, exact, one_of, spans
from bot.privacy.resources import either
from bot.privacy.spans import Span

_SIDECODES = (
    "AA-00-00", "00-00-AA", "00-AA-00", "AA-00-AA", "AA-AA-00", "00-AA-AA", "00-AAA-0",
    "0-AAA-00", "AA-000-A", "A-000-AA", "AAA-00-A", "A-00-AAA", "0-AA-000", "000-AA-0",
)
_SIGNS = {"A": "[A-Z]", "0": r"\d"}


def _shapes(separator: str) -> str:
    """Every sidecode as a pattern, with this separator between the groups."""
    return one_of(*("".join(_SIGNS.get(sign, separator) for sign in code) for code in _SIDECODES))


_PLATE = rf"(?P<value>{_shapes('-')}|{_shapes('')}|(?-i:{_shapes(' ')}))(?![\w\-])"
_BETWEEN = r"[\s:,(=-]{1,3}"
_PATTERNS = (
    any_case(cue("kenteken"), rf"(?:{_BETWEEN}{either('tussenwoord')}(?!\w)){{0,5}}", _BETWEEN, _PLATE),
    any_case(r"(?<![\w\-])", _PLATE, rf"[ ](?:{either('tussenwoord')}[ ]){{1,2}}", cue("kenteken")),
    exact(rf"(?<![\w\-]){_shapes('-')}(?![\w\-])"),
)


def plates(text: str) -> Iterator[Span]:
    for pattern in _PATTERNS:
        yield from spans(pattern, text, "licence")
