"""`naast up` and `naast train`, and the processes that `up` starts."""

from __future__ import annotations

import sys
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
    """Train the model into models/; does nothing when nothing changed."""
    settings = Settings.from_environment()
    from bot.dialogue import training

    started = time.monotonic()
    target = training.model_path(settings.project_dir, settings.models_dir)
    if target.is_file():
        print(f"Nothing changed: {target.name} is up to date.")
        return
    # Rasa prints to stdout; progress belongs on stderr.
    sys.stdout = sys.stderr
    training.train(settings.project_dir, settings.models_dir)
    sys.stdout = sys.__stdout__
    print(f"Trained {target.name} in {time.monotonic() - started:.0f} s.")


def serve(part: str) -> None:
    """Run one process of `naast up`: front, console, actions or whatsapp-demo."""
    from bot.cli import processes

    processes.run(part, Settings.from_environment())
