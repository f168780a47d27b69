"""What can be measured of accessibility, on the screens as people use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from functional.people import title
from functional.servers import Running

from .pages import Chat, Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}

OVERFLOWING = """() => {
  const log = document.querySelector("naast-chat").shadowRoot.querySelector(".log");
  return [document.scrollingElement, log].filter((part) => part.scrollWidth > part.clientWidth).length;
}"""


def violations(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page, options=OPTIONS).response
    assert found["testEngine"]["name"] == "axe-core"
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_conversation_has_no_violations(running: Running, new_page: Callable[..., Any], scheme: str) -> None:
    chat = Chat(new_page(color_scheme=scheme), running.front).open()
    assert violations(chat.page) == []
    chat.tell()
    chat.page.get_by_role("button", name="Pas de tekst aan").click()
    assert violations(chat.page) == []
    chat.page.get_by_role("button", name="Laat het zo").click()
    chat.press(title("utter_summary"))
    chat.cards.nth(1).wait_for()
    chat.press("Wis dit gesprek")
    assert violations(chat.page) == []


def test_the_console_has_no_violations(running: Running, chat: Chat, new_page: Callable[..., Any]) -> None:
    chat.say("Mijn huur is te hoog en de goudmerel is weg")
    chat.wait_for("goudmerel")
    chat.ask_for_person()
    page = new_page()
    page.goto(running.console)
    assert violations(page) == []
    desk = Desk(page, running.console).sign_in(running.name, running.password).open("goudmerel")
    assert violations(page) == []
    desk.claim().answer("Goedemiddag.")
    assert violations(page) == []


def test_a_narrow_screen_needs_no_sideways_scrolling(running: Running, new_page: Callable[..., Any]) -> None:
    page = new_page(320, 640)
    page.goto(running.front)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    chat = Chat(page, running.front).open().tell_and_confirm()
    assert page.evaluate(OVERFLOWING) == 0
    box = chat.page.locator("naast-chat .panel").bounding_box()
    assert (box["x"], box["width"]) == (0, 320)
    chat.press("Praat met een mens")
    chat.page.locator("naast-chat button:not(:disabled)", has_text=title("utter_preview")).wait_for()
    assert page.evaluate(OVERFLOWING) == 0
