"""`naast replay`: the agreed lines, the exit code, and clear words about a wrong file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import model as model_module
from bot.dialogue.local import LocalRasa
from bot.safety.service import SafetyNet

from .conftest import Naast

KEYS = ["scenario", "turn", "user", "replies", "crisis", "handover_state", "domains", "ms"]
SCRIPT = """
- id: een
  title: schulden
  turns:
  - user: "ik kan mijn schulden niet meer betalen"
    expect:
    - max_questions: 1
  - user: "ik wil een mens spreken"
    expect:
    - handover_state: previewed
- id: twee
  channel: whatsapp
  turns:
  - user: "ik wil niet meer leven, ik wil dood"
    expect:
    - crisis: {crisis}
"""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("- [", "not valid YAML"),
        ("id: a", "should be a list"),
        ("- tekst", "should be a list"),
        ("", "should be a list"),
        ("- {id: a}", "should be a list"),
    ],
)
def test_a_wrong_file_is_one_clear_message(naast: Naast, tmp_path: Path, text: str, word: str) -> None:
    file = tmp_path / "script.yml"
    file.write_text(text)
    done = naast("replay", str(file))
    assert done.code == 1 and done.out == ""
    assert word in done.err and "Traceback" not in done.err


def test_a_file_that_is_not_there_is_one_line(naast: Naast, tmp_path: Path) -> None:
    done = naast("replay", str(tmp_path / "weg.yml"))
    assert done.code == 1
    assert "cannot be read" in done.err and len(done.err.splitlines()) == 1


@pytest.fixture
def real(rasa: LocalRasa, safety_net: SafetyNet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SafetyNet, "load", lambda folder, **more: safety_net)  # read once
    monkeypatch.setattr(model_module, "load_rasa", lambda settings: rasa)


@pytest.mark.slow
def test_one_json_line_a_turn(naast: Naast, real: None, tmp_path: Path) -> None:
    file = tmp_path / "script.yml"
    file.write_text(SCRIPT.format(crisis="suicide"))
    done = naast("replay", str(file), "--json")
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0, done.err
    assert all(list(row) == KEYS for row in rows)
    assert [(row["scenario"], row["turn"]) for row in rows] == [("een", 1), ("een", 2), ("twee", 1)]
    assert [row["crisis"] for row in rows] == [None, None, "suicide"]
    assert rows[1]["handover_state"] == "previewed"
    assert {key for row in rows for reply in row["replies"] for key in reply} == {"text", "buttons", "organisations"}


@pytest.mark.slow
def test_a_failed_check_fails_the_command(naast: Naast, real: None, tmp_path: Path) -> None:
    file = tmp_path / "script.yml"
    file.write_text(SCRIPT.format(crisis="null"))
    done = naast("replay", str(file))
    assert done.code == 1
    assert done.out.count("FAIL") == 1 and "1 checks failed" in done.err
