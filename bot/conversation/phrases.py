"""The few sentences the front door says by itself, read from content: there is no reply text in Python."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from bot.languages import DUTCH, Language


class Phrases:
    """Named sentences with the municipality's own values filled in, in each language there is a file of."""

    def __init__(
        self, texts: Mapping[str, str], values: Mapping[str, str], others: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self._texts, self._values, self._others = texts, dict(values), dict(others or {})

    @classmethod
    def load(cls, path: Path, values: Mapping[str, str], languages: Mapping[str, Language] | None = None) -> Phrases:
        """Read `phrases:` of a YAML file; `values` fill `{phone}`, `{municipality}` and the like."""
        others = {code: language.phrases for code, language in (languages or {}).items()}
        return cls(yaml.safe_load(path.read_text(encoding="utf8"))["phrases"], values, others)

    def say(self, name: str, language: str = DUTCH) -> str:
        """One sentence, in Dutch where the language does not have it."""
        text = self._others.get(language, {}).get(name) or self._texts[name]
        return text.format(**self._values)
