"""`naast eval`: every set that is there, and a table of figures."""

from __future__ import annotations

import typer

from bot.settings import Settings


def register(app: typer.Typer) -> None:
    app.command("eval")(evaluate)


def evaluate(
    walk: int = typer.Option(0, "--walk", help="instead: so many random conversations with danger put in"),
    baseline: bool = typer.Option(False, "--baseline", help="instead: Rasa's default pipeline beside ours; 20 minutes"),
    curves: bool = typer.Option(False, "--curves", help="instead: how the danger classifier grows; draws docs/figures"),
) -> None:
    """Measure understanding, safety, redaction and conversations."""
    settings = Settings.from_environment()
    if baseline:
        from bot.cli import baseline as contest

        print(contest.run(settings))
        return
    if curves:
        from rich.console import Console

        from bot.cli.curves import draw

        sets = sorted((settings.project_dir.parent / "shared" / "eval").glob("crisis*.jsonl"))
        Console(width=140).print(draw(settings, sets))
        return
    if walk:
        _walk(settings, walk)
        return
    from bot.cli.measure import run

    run(settings)


def _walk(settings: Settings, conversations: int) -> None:
    import asyncio

    from bot.cli.model import load_rasa
    from bot.cli.stage import Stage
    from bot.cli.walk import Walker

    with Stage(settings, load_rasa(settings)) as stage:
        walk = asyncio.run(Walker(stage, settings, seed=7).go(conversations))
    print(f"{walk.conversations} conversations, {walk.messages} messages, {len(walk.broken)} broken")
    for state, count in sorted(walk.states.items()):
        print(f"  {state}: {count}")
    for line in walk.broken:
        print(line)
    if walk.broken:
        raise typer.Exit(1)
