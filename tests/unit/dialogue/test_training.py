"""One model for each state of the content."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.dialogue import training
from bot.settings import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "nlu_data", tmp_path / "nlu_data")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "domain.yml",
        "config.yml",
        "nlu_data/geld/domein.yml",
        "nlu_data/geld/voorbeelden.yml",
        "nlu_data/_gedeeld/regels.yml",
    ],
)
def test_any_change_of_content_asks_for_a_new_model(project: Path, name: str) -> None:
    before = training.model_path(project, project)
    assert training.model_path(project, project) == before
    with (project / name).open("a") as file:
        file.write("\n# x\n")
    assert training.model_path(project, project) != before


def test_a_new_file_of_content_asks_for_a_new_model(project: Path) -> None:
    before = training.model_path(project, project)
    (project / "nlu_data" / "geld" / "voorbeelden_meer.yml").write_text('version: "3.1"\nnlu: []\n')
    assert training.model_path(project, project) != before


def test_what_a_model_does_not_depend_on_leaves_it_alone(project: Path) -> None:
    before = training.model_path(project, project)
    (project / "nlu_data" / "geld" / "LEESMIJ.md").write_text("anders")
    (project / "nlu_data" / "_gedeeld" / "zinnen.yml").write_text("phrases: {}")
    assert training.model_path(project, project) == before


def test_an_existing_model_is_used_again(project: Path, tmp_path: Path) -> None:
    target = training.model_path(project, tmp_path / "models")
    target.parent.mkdir()
    target.write_bytes(b"model")
    assert training.train(project, tmp_path / "models") == target


def test_wrong_content_is_reported_before_anything_is_trained(project: Path, tmp_path: Path) -> None:
    (project / "nlu_data" / "geld" / "domein.yml").write_text("responses: [")
    (project / "nlu_data" / "wonen" / "LEESMIJ.md").unlink()
    with pytest.raises(training.TrainingError) as caught:
        training.train(project, tmp_path / "models")
    lines = str(caught.value).splitlines()
    assert any("geld/domein.yml:" in line for line in lines)
    assert any("wonen/LEESMIJ.md" in line for line in lines)
