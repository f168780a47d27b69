"""Each kind of mistake in the content gives one line that says where it is and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content import checks
from bot.content.fragments import ContentError, fragments, read
from bot.settings import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the content, in order."""
    shutil.copy(ROOT / "domain.yml", tmp_path / "domain.yml")
    shutil.copytree(ROOT / "nlu_data", tmp_path / "nlu_data")
    return tmp_path


def problems(project: Path) -> list[str]:
    return list(checks.problems_of(project / "nlu_data", project / "domain.yml"))


def new_problems(project: Path, before: list[str]) -> list[str]:
    found = problems(project)
    assert all("\n" not in line for line in found)
    return [line for line in found if line not in before]


def write(project: Path, name: str, text: str) -> None:
    (project / "nlu_data" / name).write_text(text, encoding="utf8")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("geld/domein.yml", 'version: "3.1"\nresponses:\n  utter_a:\n  - text: "open\n', ":"),
        ("geld/domein.yml", 'version: "3.1"\nresponses:\n  utter_a:\n  - text: a: b\n', ":4"),
        ("geld/domein.yml", 'version: "3.1"\nresponses: {}\nresponses: {}\n', ":3"),
        ("geld/domein.yml", 'version: "3.1"\nresponses:\n  a: []\n   b: []\n', ":4"),
        ("_gedeeld/regels.yml", 'version: "3.1"\nrules:\n\t- rule: a\n', ":3"),
    ],
)
def test_yaml_that_is_not_valid_names_file_and_line(project: Path, name: str, text: str, line: str) -> None:
    write(project, name, text)
    found = [problem for problem in problems(project) if problem.startswith(f"{project / 'nlu_data' / name}{line}")]
    assert len(found) == 1
    assert "Look at this line" in found[0]
    with pytest.raises(ContentError):
        read(project / "nlu_data" / name)


def test_a_file_in_another_encoding_is_one_line(project: Path) -> None:
    (project / "nlu_data" / "geld" / "voorbeelden_meer.yml").write_bytes("nlu: é".encode("latin-1"))
    assert any("voorbeelden_meer.yml: cannot be read as YAML in UTF-8" in line for line in problems(project))


@pytest.mark.parametrize("text", ["", "gewoon tekst", "- een\n- lijst\n"])
def test_a_file_without_keys_is_one_line(project: Path, text: str) -> None:
    write(project, "geld/voorbeelden_meer.yml", text)
    assert any("voorbeelden_meer.yml: expected keys" in line for line in problems(project))


def test_a_key_in_the_wrong_file_says_where_it_belongs(project: Path) -> None:
    before = problems(project)
    write(project, "geld/voorbeelden_meer.yml", "nlu: []\nresponses: {}\nonzin: 1\n")
    found = new_problems(project, before)
    assert len(found) == 2
    assert "key 'responses' does not belong here; it belongs in a domein*.yml" in found[1]
    assert "key 'onzin' does not belong here." in found[0]


def test_a_reply_that_stands_twice_names_both_files(project: Path) -> None:
    before = problems(project)
    write(project, "geld/domein_meer.yml", 'responses:\n  utter_stop:\n  - text: "Dag."\n')
    (found,) = new_problems(project, before)
    assert "domein_meer.yml: reply 'utter_stop' already stands in" in found
    assert "_gedeeld/domein.yml" in found


def test_a_missing_folder_or_file_is_named(project: Path) -> None:
    before = problems(project)
    shutil.rmtree(project / "nlu_data" / "wonen")
    (project / "nlu_data" / "geld" / "LEESMIJ.md").unlink()
    found = new_problems(project, before)
    assert any(line.endswith("wonen: this folder is missing; every life domain has one.") for line in found)
    assert any("geld/LEESMIJ.md: this file is missing" in line for line in found)


def test_an_unknown_folder_is_named_with_those_that_are_known(project: Path) -> None:
    before = problems(project)
    (project / "nlu_data" / "gelt").mkdir()
    (found,) = new_problems(project, before)
    assert "gelt: no life domain has this name" in found and "geld" in found


BLOCK = """nlu:
- intent: {intent}
  metadata: {metadata}
  examples: {examples}
"""
GOOD = "|\n    - dit is een heel eigen zin over de rode fiets\n"


@pytest.mark.parametrize(
    ("intent", "metadata", "examples", "problem"),
    [
        ("vertel", "{domains: [geld]}", GOOD, "block 1: intent 'vertel' is not in domain.yml"),
        ("tell_need", "{kind: plain}", GOOD, "block 1: say which life domains"),
        ("tell_need", "{domains: [gelt]}", GOOD, "block 1: 'gelt' is no life domain"),
        ("tell_need", "{domains: geld}", GOOD, "block 1: "),
        ("tell_need", "{domains: [geld]}", "\n    - los\n    - zonder streep\n", "block 1: "),
        ("tell_need", "{domains: [geld]}", "alles op een regel", "block 1: "),
    ],
)
def test_a_mistake_in_examples_names_file_and_block(
    project: Path, intent: str, metadata: str, examples: str, problem: str
) -> None:
    before = problems(project)
    write(project, "geld/voorbeelden_meer.yml", BLOCK.format(intent=intent, metadata=metadata, examples=examples))
    (found,) = new_problems(project, before)
    assert f"geld/voorbeelden_meer.yml, {problem}" in found


@pytest.mark.parametrize("nlu", ["tekst", "[tekst]", "{intent: greet}"])
def test_examples_of_another_shape_are_one_line(project: Path, nlu: str) -> None:
    before = problems(project)
    write(project, "geld/voorbeelden_meer.yml", f"nlu: {nlu}\n")
    (found,) = new_problems(project, before)
    assert "geld/voorbeelden_meer.yml" in found


def test_an_example_with_two_labels_is_named_with_the_other_file(project: Path) -> None:
    before = problems(project)
    text = "|\n    - dit is een heel eigen zin over de rode fiets\n"
    write(project, "geld/voorbeelden_a.yml", BLOCK.format(intent="greet", metadata="{}", examples=text))
    write(project, "geld/voorbeelden_b.yml", BLOCK.format(intent="stop", metadata="{}", examples=text.upper()))
    (found,) = new_problems(project, before)
    assert "voorbeelden_b.yml, block 1" in found and "stands with other labels in" in found and "voorbeelden_a" in found


def test_a_domain_with_few_examples_says_how_many_are_needed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "MIN_EXAMPLES", 100_000)
    found = problems(project)
    assert [line.split(":")[0] for line in found] == [f"nlu_data/{code}" for code in checks.LIFE_DOMAINS]
    assert all("at least 100000 are needed" in line for line in found)


def test_all_problems_come_at_once(project: Path) -> None:
    write(project, "geld/domein.yml", "responses: [")
    write(project, "wonen/domein.yml", "responses: [")
    with pytest.raises(ContentError) as caught:
        checks.must_hold(project / "nlu_data", project / "domain.yml")
    assert "geld" in str(caught.value) and "wonen" in str(caught.value)


def test_shared_fragments_come_first_then_the_domains_in_order() -> None:
    folders = list(dict.fromkeys(item.path.parent.name for item in fragments(ROOT / "nlu_data", "domein")))
    assert folders[0] == "_gedeeld" and folders[1] == "geld" and folders[-1] == "regels"


def test_the_importer_joins_root_and_fragments() -> None:
    from bot.content.importer import FragmentImporter

    importer = FragmentImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"))
    domain = importer.get_domain()
    assert {"utter_welcome", "utter_geld_ask"} <= set(domain.responses)
    assert "tell_need" in domain.intents
    assert importer.get_stories().story_steps


def test_the_importer_reads_examples_as_rasa_does() -> None:
    from rasa.shared.importers.utils import training_data_from_paths

    from bot.content.importer import FragmentImporter

    ours = FragmentImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml")).get_nlu_data().training_examples
    files = [str(ROOT / "nlu_data" / name) for name in ("geld/voorbeelden.yml", "_gedeeld/voorbeelden_kort.yml")]
    read = {message.get("text"): message.data for message in ours}
    for message in training_data_from_paths(files, "nl").training_examples:
        assert read[message.get("text")] == message.data


def test_the_importer_stops_at_a_mistake(project: Path) -> None:
    from bot.content.importer import FragmentImporter

    shutil.copy(ROOT / "config.yml", project / "config.yml")
    write(project, "geld/domein.yml", "responses: [")
    with pytest.raises(ContentError, match=r"geld/domein\.yml"):
        FragmentImporter(str(project / "config.yml"), str(project / "domain.yml"))
