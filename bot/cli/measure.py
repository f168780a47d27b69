"""What `naast eval` does: run every set that is there through the real parts, and print a table."""

from __future__ import annotations

import asyncio
import json
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from bot.cli import scripts
from bot.cli.model import load_rasa
from bot.cli.stage import Stage
from bot.cli.understanding import Understanding
from bot.codes import LIFE_DOMAINS
from bot.insight import danger, measures
from bot.privacy.redaction import Redactor
from bot.settings import Settings

Figures = dict[str, Any]


def run(settings: Settings) -> None:
    """Measure every set below `../shared/eval` and the project's own conversations."""
    sets = settings.project_dir.parent / "shared" / "eval"
    own = settings.project_dir / "tests" / "conversations"
    rasa = load_rasa(settings)
    understanding = Understanding(rasa, settings)
    table, mistakes = Table("set", "measure", "figure"), []
    for path in sorted(sets.glob("domains*.jsonl")):
        gold = _rows(path)
        _add(table, path, measures.domains(gold, {row["id"]: understanding.of(row) for row in gold}, LIFE_DOMAINS))
    for path in sorted(sets.glob("crisis*.jsonl")):
        gold = _rows(path)
        found = danger.evidence(gold, {row["id"]: understanding.of(row) for row in gold})
        _add(table, path, found.figures())
        mistakes.append(_write(settings.data_dir / "eval" / f"{path.stem}.mistakes.tsv", found.mistakes))
    for path in sorted(sets.glob("redaction*.jsonl")):
        gold = _rows(path)
        _add(table, path, measures.redaction(gold, dict(_redacted(gold))))
    for path in [*sorted(sets.glob("scenarios*.yml")), *sorted(own.glob("*.yml"))]:
        _add(table, path, _conversations(settings, rasa, path))
    Console(width=100).print(table)
    for file in mistakes:
        print(f"Every miss, wrong code and false alarm, to read: {file}")


def _write(file: Path, lines: list[str]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([*lines, ""]), encoding="utf8")
    return file


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def _redacted(gold: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    redactor = Redactor()
    for row in gold:
        done = redactor.redact(row["text"])
        yield row["id"], {"text": done.text, "spans": [{"start": span.start, "end": span.end} for span in done.spans]}


def _conversations(settings: Settings, rasa: Any, path: Path) -> Figures:
    from bot.cli.replay import play

    checks = held = turns = silent = passed = 0
    spent: list[float] = []
    scenarios = yaml.safe_load(path.read_text(encoding="utf8"))
    for scenario in scenarios:
        with Stage(settings, rasa) as stage:
            played = asyncio.run(play(stage, scenario))
        results = scripts.judge(scenario, played)
        checks, held = checks + len(results), held + sum(result.held for result in results)
        passed += all(result.held for result in results)
        turns, silent = turns + len(played), silent + sum(not turn["replies"] for turn in played)
        spent += [turn["ms"] for turn in played]
    return {
        "conversations passed": f"{passed} of {len(scenarios)}",
        "checks held": measures.ratio(held, checks),
        "turns without a reply": f"{silent} of {turns}",
        "median turn": f"{statistics.median(spent):.0f} ms",
    }


def _add(table: Table, path: Path, figures: Figures) -> None:
    for place, (name, value) in enumerate(figures.items()):
        table.add_row(path.name if place == 0 else "", name, str(value))
    table.add_section()
