"""No number is invented: every phone number a resident or supporter can read comes from a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.safety.helplines import HelpLines
from bot.settings import ROOT, Settings

TABLE = ROOT / "nlu_data" / "_gedeeld" / "veiligheid" / "hulplijnen.yml"
EXAMPLE = ROOT / "bot" / "socialmap" / "example"
# What residents write, as examples to learn from, is no text of ours.
WRITTEN_BY_RESIDENTS = re.compile(r"voorbeelden")
FILES = sorted(
    path
    for pattern in ("nlu_data/**/*.yml", "bot/**/*.yml", "bot/**/*.js", "bot/**/*.html", "domain.yml")
    for path in ROOT.glob(pattern)
    if not WRITTEN_BY_RESIDENTS.search(str(path.relative_to(ROOT)))
)

_LONG = r"(?:\+31|0031|0)[ \-().]*[1-9](?:[ \-().]{0,2}\d){7,9}"  # 010-1234567, 06 12 34 56 78, +31 6 ..., 088 ...
_SERVICE = r"0[89]0[069][ \-]?\d{4}(?:\d{3})?"  # 0800-1234, 0900 1234, 0906-1234567
_SHORT = r"1(?:12|13|16[ \-]?\d{3}|4[ \-]?0\d{2,3}|44)"  # alarm, 113, 116 111, 14 020, 144
_FICTITIOUS = r"099[ \-]?\d{3}(?: ?\d){4}"
_PHONE = re.compile(
    rf"(?<![\w.,#-])(?:{_FICTITIOUS}|{_SERVICE}|{_LONG}|{_SHORT})(?![\w%-]|\.\w|,\d| ?(?:euro|procent|px))"
)


def digits(number: str) -> str:
    """A number as it is dialled: digits only, in the national form."""
    return re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)31", "0", number))


def phones(text: str) -> Iterator[str]:
    """Everything in a text that looks like a phone number; drawings and dates are left out."""
    text = re.sub(r"<(path|svg|polyline|circle|rect)\b[^>]*>", "", text)
    text = re.sub(r"\b\d{4}-\d{2}-\d{2}\b", "", text)
    return (match[0] for match in _PHONE.finditer(text))


def unknown(path: Path) -> list[str]:
    """Numbers of a file that are in no table: not of a help line, not the municipality's own."""
    known = {digits(number) for number in (*HelpLines.load(TABLE).numbers(), Settings().phone)}
    found = [number for number in phones(path.read_text(encoding="utf-8")) if digits(number) not in known]
    if EXAMPLE in path.parents:  # the invented municipality has an area code that does not exist
        found = [number for number in found if not digits(number).startswith("099")]
    return found


def test_there_are_files_to_look_at() -> None:
    names = {path.name for path in FILES}
    assert {"hulplijnen.yml", "suicide.yml", "zinnen.yml", "index.html", "landelijk.yml", "domain.yml"} <= names
    assert any(path.suffix == ".js" for path in FILES) and any("templates" in path.parts for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_number_is_in_a_table(path: Path) -> None:
    assert unknown(path) == []


@pytest.mark.parametrize(
    "text",
    [
        "bel 0800-1234",
        "bel 08001234",
        "bel 0900 1234",
        "bel 0906-1234567.",
        "tel:0101234567",
        "bel 010-1234567",
        "bel 088 123 45 67",
        "06 12 34 56 78",
        "06-12345678",
        "+31 6 12345678",
        "(020) 123 45 67",
        "bel 144",
        "bel 14 020",
        "bel 116 111",
        "bel 112",
    ],
)
def test_a_number_is_seen(text: str) -> None:
    assert list(phones(text))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "113.nl",
        "van 9 tot 21 uur",
        "112 euro",
        "8791 AB",
        "0.0722",
        "4.100 euro",
        "#113355",
        "1130",
        "v112",
    ],
)
def test_other_figures_are_no_numbers(text: str) -> None:
    assert not list(phones(text))


def test_an_invented_number_is_caught(tmp_path: Path) -> None:
    file = tmp_path / "tekst.yml"
    file.write_text("a: Bel 0800-2000 of 0800-9999, of 099-000 01 02.\n", encoding="utf-8")
    assert unknown(file) == ["0800-9999", "099-000 01 02"]


def test_the_invented_area_code_is_known_in_the_example_only(tmp_path: Path) -> None:
    inside = EXAMPLE / "waterrijk.yml"
    copy = tmp_path / inside.name
    copy.write_text(inside.read_text(encoding="utf-8"), encoding="utf-8")
    assert unknown(inside) == []
    assert unknown(copy) and all(digits(number).startswith("099") for number in unknown(copy))
