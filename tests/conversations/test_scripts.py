"""Scripted conversations through the real turn, model and actions; each YAML file in this folder is played."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.cli import scripts
from bot.cli.replay import play
from bot.settings import ROOT

if TYPE_CHECKING:
    from bot.cli.stage import Stage

pytestmark = pytest.mark.slow

# What does not work yet, and why; when one of these works it is taken off the list.
NOT_YET = {
    "aanvaarding-09": "the danger classifier asks about suicide when a widow does not leave her house",
    "domein-gevoel-terugkomen": "the danger classifier asks about suicide when pills are not wanted",
    "domein-gezin-scheiden": "the danger classifier worries about a baby on the arm",
    "domein-veiligheid-opgelicht": "the danger classifier hears abuse of an elder in fraud by telephone",
    "domein-verslaving-gokken": "having to tell one's wife is taken for a story",
}
FILES = sorted(Path(__file__).parent.glob("*.yml"))
SCENARIOS = [scenario for file in FILES for scenario in yaml.safe_load(file.read_text(encoding="utf8"))]
SHARED = ROOT.parent / "shared" / "eval" / "scenarios.dev.yml"
MOST_MUST_HOLD = 0.85


def test_every_conversation_has_a_name_of_its_own() -> None:
    ids = [scenario["id"] for scenario in SCENARIOS]
    assert len(ids) == len(set(ids)) >= 21


def _marked(scenario: dict[str, Any]) -> Any:
    reason = NOT_YET.get(scenario["id"])
    return pytest.param(scenario, id=scenario["id"], marks=[pytest.mark.xfail(reason=reason)] if reason else [])


@pytest.mark.parametrize("scenario", [_marked(scenario) for scenario in SCENARIOS])
def test_conversation(stage: Stage, scenario: dict[str, Any]) -> None:
    turns = asyncio.run(play(stage, scenario))
    results = scripts.judge(scenario, turns)
    assert results
    assert all(result.held for result in results), scripts.transcript(scenario, turns, results)
    assert all(turn["replies"] for turn in turns)


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared scenarios are not there")
def test_most_checks_of_the_shared_scenarios_hold(stage: Stage) -> None:
    held = total = 0
    silent = []
    for scenario in yaml.safe_load(SHARED.read_text(encoding="utf8")):
        turns = asyncio.run(play(stage, scenario))
        silent += [(turn["scenario"], turn["turn"]) for turn in turns if not turn["replies"]]
        results = scripts.judge(scenario, turns)
        held, total = held + sum(result.held for result in results), total + len(results)
    assert silent == []
    assert held / total >= MOST_MUST_HOLD, f"{held} of {total} checks hold"
