"""The few sentences the front door says by itself, read from content: there is no reply text in Python."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml


class Phrases:
    """Named sentences with the municipality's own values filled in."""

    def __init__(self, texts: Mapping[str, str], values: Mapping[str, str]) -> None:
        self._texts, self._values = texts, dict(values)

    @classmethod
    def load(cls, path: Path, values: Mapping[str, str]) -> Phrases:
        """Read `phrases:` of a YAML file; `values` fill `{phone}`, `{municipality}` and the like."""
        return cls(yaml.safe_load(path.read_text(encoding="utf8"))["phrases"], values)

    def say(self, name: str, **values: str) -> str:
        return self._texts[name].format(**{**self._values, **values})
