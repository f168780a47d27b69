"""Templates, and the pages and fragments made with them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.console import moments
from bot.console.context import Console, console_of
from bot.conversation.messages import MAX_CHARACTERS
from bot.db import utc_now
from bot.handover.service import Line

TEMPLATES = Path(__file__).parent / "templates"


def make_pages(texts: dict[str, Any]) -> Environment:
    """The template environment: everything escaped; a missing name is an error, not an empty spot."""
    pages = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                        trim_blocks=True, lstrip_blocks=True)
    pages.globals.update(
        t=texts,
        limit=MAX_CHARACTERS,
        relative=lambda moment: moments.relative(moment, utc_now(), texts["time"]),
        exact=lambda moment: moments.exact(moment, texts["time"]),
        is_past=lambda moment: moment <= utc_now(),
        iso=lambda moment: _iso(moment),
    )
    return pages


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    return HTMLResponse(console_of(request).pages.get_template(template).render(**values), status)


def line_html(console: Console, line: Line) -> str:
    """One line of a transcript as a list item."""
    macro = console.pages.get_template("parts.html").module.message  # type: ignore[attr-defined]
    return str(macro(line))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
