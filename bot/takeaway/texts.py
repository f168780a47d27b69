"""The words around the resident's own, read from content: Dutch, and what another language says instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.languages import DUTCH, Language, base, load_languages

FILE = Path("_gedeeld") / "bladzijde.yml"


@dataclass(frozen=True)
class Wording:
    """The words in one language; `lang` and `direction` are those of HTML."""

    lang: str
    direction: str
    words: Mapping[str, str]


class PageTexts:
    """`of(language)` gives the words around a page; `gone` are those for a page that is not there."""

    def __init__(
        self, words: Mapping[str, str], gone: Mapping[str, str], languages: Mapping[str, Language] | None = None
    ) -> None:
        self.gone = gone
        self._dutch = Wording(DUTCH, "ltr", words)
        self._others = {
            code: Wording(base(code), language.direction, {**words, **language.page})
            for code, language in (languages or {}).items()
        }

    @classmethod
    def load(cls, content: Path) -> PageTexts:
        """Read `page:` and `gone:` below `nlu_data/`, and `page:` of every language."""
        texts = yaml.safe_load((content / FILE).read_text(encoding="utf8"))
        return cls(texts["page"], texts["gone"], load_languages(content))

    def of(self, language: str | None) -> Wording:
        return self._others.get(language or DUTCH, self._dutch)
