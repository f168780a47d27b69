"""The pictures in the documentation, made from the real screens: `NAAST_SCREENSHOTS=1 python -m pytest` on this file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from functional.servers import Running

from .pages import Chat, Desk

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(os.environ.get("NAAST_SCREENSHOTS") != "1", reason="only with NAAST_SCREENSHOTS=1"),
]


def test_picture_of_a_conversation(chat: Chat) -> None:
    chat.tell_and_confirm()
    chat.cards.first.scroll_into_view_if_needed()
    chat.page.screenshot(path=picture("gesprek.png"))


def test_picture_of_the_console(running: Running, chat: Chat, new_page: Callable[..., Any]) -> None:
    chat.tell_and_confirm().ask_for_person()
    desk = Desk(new_page(), running.console).sign_in(running.name, running.password)
    desk.open("huur").claim()
    desk.answer("Goedemiddag. Ik heb je samenvatting gelezen. Zullen we samen met de post beginnen?")
    chat.wait_for("Zullen we samen met de post beginnen?")
    chat.say("Graag, ik durf de brieven niet alleen open te maken")
    desk.page.locator("#log li.resident", has_text="Graag").wait_for()
    desk.page.screenshot(path=picture("console.png"))


def picture(name: str) -> str:
    IMAGES.mkdir(parents=True, exist_ok=True)
    return str(IMAGES / name)
