"""When a danger classifier is trained again, and where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety import training


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "nlu_data" / "_gedeeld" / "veiligheid" / "voorbeelden").mkdir(parents=True)
    (tmp_path / "nlu_data" / "wonen").mkdir()
    (tmp_path / "bot" / "safety").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    "file",
    [
        "nlu_data/_gedeeld/veiligheid/voorbeelden/suicide.yml",
        "nlu_data/_gedeeld/veiligheid/talen/nl/woorden.yml",
        "nlu_data/wonen/voorbeelden.yml",
        "bot/safety/pieces.py",
    ],
)
def test_a_change_makes_a_new_model(project: Path, tmp_path: Path, file: str) -> None:
    before = training.model_folder(project, tmp_path)
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    (project / file).write_text("x", encoding="utf-8")
    after = training.model_folder(project, tmp_path)
    assert before != after and after.parent == tmp_path and after.name.startswith("danger-")


def test_what_it_does_not_learn_from_makes_no_new_model(project: Path, tmp_path: Path) -> None:
    before = training.model_folder(project, tmp_path)
    (project / "nlu_data" / "wonen" / "domein.yml").write_text("x", encoding="utf-8")
    assert training.model_folder(project, tmp_path) == before


def test_a_model_that_is_there_is_not_trained_again(project: Path, tmp_path: Path) -> None:
    there = training.model_folder(project, tmp_path / "models")
    there.mkdir(parents=True)
    assert training.train(project, tmp_path / "models") == there
