from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cues.reader import KINDS, NOT, QUOTED, CueReader
from bot.phrases.content import ContentError

FOLDER = Path(__file__).parents[3] / "nlu_data/_gedeeld/aanwijzingen"
LINES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("lines.yml").read_text(encoding="utf-8"))
YES_NO = ("tried", "wish")
LIFE_EVENTS = (
    "achttien_worden",
    "kind_krijgen",
    "scheiden",
    "overlijden",
    "baan_kwijt",
    "langdurig_ziek",
    "ziekenhuis_uit",
    "dementie",
    "zorgkind",
    "verhuizen",
    "nieuw_in_nederland",
    "slachtoffer",
    "detentie",
    "schuld",
    "hulp_valt_weg",
)


@pytest.fixture(scope="module")
def reader() -> CueReader:
    return CueReader.load(FOLDER)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["text"])
def test_a_line_tells_what_it_should(reader: CueReader, line: dict[str, Any]) -> None:
    found = reader.read(line["text"]).labels
    told = {kind: bool(labels) if kind in YES_NO else set(labels) for kind, labels in found.items()}
    assert told == {kind: line[kind] if kind in YES_NO else set(line[kind]) for kind in KINDS if kind in line}


def test_every_line_is_written_once_with_known_keys() -> None:
    texts = [line["text"] for line in LINES]
    assert len(texts) == len(set(texts))
    assert all(set(line) <= {"text", *KINDS} for line in LINES)


def test_every_label_has_lines() -> None:
    for kind, name in KINDS.items():
        labels = set(yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))) - {NOT}
        told = {label for line in LINES if kind in line for label in ([kind] if kind in YES_NO else line[kind])}
        assert told == ({kind} if kind in YES_NO else labels), kind


def test_the_life_events_are_the_fifteen_of_the_design() -> None:
    assert set(yaml.safe_load((FOLDER / KINDS["life_event"]).read_text(encoding="utf-8"))) - {NOT} == set(LIFE_EVENTS)


def test_the_sentence_itself_is_kept_of_what_was_tried_and_wished(reader: CueReader) -> None:
    quotes = reader.read("Mijn zoon heeft autisme. Ik heb al gebeld met de gemeente! Ik wil graag rust.").quotes
    assert quotes == {"tried": ["Ik heb al gebeld met de gemeente!"], "wish": ["Ik wil graag rust."]}
    assert set(quotes) <= set(QUOTED)


def test_nothing_in_nothing(reader: CueReader) -> None:
    assert reader.read("").labels == {} and reader.read(" \n ").quotes == {}


def copy_of_the_folder(to: Path) -> Path:
    for file in FOLDER.glob("*.yml"):
        (to / file.name).write_bytes(file.read_bytes())
    return to


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("wens.yml", "wens:\n  - (ik wil\n", "wens, item 1"),
        ("wens.yml", "wens:\n  - ik wil\n  - <bestaat_niet> wil\n", "wens, item 2"),
        ("over_wie.yml", "zelf:\n  - 18\n", "zelf, item 1"),
        ("mensen.yml", "iemand: mijn zus helpt me\n", "iemand"),
        ("deur_dicht.yml", "afgewezen:\n  - 'open\n", "line"),
        ("geprobeerd.yml", "niet:\n  - ik moet nog\n", "top"),
        ("levensgebeurtenis.yml", "- los\n", "top"),
        ("woorden.yml", "spelling:\n  5: vijf\n", "spelling, 5"),
    ],
)
def test_a_broken_file_is_named_with_the_place(tmp_path: Path, name: str, content: str, place: str) -> None:
    folder = copy_of_the_folder(tmp_path)
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        CueReader.load(folder)
    assert str(folder / name) in str(error.value) and f": {place}" in str(error.value)


@pytest.mark.parametrize("name", [*KINDS.values(), "woorden.yml"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = copy_of_the_folder(tmp_path)
    (folder / name).unlink()
    with pytest.raises(ContentError, match=name):
        CueReader.load(folder)
