from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.socialmap.importer import EXAMPLE
from bot.socialmap.reader import load_file
from bot.socialmap.records import MapFileError

from .small import service, write

GOOD = """\
organizations:
- id: buurthuis
  name: Buurthuis
  services:
  - id: buurthuis-koffie
    name: Koffie
    description: Koffie drinken.
    offered_by: volunteer
    formal: false
"""


def problems(path: Path) -> str:
    with pytest.raises(MapFileError) as caught:
        load_file(path)
    return str(caught.value)


def test_gives_plain_records_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, service("koffie", wait_time=None), locations=[{"id": "loc-kade", "name": "De Kade"}])
    organization, koffie, kade = load_file(path)
    assert (organization.kind, koffie.kind, kade.kind) == ("organization", "service", "location")
    assert koffie.values["organization"] == "org"
    assert koffie.values["checked_at"] == date(2026, 11, 1)
    assert "wait_time" not in koffie.values


def test_reads_the_same_from_json(tmp_path: Path) -> None:
    path = write(tmp_path, service("koffie", languages=["nl", "ar"]))
    import yaml

    as_json = tmp_path / "kaart.json"
    as_json.write_text(json.dumps(yaml.safe_load(path.read_text()), default=str), encoding="utf-8")
    assert load_file(as_json) == load_file(path)


def test_national_on_top_counts_for_every_service(tmp_path: Path) -> None:
    path = write(tmp_path, service("koffie"), service("thee", national=False), national=True)
    values = {record.id: record.values for record in load_file(path)}
    assert values["koffie"]["national"] is True
    assert "national" not in values["thee"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    formal: false\n", "", ["regel 5", "buurthuis-koffie", '"formal" ontbreekt']),
        ("formal: false", "formaal: false", ['"formaal" bestaat niet', 'Bedoel je "formal"']),
        ("formal: false", "formal: misschien", ["regel 5", "true of false"]),
        ("volunteer", "vrijwilliger", ["vrijwilliger", "professional, volunteer, peer, group"]),
        ("formal: false", "formal: false\n    domains: [geldzaken]", ["geldzaken", "Kies uit: geld, wonen"]),
        ("formal: false", "formal: false\n    domains: geld", ["lijst"]),
        ("formal: false", "formal: false\n    languages: [nl, no]", ["False", "aanhalingstekens"]),
        ("formal: false", "formal: false\n    url: http://a.example", ["https://"]),
        ("formal: false", "formal: false\n    checked_at: vorige week", ["2026-11-30"]),
        ("formal: false", "formal: false\n    minimum_age: 30\n    maximum_age: 12", ["30", "12", "Draai"]),
        ("formal: false", "formal: false\n    formal: true", ['"formal" staat er twee keer']),
        ("id: buurthuis-koffie", "id: Buurthuis Koffie", ["kleine letters"]),
        ("organizations:", "organisaties:", ['"organisaties" bestaat niet', "organizations"]),
        ("name: Koffie", "name: 'Koffie", ["geen geldig bestand"]),
    ],
)
def test_says_where_what_and_how(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    path = tmp_path / "kaart.yml"
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    message = problems(path)
    assert message.startswith("kaart.yml")
    for part in expected:
        assert part in message


def test_a_problem_in_opening_hours_names_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "kaart.yml"
    rules = '    schedules:\n    - freq: WEEKLY\n      byday: MA\n      opens_at: 09:00\n      closes_at: "9 uur"\n'
    path.write_text(GOOD + rules, encoding="utf-8")
    message = problems(path)
    assert message.count("regel 11") == 2
    assert "MO,TU" in message and '"09:00"' in message


def test_weekly_hours_need_a_day(tmp_path: Path) -> None:
    rule = {"freq": "WEEKLY", "opens_at": "09:00", "closes_at": "10:00"}
    assert '"byday" ontbreekt' in problems(write(tmp_path, service("koffie", schedules=[rule])))


def test_tells_every_problem_at_once(tmp_path: Path) -> None:
    message = problems(write(tmp_path, service("koffie", formal="ja"), service("koffie", email="geen")))
    assert len(message.splitlines()) == 3
    assert "eigen id" in message


@pytest.mark.parametrize(("name", "content"), [("kaart.yml", "- los"), ("kaart.json", "[]"), ("kaart.json", "{")])
def test_refuses_another_shape(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert name in problems(tmp_path / name)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    assert "kan niet worden gelezen" in problems(tmp_path / "weg.yml")


def test_the_example_marks_exactly_one_supporter_and_what_is_national() -> None:
    records = [record for file in EXAMPLE.glob("*.yml") for record in load_file(file) if record.kind == "service"]
    assert [record.id for record in records if record.values.get("supporter")] == ["wrk-naastje-ondersteuner"]
    assert {record.id.startswith("nl-") for record in records if record.values.get("national")} == {True}
    assert {record.id.startswith("wrk-") for record in records if not record.values.get("national")} == {True}
