"""A supporter in the console and a resident in the widget, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from functional.people import QUESTIONS, opening
from functional.servers import Running

from .pages import Chat, Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def desk(running: Running, new_page: Callable[..., Any]) -> Desk:
    return Desk(new_page(), running.console).sign_in(running.name, running.password)


def test_a_person_joins_and_answers(running: Running, chat: Chat, desk: Desk) -> None:
    chat.say("Mijn huur is te hoog en de zilverzwaluw is weg")
    chat.wait_for("zilverzwaluw")
    chat.ask_for_person()
    desk.open("zilverzwaluw").claim()
    chat.page.locator("naast-chat .status", has_text="Er is nu een mens bij").wait_for()

    desk.answer("Goedemiddag. Zullen we samen naar je post kijken?")
    shown = chat.wait_for("Zullen we samen naar je post kijken?")
    assert "supporter" in shown.get_attribute("class")
    first_name = running.name.split()[0]
    assert first_name in shown.inner_text()
    chat.page.locator("naast-chat .status", has_text=f"{first_name} is er nu bij").wait_for()

    chat.say(QUESTIONS[0][0])
    desk.page.locator("#log li.resident", has_text=QUESTIONS[0][0]).wait_for()
    desk.answer("Nee hoor, ik ben een mens.")
    chat.wait_for("Nee hoor, ik ben een mens.")
    assert not any(opening(QUESTIONS[0][1]).search(text) for text in chat.texts())


def test_the_supporter_sees_the_summary_before_claiming(chat: Chat, desk: Desk) -> None:
    chat.say("Mijn huur is te hoog en de bronsmees is weg")
    chat.wait_for("bronsmees")
    chat.ask_for_person()
    desk.open("bronsmees")
    assert "bronsmees" in desk.page.locator("aside.summary").inner_text()
    assert desk.page.locator("#log").count() == 0  # the transcript only after claiming
    desk.claim()
    assert "bronsmees" in desk.page.locator("#log").inner_text()
    assert "bronsmees" not in desk.page.title()
