"""The word lists and texts in `bot/privacy/data`, which people edit who do not program."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data"


class ListError(ValueError):
    """A file in `bot/privacy/data` has another form than it should; the message names the file."""


@cache
def markers() -> dict[str, str]:
    """What a reader sees in place of each redaction type, without the guillemets."""
    return {str(kind): str(label) for kind, label in _mapping("merktekens.yml").items()}


@cache
def cues(name: str) -> tuple[str, ...]:
    """One list of `signaalwoorden.yml`."""
    found = _mapping("signaalwoorden.yml").get(name)
    if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
        raise ListError(f"signaalwoorden.yml: '{name}' must be a list of words")
    return tuple(found)


@cache
def among(name: str) -> frozenset[str]:
    """The same list, to look words up in."""
    return frozenset(cues(name))


def either(*names: str) -> str:
    """A pattern for any entry of these lists, longest first; a space stands for white space on one line."""
    words = sorted({word for name in names for word in cues(name)}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[^\S\n]+") for word in words) + ")"


def lines(file: str) -> frozenset[str]:
    """The lines of a list in lower case; empty lines and lines that start with # are left out."""
    rows = (row.strip().lower() for row in (DATA / file).read_text(encoding="utf-8").splitlines())
    return frozenset(row for row in rows if row and not row.startswith("#"))


@cache
def _mapping(file: str) -> dict[str, object]:
    # The base loader leaves every word as text, also `no` and 088.
    data = yaml.load((DATA / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    if not isinstance(data, dict):
        raise ListError(f"{file}: must hold 'name: value' entries")
    return data
