"""Reading content with phrases in it: YAML in, plain values out, and an error a supporter can act on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

# The one in C reads the same, ten times as fast; there are some 60,000 lines of content.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(ValueError):
    """A content file is wrong. The message says which file, which place in it, and what to do."""

    def __init__(self, file: Path, place: str, advice: str) -> None:
        super().__init__(f"{file}: {place}: {advice}")


def read_mapping(file: Path) -> dict[str, Any]:
    """The top-level mapping of a YAML file; raises `ContentError` when there is none to read."""
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)
    except FileNotFoundError:
        raise ContentError(file, "file", "does not exist; restore it") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "file"
        raise ContentError(file, place, "is not valid YAML; check indentation and quotes") from error
    if not isinstance(data, dict):
        raise ContentError(file, "top", "must hold 'key: value' entries")
    return data


def strings(file: Path, place: str, value: Any) -> list[str]:
    """`value` as a list of texts (absent: empty); unquoted ja/nee/on/off and numbers are refused by name."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise ContentError(file, place, "must be a list, one '- ' a line")
    for number, item in enumerate(value, start=1):
        if not isinstance(item, str) or not item.strip():
            raise ContentError(file, f"{place}, item {number}", f"{item!r} must be text; put it in quotes")
    return value
