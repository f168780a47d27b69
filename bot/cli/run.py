"""`naast up` and `naast train`, and the processes that `up` starts."""

from __future__ import annotations

import time

import typer

from bot.settings import Settings


def register(app: typer.Typer) -> None:
    app.command()(up)
    app.command()(train)
    app.command(hidden=True)(serve)


def up(whatsapp_demo: bool = typer.Option(False, "--whatsapp-demo", help="also start a stand-in of WhatsApp")) -> None:
    """Start everything: trains when content changed, then Rasa, actions, front door and console."""
    from bot.cli.supervisor import run

    raise typer.Exit(run(Settings.from_environment(), whatsapp_demo=whatsapp_demo))


def train() -> None:
    """Train the models into models/; does nothing when nothing changed."""
    from bot.cli import model

    settings = Settings.from_environment()
    started = time.monotonic()
    if model.trained(settings):
        print("Nothing changed: the models are up to date.")
        return
    target = model.train(settings)
    print(f"Trained {target.name} in {time.monotonic() - started:.0f} s.")


def serve(part: str) -> None:
    """Run one process of `naast up`: front, console, actions or whatsapp-demo."""
    from bot.cli import processes

    processes.run(part, Settings.from_environment())
