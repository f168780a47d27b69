"""The PDF: everything on it, large enough, and no more sheets than needed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.takeaway.pdf import SIZES, make_pdf
from bot.takeaway.texts import PageTexts

from .conftest import IN_LANGUAGES, PAGE

pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
SENTENCE = "Zin {number} gaat over de huur, de brieven en de nachten dat ik wakker lig. "


def made(page: dict[str, Any], texts: PageTexts) -> Any:
    return pypdf.PdfReader(io.BytesIO(make_pdf(page, texts.of(page["language"]))))


def words(pdf: Any) -> str:
    """The text without white space: where lines break is the printer's business."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))


def story(lines: int, sentences: int = 1) -> dict[str, Any]:
    told = [SENTENCE.format(number=number) * sentences for number in range(lines)]
    return {**PAGE, "parts": [{"heading": "Wat er speelt", "lines": told}, *PAGE["parts"]]}


def said(page: dict[str, Any]) -> Iterator[str]:
    yield page["title"]
    for part in page["parts"]:
        yield from (part["heading"], *part["lines"])
    yield page["closing"]


def smallest(pdf: Any) -> float:
    """The smallest letters, in points."""
    found: list[float] = []
    for page in pdf.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append(size) if text.strip() else None)
    return min(found)


def rules(pdf: Any) -> int:
    """The lines to write on."""
    return sum(len(re.findall(rb" l S\b", page.get_contents().get_data())) for page in pdf.pages)


@pytest.mark.parametrize("page", [PAGE, story(10, 2), story(12, 8)], ids=["short", "long", "very long"])
def test_every_line_is_there_in_letters_that_can_be_read(page: dict[str, Any], texts: PageTexts) -> None:
    pdf = made(page, texts)
    found = re.sub(r"Mijnverhaal,\d", "", words(pdf))
    for line in said(page):
        assert re.sub(r"\s", "", line) in found
    assert smallest(pdf) >= SIZES[-1] == 12
    assert rules(pdf) >= 3


def test_a_short_page_is_one_sheet_in_large_letters_with_room_to_write(texts: PageTexts) -> None:
    pdf = made(PAGE, texts)
    assert (len(pdf.pages), smallest(pdf)) == (1, SIZES[0])
    assert rules(pdf) >= 8
    box = pdf.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_a_longer_page_stays_one_sheet_in_smaller_letters(texts: PageTexts) -> None:
    pdf = made(story(10, 2), texts)
    assert (len(pdf.pages), smallest(pdf)) == (1, SIZES[-1])


def test_a_very_long_page_goes_on_on_numbered_sheets(texts: PageTexts) -> None:
    pdf = made(story(12, 8), texts)
    assert len(pdf.pages) > 1
    for number, sheet in enumerate(pdf.pages[1:], 2):
        assert sheet.extract_text().startswith(f"Mijn verhaal, {number}")


@pytest.mark.parametrize("lines", range(9, 17))
def test_the_room_to_write_is_never_cut_off(lines: int, texts: PageTexts) -> None:
    pdf = made(story(lines, 2), texts)
    assert len(pdf.pages) <= 2
    assert rules(pdf) >= 3
    last = re.sub(r"\s", "", pdf.pages[-1].extract_text())
    assert re.sub(r"\s", "", texts.of("nl").words["notes"]) in last
    assert last.endswith(re.sub(r"\s", "", PAGE["closing"]))


@pytest.mark.parametrize("code", [code for code, (direction, _) in IN_LANGUAGES.items() if direction == "ltr"])
def test_the_letters_of_every_language(code: str, texts: PageTexts) -> None:
    line = IN_LANGUAGES[code][1]
    page = {**PAGE, "language": code, "parts": [{"heading": line.upper(), "lines": [line]}]}
    pdf = made(page, texts)
    assert re.sub(r"\s", "", line.upper() + line) in words(pdf)
    assert pdf.root_object["/Lang"] == code.split("-")[0]


def test_arabic_is_joined_from_right_to_left_beside_dutch(texts: PageTexts) -> None:
    line = IN_LANGUAGES["ar"][1]
    pdf = made({**PAGE, "language": "ar", "parts": [{"heading": "ما يحدث", "lines": [line, "De huur."]}]}, texts)
    places: dict[str, float] = {}
    pdf.pages[0].extract_text(visitor_text=lambda text, cm, tm, font, size: places.setdefault(text.strip(), tm[4]))
    assert {re.sub(r"\s", "", letter) for letter in line} - {""} <= set(words(pdf))
    dutch = next(left for text, left in places.items() if "De huur." in text)
    arabic = next(left for text, left in places.items() if "الإيجار" in text)
    assert dutch < 100 < arabic


def test_letters_the_font_lacks_show_as_a_box_and_marks_go(texts: PageTexts) -> None:
    page = {**PAGE, "parts": [{"heading": "Wat er speelt", "lines": ["ሰላም\u135f a\u0007b\tc", "🫠", ""]}]}
    found = words(made(page, texts))
    assert "□□□abc□" in found


def test_an_endless_word_is_broken(texts: PageTexts) -> None:
    page = {**PAGE, "parts": [{"heading": "Wat er speelt", "lines": ["a" * 400, "https://voorbeeld.nl/" + "x" * 200]}]}
    assert "a" * 400 in words(made(page, texts))
