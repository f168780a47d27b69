"""`naast replay`: scripted conversations through the real turn, model and actions."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import typer
import yaml

from bot.cli.errors import CommandError
from bot.settings import Settings


def register(app: typer.Typer) -> None:
    app.command()(replay)


def replay(file: Path, as_json: bool = typer.Option(False, "--json", help="one JSON line a turn")) -> None:
    """Play the scripted conversations of FILE and check them."""
    from bot.cli import scripts
    from bot.cli.model import load_rasa
    from bot.cli.stage import Stage

    settings = Settings.from_environment()
    scenarios = _load(file)
    out, sys.stdout = sys.stdout, sys.stderr
    rasa = load_rasa(settings)
    sys.stdout = out
    failed = 0
    for scenario in scenarios:
        with Stage(settings, rasa) as stage:
            turns = asyncio.run(play(stage, scenario))
        results = scripts.judge(scenario, turns)
        failed += sum(not result.held for result in results)
        for turn in turns:
            if as_json:
                print(json.dumps(turn, ensure_ascii=False), flush=True)
        if not as_json:
            print(scripts.transcript(scenario, turns, results))
    if failed:
        print(f"{failed} checks failed.", file=sys.stderr)
        raise typer.Exit(1)


async def play(stage: Any, scenario: dict[str, Any]) -> list[dict[str, Any]]:
    """Play one scripted conversation; one dictionary a turn, in the shape of `naast replay --json`."""
    turns = []
    for number, step in enumerate(scenario["turns"], 1):
        turn = await stage.turn(scenario["id"], scenario.get("channel", "web"), str(step["user"]))
        turns.append({"scenario": scenario["id"], "turn": number, **turn})
    return turns


def _load(file: Path) -> list[dict[str, Any]]:
    try:
        data = yaml.safe_load(file.read_text(encoding="utf8"))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except yaml.YAMLError as error:
        raise CommandError(f"{file} is not valid YAML: {error}") from error
    if not isinstance(data, list) or not all(isinstance(s, dict) and "id" in s and "turns" in s for s in data):
        raise CommandError(f"{file} should be a list of conversations, each with 'id' and 'turns'.")
    return data
