"""The page to take along: its card in the widget, and the print view behind it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.messages import Reply
from bot.languages import load_languages

from .standin import CONTENT, Polyglot, front_door
from .test_accessibility import OVERFLOWING, violations

pytestmark = pytest.mark.browser

TEXT = "Dit is jouw bladzijde."
PAGE: dict[str, Any] = {
    "title": "Mijn verhaal",
    "language": "nl",
    "parts": [
        {"heading": "Wat er speelt", "lines": ["Ik kan mijn huur niet meer betalen.", "Ik slaap slecht <b>& zo</b>."]},
        {"heading": "Waar het mij om gaat", "lines": ["Rust in huis"]},
        {"heading": "Waar ik terechtkan", "lines": ["Raadslieden, 099-000 02 02, https://voorbeeld.nl/" + "a" * 60]},
    ],
    "closing": "Deze bladzijde is van mij. Ik mag haar gebruiken als persoonlijk plan.",
}
ARABIC = {
    **PAGE,
    "title": "قصتي",
    "language": "ar",
    "parts": [{"heading": "ما الذي يحدث", "lines": ["لا أستطيع دفع الإيجار (gemeente).", "Ik slaap slecht."]}],
}
WIDTHS = [320, 768]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    engine = Polyglot()
    for asked, page in (("bladzijde", PAGE), ("arabisch", ARABIC)):
        language = None if page is PAGE else str(page["language"])
        engine.says[asked] = Reply(TEXT, kind="page", page=page, language=language)
    with front_door(tmp_path_factory.mktemp("front"), engine) as address:
        yield address


def card_of(page: Any, url: str, asked: str = "bladzijde") -> Any:
    """The card that answers what is asked for."""
    page.goto(f"{url}/#naast")
    page.locator("naast-chat .message.assistant .bubble").first.wait_for()
    page.locator("naast-chat #text").fill(asked)
    page.locator("naast-chat #text").press("Enter")
    card = page.locator("naast-chat .take-away")
    card.wait_for()
    return card


def print_view(page: Any, url: str, asked: str = "bladzijde") -> Any:
    link = card_of(page, url, asked).locator("a").first
    page.goto(url + link.get_attribute("href"))
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_the_card_has_two_large_links(url: str, new_page: Callable[..., Any], width: int) -> None:
    page = new_page(width, 640)
    card = card_of(page, url)
    picture(page, f"kaart-{width}")
    assert card.locator("h3").inner_text() == PAGE["title"]
    links = card.locator("a")
    assert [words.partition("\n")[0].split(" (")[0] for words in links.all_inner_texts()] == [
        "Open om te printen",
        "Bewaar als PDF",
    ]
    assert all(link.bounding_box()["height"] >= 44 for link in links.all())
    assert page.evaluate(OVERFLOWING) == 0
    assert violations(page) == []
    page.reload()
    card.wait_for()
    assert TEXT in page.locator("naast-chat .message.assistant").last.inner_text()


def test_the_links_open_the_print_view_and_keep_the_pdf(url: str, new_page: Callable[..., Any]) -> None:
    page = new_page()
    links = card_of(page, url).locator("a")
    with page.expect_popup() as opened:
        links.first.click()
    view = opened.value
    view.get_by_role("heading", name=PAGE["title"]).wait_for()
    assert view.evaluate("document.referrer") == ""
    with page.expect_download() as kept:
        links.last.click()
    assert kept.value.suggested_filename == "bladzijde.pdf"
    with view.expect_download() as kept:
        view.get_by_role("link", name="Bewaar als PDF").click()
    assert Path(kept.value.path()).read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("asked", ["bladzijde", "arabisch"])
def test_the_print_view_fits_its_screen(url: str, new_page: Callable[..., Any], width: int, asked: str) -> None:
    page = print_view(new_page(width, 900), url, asked)
    picture(page, f"{asked}-{width}")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert violations(page) == []


def test_the_print_button_prints_one_side_without_buttons(
    url: str, new_page: Callable[..., Any], tmp_path: Path
) -> None:
    page = print_view(new_page(), url)
    shown = page.locator("main").inner_text()
    assert "<b>& zo</b>" in shown
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print deze bladzijde").click()
    assert page.evaluate("window.printed")
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    printed = pypdf.PdfReader(tmp_path / "print.pdf")
    assert len(printed.pages) == 1
    text = printed.pages[0].extract_text()
    assert PAGE["title"] in text and "Bewaar als PDF" not in text


def test_an_arabic_page_reads_from_right_to_left(url: str, new_page: Callable[..., Any]) -> None:
    page = print_view(new_page(), url, "arabisch")
    words = load_languages(CONTENT)["ar"].page
    assert page.get_by_role("button", name=words["print"]).count() == 1
    arabic, dutch = page.locator("section").first.locator("p").all()
    assert [line.evaluate("line => getComputedStyle(line).direction") for line in (arabic, dutch)] == ["rtl", "ltr"]


def picture(page: Any, name: str) -> None:
    """Kept when NAAST_SCREENSHOTS names a folder."""
    folder = Path(os.environ.get("NAAST_SCREENSHOTS", ""))
    if folder.is_absolute():
        page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
