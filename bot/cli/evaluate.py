"""`naast eval`: every set that is there, and a table of figures."""

from __future__ import annotations

import typer

from bot.settings import Settings


def register(app: typer.Typer) -> None:
    app.command("eval")(evaluate)


def evaluate() -> None:
    """Measure understanding, safety, redaction and conversations."""
    from bot.cli.measure import run

    run(Settings.from_environment())
