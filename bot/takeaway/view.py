"""The page as HTML: to read on a screen and to print on one side of A4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.takeaway.texts import PageTexts

TEMPLATES = Path(__file__).parent / "templates"
WRITING_LINES = 6


class View:
    """Fills the templates; everything a resident wrote is escaped."""

    def __init__(self, texts: PageTexts) -> None:
        self._texts = texts
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, page: dict[str, Any], pdf: str) -> str:
        """The print view; `pdf` is the address of the same page as PDF."""
        wording = self._texts.of(page.get("language"))
        return self._templates.get_template("page.html").render(
            page=page, pdf=pdf, lang=wording.lang, direction=wording.direction, t=wording.words, lines=WRITING_LINES
        )

    def gone(self) -> str:
        """What is shown in place of a page that is not there."""
        return self._templates.get_template("gone.html").render(t=self._texts.gone)
