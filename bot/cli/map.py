"""`naast map`: the social map."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import typer

from bot.db import Sessions
from bot.settings import Settings

app = typer.Typer(no_args_is_help=True)


def _sessions() -> Sessions:
    from bot.app import make_sessions

    return make_sessions(Settings.from_environment())


@app.command("import")
def import_(path: Path) -> None:
    """Read a file into the map: new entries are added, known ones renewed; a mistake changes nothing."""
    from bot.socialmap import service

    with _sessions()() as db:
        done = service.import_path(db, path)
    print(done)


@app.command()
def export(path: Path) -> None:
    """Write the whole map to a file that `import` reads."""
    from bot.socialmap import service

    with _sessions()() as db:
        service.export_path(db, path)
    print(f"Wrote {path}.")


@app.command()
def search(query: list[str], place: str = typer.Option(None), as_json: bool = typer.Option(False, "--json")) -> None:
    """Search as the assistant does: at most three options, with the reason for each; the last is a person."""
    from bot.socialmap import service

    sessions = _sessions()
    with sessions() as db:
        service.ensure_example(db)
        found = service.options(db, " ".join(query), [], place=place)
    if as_json:
        print(json.dumps({"confident": found.confident, "options": found.cards}, ensure_ascii=False))
        return
    if not found.confident:
        print("Nothing on the map does exactly this; a person can search along.")
    for card in found.cards:
        print(f"- {card['name']}: {card['description']}\n  why: {card['why']}")


@app.command()
def check() -> None:
    """List what is stale or incomplete in the map and in the help lines."""
    from bot.safety.helplines import HelpLines
    from bot.socialmap import service

    settings = Settings.from_environment()
    with _sessions()() as db:
        service.ensure_example(db)
        findings = service.check(db, date.today())
    for finding in findings:
        print(finding)
    lines = HelpLines.load(settings.project_dir / "nlu_data" / "_gedeeld" / "veiligheid" / "hulplijnen.yml", date.today)
    stale = [line for line in lines if line.stale(date.today())]
    for line in stale:
        print(f"help line {line.id}: checked {line.checked_at}; check it again, its hours are hidden until then")
    if not findings and not stale:
        print("Nothing to mend.")
