"""The pictures in the documentation, made from the real screens.

`NAAST_SCREENSHOTS=1 python -m pytest --confcutdir tests/browser tests/browser/test_pictures.py` makes them anew; the
option keeps the shared `conftest.py` from taking the variable away.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from functional.servers import Running

from .pages import Chat, Desk

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"

# From the yes to the summary on, so that the first card stands below it.
IN_VIEW = """(message) => {
  const log = message.closest(".log");
  log.scrollTop += message.getBoundingClientRect().top - log.getBoundingClientRect().top - 10;
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(os.environ.get("NAAST_SCREENSHOTS") != "1", reason="only with NAAST_SCREENSHOTS=1"),
]


def test_picture_of_a_conversation(chat: Chat) -> None:
    chat.tell_and_confirm()
    chat.page.mouse.move(0, 0)
    chat.messages("resident").last.evaluate(IN_VIEW)
    chat.page.screenshot(path=picture("gesprek.png"))


def test_picture_of_the_console(running: Running, chat: Chat, new_page: Callable[..., Any]) -> None:
    chat.tell_and_confirm().ask_for_person()
    waiting = Chat(new_page(), running.front).open()
    waiting.say("Mijn moeder vergeet steeds meer en ik zorg er alleen voor")
    waiting.messages().nth(1).wait_for()
    waiting.ask_for_person()
    desk = Desk(new_page(), running.console).sign_in(running.name, running.password)
    desk.open("huur").claim()
    desk.answer("Goedemiddag. Ik heb je samenvatting gelezen. Zullen we samen met de post beginnen?")
    chat.wait_for("Zullen we samen met de post beginnen?")
    chat.say("Graag, ik durf de brieven niet alleen open te maken")
    desk.page.locator("#log li.resident", has_text="Graag").wait_for()
    desk.page.mouse.move(0, 0)
    desk.page.screenshot(path=picture("console.png"))


def picture(name: str) -> str:
    IMAGES.mkdir(parents=True, exist_ok=True)
    return str(IMAGES / name)
