"""The languages Naast speaks besides Dutch: one file each in `nlu_data/_gedeeld/talen/`.

Such a file holds the replies, the front door's own sentences and the texts of the widget. `path` says how far a
conversation goes in it: `core` is all of it; `short` is listening, questions about Naast, danger, and a person. What a
file lacks is said in Dutch. The Dutch u-form (`nl-u`) is such a file as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DUTCH, POLITE_DUTCH = "nl", "nl-u"
DUTCH_NAME = "Nederlands"
CORE, SHORT = "core", "short"
FOLDER = Path("_gedeeld") / "talen"
SLOT = "language"


@dataclass(frozen=True)
class Language:
    """One file. `name` is what its speakers call it, `called` what anybody calls it; `direction` is `ltr` or `rtl`."""

    code: str
    name: str
    path: str
    direction: str
    phrases: dict[str, str]
    widget: dict[str, Any]
    responses: dict[str, list[dict[str, Any]]]
    page: dict[str, str]
    called: frozenset[str] = frozenset()

    @property
    def main(self) -> str:
        """The language without its form: `nl` of `nl-u`."""
        return base(self.code)


def base(code: str) -> str:
    return code.split("-")[0]


@lru_cache(maxsize=4)
def load_languages(content: Path) -> dict[str, Language]:
    """Every language below `nlu_data/`, by its code, read once a process.

    What a file must hold is checked by `bot.content.languages`.
    """
    found = {}
    for file in sorted((content / FOLDER).glob("*.yml")):
        data = yaml.safe_load(file.read_text(encoding="utf8"))
        found[file.stem] = Language(
            file.stem,
            str(data.get("name") or file.stem),
            str(data.get("path") or SHORT),
            str(data.get("direction") or "ltr"),
            dict(data.get("phrases") or {}),
            dict(data.get("widget") or {}),
            dict(data.get("responses") or {}),
            dict(data.get("page") or {}),
            frozenset(data.get("called") or ()),
        )
    return found


def conditional(language: Language) -> dict[str, list[dict[str, Any]]]:
    """Its replies as Rasa's conditional variants: said when the slot `language` holds its code."""
    condition = [{"type": "slot", "name": SLOT, "value": language.code}]
    return {
        name: [{**variant, "condition": condition} for variant in variants]
        for name, variants in language.responses.items()
    }
