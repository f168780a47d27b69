from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.phrases.content import ContentError
from bot.safety.helplines import HelpLines

ROW = """
or: of
lines:
  - id: hulp
    name: Hulp
    numbers: ["0800-1"]
    say: bel {numbers}
    hours: dag en nacht
    cost: gratis
    for_whom: iedereen
    source: test
    checked_at: 2026-01-01
    owner: redactie
    mark: V
"""


def load(folder: Path, text: str, today: date = date(2026, 6, 1)) -> HelpLines:
    file = folder / "hulplijnen.yml"
    file.write_text(text, encoding="utf-8")
    return HelpLines.load(file, today=lambda: today)


def test_a_line_shows_number_hours_and_cost(tmp_path: Path) -> None:
    lines = load(tmp_path, ROW)
    assert lines.render("{lijn:hulp}, kort {nummer:hulp}, ook {hulp}") == (
        "Hulp: bel 0800-1 (dag en nacht, gratis), kort 0800-1, ook Hulp: bel 0800-1 (dag en nacht, gratis)"
    )


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 1, 1), True), (date(2027, 1, 2), False)])
def test_after_365_days_the_hours_go_and_the_number_stays(tmp_path: Path, day: date, hours: bool) -> None:
    shown = load(tmp_path, ROW, day).show("hulp")
    assert ("dag en nacht" in shown) is hours and "0800-1" in shown


def test_an_old_source_hides_its_hours(tmp_path: Path) -> None:
    assert load(tmp_path, ROW.replace("mark: V", "mark: V, old")).show("hulp") == "Hulp: bel 0800-1 (gratis)"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    owner: redactie\n", "", "owner"),
        ("2026-01-01", "gisteren", "checked_at"),
        ("mark: V", "mark: Z", "mark"),
        ('["0800-1"]', "[8001]", "quotes"),
        ('["0800-1"]', '["bel ons"]', "digits"),
        ("{numbers}", "{nummer}", "say"),
    ],
)
def test_a_wrong_row_is_named_with_advice(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ContentError, match=rf"hulplijnen\.yml: row 1 \(hulp\).*{message}"):
        load(tmp_path, ROW.replace(old, new))


def test_an_unknown_line_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        load(tmp_path, ROW).render("{lijn:weg}")


def test_the_table_of_the_project(lines: HelpLines) -> None:
    numbers = {line.id: line.numbers for line in lines}
    assert numbers["112"] == ("112",) and numbers["113"] == ("113", "0800-0113")
    assert numbers["veilig_thuis"] == ("0800-2000",) and numbers["csg"] == ("0800-0188",)
    assert numbers["kindertelefoon"] == ("0800-0432",) and numbers["meldpunt"] == ("0800-1205",)
    assert numbers["helpwanted"] == ()
    assert "21 uur" not in lines.show("kindertelefoon")
    assert "113 of 0800-0113" in lines.show("113")
