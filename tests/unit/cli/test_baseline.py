"""The comparison with Rasa's default pipeline: what is fed to both, and what is made of their answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bot.cli import baseline
from bot.cli.baseline import Contestant, misspelt
from bot.settings import ROOT, Settings

ROWS = [
    {"id": str(number), "text": f"bericht nummer {number}", "intent": "tell_need", "domains": ["geld"], "kind": "plain"}
    for number in range(30)
]


def test_typing_errors_are_few_the_same_each_time_and_in_words_of_some_length() -> None:
    text = "ik kan de huur van deze maand niet meer betalen en de deurwaarder belt elke ochtend aan"
    wrong = [misspelt(text, str(seed)) for seed in range(200)]
    assert wrong == [misspelt(text, str(seed)) for seed in range(200)]
    changed = [sum(a != b for a, b in zip(text.split(), one.split(), strict=True)) for one in wrong]
    assert 0.08 < sum(changed) / (200 * len(text.split())) < 0.18
    assert all(one.split()[0] == "ik" for one in wrong)


def test_every_tenth_message_is_held_out() -> None:
    known, held = baseline._split(ROWS)
    assert [row["id"] for row in held] == ["0", "10", "20"] and len(known) == 27


def test_our_pipeline_is_the_one_of_the_configuration() -> None:
    ours, default, everything = baseline.contestants(ROOT)
    assert ours.sampled and default.sampled and not everything.sampled
    wanted = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf8"))["pipeline"]
    assert [part["name"] for part in ours.pipeline] == [part["name"] for part in wanted]
    assert "DIETClassifier" in [part["name"] for part in default.pipeline]


def test_the_default_pipeline_gets_one_intent_a_combination(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []

    def answer(what: str, folder: Path, request: dict[str, object]) -> dict[str, object]:
        asked.append(request)
        return {
            "train": {"training_s": 2.0, "model_mb": 1.0},
            "parse": {"memory_mb": 9, "ms": [1.0, 2.0], "said": [{"intent": "geld+regels", "domains": None}] * 2},
        }[what]

    monkeypatch.setattr(baseline, "_ask", answer)
    rows = [
        {"text": "a", "intent": "tell_need", "domains": ["geld", "regels"]},
        {"text": "b", "intent": "greet", "domains": []},
    ]
    rival = Contestant("default", [], ours=False)
    baseline._compete(tmp_path / "rival", rival, rows, ["x", "y"])
    nlu = yaml.safe_load(Path(str(asked[0]["nlu"])).read_text(encoding="utf8"))["nlu"]
    assert {block["intent"] for block in nlu} == {"geld+regels", baseline.NOTHING}
    assert rival.said["x"]["domains"] == ["geld", "regels"] and rival.figures["training, s"] == 2.0
    assert "| training, s | 2.0 |" in baseline.table([rival])


def test_the_public_set_is_read_with_its_intents(tmp_path: Path) -> None:
    file = tmp_path / "nl.test.conll"
    file.write_text("# text = Gaat het regenen?\n# intent = weather/find\n1\tGaat\tx\tO\n", encoding="utf8")
    assert baseline._conll(file) == [("Gaat het regenen?", "weather.find")]


def test_confusions_and_misses_are_written_to_read(tmp_path: Path) -> None:
    rows = [{"text": "a", "domains": ["geld"], "kind": "plain"}, {"text": "b", "domains": ["werk"], "kind": "plain"}]
    file = tmp_path / "misses.tsv"
    baseline._write_misses(file, rows, {"a": {"domains": ["regels"]}, "b": {"domains": ["werk"]}})
    written = file.read_text(encoding="utf8")
    assert "1\tgeld → regels" in written and "geld\tregels\tplain\ta" in written and "\tb" not in written


def test_the_content_is_read_with_its_labels() -> None:
    rows = baseline._content(Settings.from_environment().project_dir / "nlu_data")
    assert len(rows) > 5000 and json.dumps(rows[0])
    assert {"geld"} <= {code for row in rows for code in row["domains"]}
