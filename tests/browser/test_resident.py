"""A resident with a real browser and everything running behind it."""

from __future__ import annotations

from typing import Any

import pytest
from functional.people import QUESTIONS, answers, opening, title
from functional.servers import Running

from .pages import MORE, NEED, Chat

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_from_a_need_to_organisations_and_a_person(chat: Chat) -> None:
    chat.tell()
    assert NEED in chat.summary.inner_text()
    assert MORE in chat.summary.inner_text()
    assert chat.cards.count() == 0  # first the summary, then the options

    chat.press(title("utter_summary"))
    chat.cards.nth(1).wait_for()
    assert 2 <= chat.cards.count() <= 3
    assert "Waarom deze:" in chat.cards.first.inner_text()
    assert chat.cards.last.get_by_text("met één vast persoon").is_visible()
    assert all(not card.get_by_text("met één vast persoon").is_visible() for card in chat.cards.all()[:-1])


def test_a_reload_keeps_the_conversation(chat: Chat) -> None:
    chat.tell_and_confirm()
    before = chat.texts()
    chat.page.reload()
    chat.cards.nth(1).wait_for()
    assert chat.texts() == before


def test_the_summary_can_be_changed_in_place(chat: Chat) -> None:
    chat.tell()
    chat.page.get_by_role("button", name="Pas de tekst aan").click()
    chat.page.get_by_label("Zo klopt het wel").fill("Ik wil vooral overzicht over mijn post")
    chat.page.get_by_role("button", name="Bewaar mijn tekst").click()
    chat.summary.nth(1).wait_for()
    assert "Ik wil vooral overzicht over mijn post" in chat.summary.nth(1).inner_text()


def test_a_restart_of_the_front_door_loses_nothing(running: Running, chat: Chat) -> None:
    chat.say(QUESTIONS[0][0])
    chat.wait_for(opening(QUESTIONS[0][1]))
    running.kill("front")
    chat.say(QUESTIONS[1][0])
    chat.say(QUESTIONS[2][0])
    for _, name in QUESTIONS[:3]:
        chat.wait_for(opening(name))

    shown = [{"text": text} for text in chat.texts()]
    assert answers(shown) == [name for _, name in QUESTIONS[:3]]
    said = chat.messages("resident").locator(".bubble").all_inner_texts()
    assert said == [question for question, _ in QUESTIONS[:3]]
    chat.page.reload()
    chat.wait_for(opening(QUESTIONS[2][1]))
    assert answers([{"text": text} for text in chat.texts()]) == [name for _, name in QUESTIONS[:3]]
    running.wait_ready()


def test_danger_is_answered_with_numbers_to_tap(chat: Chat) -> None:
    chat.say("Ik wil niet meer leven")
    chat.wait_for("113")
    assert chat.log.locator('a[href="tel:113"], a[href="tel:08000113"]').first.is_visible()


def test_a_deleted_chat_is_gone(running: Running, chat: Chat) -> None:
    chat.say(QUESTIONS[0][0])
    chat.wait_for(opening(QUESTIONS[0][1]))
    token = chat.page.evaluate("JSON.parse(sessionStorage.getItem('naast')).token")
    chat.press("Wis dit gesprek")
    chat.press("Ja, wis alles")
    chat.wait_for("Het gesprek is gewist")
    assert len(chat.texts()) == 1

    asked = chat.page.request.get(f"{running.front}/widget/history", headers={"Authorization": f"Bearer {token}"})
    assert asked.status == 401
    chat.open().say(QUESTIONS[1][0])
    chat.wait_for(opening(QUESTIONS[1][1]))
    assert answers([{"text": text} for text in chat.texts()]) == [QUESTIONS[1][1]]


def test_leaving_quickly_leaves_nothing_behind(chat: Chat) -> None:
    chat.page.route("https://**", lambda route: route.fulfill(body="<title>elders</title>", content_type="text/html"))
    chat.say(QUESTIONS[0][0])
    chat.wait_for(opening(QUESTIONS[0][1]))
    chat.press("Snel weg")
    chat.page.wait_for_url("https://**")
    assert chat.page.title() == "elders"
    chat.page.go_back()
    assert not any(opening(QUESTIONS[0][1]).search(text) for text in chat.texts())


def test_everything_can_be_done_with_the_keyboard(running: Running, new_page: Any) -> None:
    chat = Chat(new_page(), running.front)
    chat.page.goto(running.front)
    chat.page.locator("naast-chat .launcher").wait_for()
    tab_to(chat.page, "Praat met Naast")
    chat.page.keyboard.press("Enter")
    chat.wait_for(opening("utter_welcome"))
    assert focused(chat.page) == "text"  # the field to type in

    for number, text in enumerate((NEED, MORE)):
        before = chat.messages().count()
        chat.page.keyboard.type(text)
        chat.page.keyboard.press("Enter")
        chat.messages().nth(before).wait_for()
        assert chat.messages("resident").count() == number + 1
    chat.summary.first.wait_for()
    tab_to(chat.page, title("utter_summary"))
    chat.page.keyboard.press("Enter")
    chat.cards.nth(1).wait_for()

    tab_to(chat.page, "Wis dit gesprek")
    chat.page.keyboard.press("Enter")
    assert focused(chat.page) == "Nee, bewaar het"  # the answer that loses nothing
    chat.page.keyboard.press("Escape")
    assert focused(chat.page) == "Wis dit gesprek"
    chat.page.keyboard.press("Escape")
    assert focused(chat.page) == "Praat met Naast"
    assert not chat.log.is_visible()


FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element ? (element.innerText || element.id || "").trim() : "";
}"""


def focused(page: Any) -> str:
    """The words on the element with the focus, else its id."""
    return str(page.evaluate(FOCUSED))


def tab_to(page: Any, words: str) -> None:
    """Press Tab until the element with these words has the focus; once around the page at most."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if focused(page) == words:
            return
    raise AssertionError(f"Tab never reaches “{words}”")
