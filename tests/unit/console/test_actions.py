from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from bot.db import Sessions
from bot.handover import service
from bot.handover.models import Conversation

from .conftest import Browser, World

NAMES = ("Fatima de Vries", "Joris Bakker")


def state(sessions: Sessions, address: str = "a") -> tuple[str, str]:
    with sessions() as db:
        found: Conversation = service.open_conversation(db, "web", address)
        return found.owner_state, found.handover_state


def test_claiming_tells_the_resident_once(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    assert browser.post(f"/cases/{handover_id}/claim").status_code == 200
    assert browser.post(f"/cases/{handover_id}/claim").status_code == 200
    assert world.sent() == [("system", None, "Fatima leest nu mee en antwoordt zelf.")]
    assert len(world.told) == 1
    assert state(world.sessions) == ("with_supporter", "with_supporter")


def test_one_of_two_colleagues_gets_the_case(world: World) -> None:
    browsers = [world.browser(name) for name in NAMES]
    with ThreadPoolExecutor(2) as pool:
        for round_ in range(5):
            path, start = f"/cases/{world.handover(f'a{round_}')}/claim", Barrier(2)

            def claim(browser: Browser, path: str = path, start: Barrier = start) -> Any:
                start.wait(10)
                return browser.post(path)

            answers = list(pool.map(claim, browsers))
            assert sorted(answer.status_code for answer in answers) == [200, 409]
            late = next(answer for answer in answers if answer.status_code == 409)
            assert "Een collega was je net voor" in late.json()["message"]
    assert len(world.sent()) == len(world.told) == 5


def test_an_answer_goes_to_the_resident_under_a_first_name(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    response = browser.post(f"/cases/{handover_id}/answer", {"text": " Dag Sam.\r\nTot zo. "})
    assert response.status_code == 200
    assert response.json()["key"] in response.json()["html"]
    assert world.sent()[-1] == ("supporter", "Fatima", "Dag Sam.\nTot zo.")
    assert len(world.told) == 2


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 2001])
def test_an_answer_that_cannot_be_sent_is_refused(world: World, text: str) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    assert browser.post(f"/cases/{handover_id}/answer", {"text": text}).status_code == 422
    assert len(world.sent()) == 1


def test_the_longest_answer_fits(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    assert browser.post(f"/cases/{handover_id}/answer", {"text": "é" * 2000}).status_code == 200


@pytest.mark.parametrize("action", ["answer", "release", "close"])
@pytest.mark.parametrize("claimed", [False, True])
def test_only_who_claimed_it_can_act(world: World, action: str, claimed: bool) -> None:
    handover_id = world.handover()
    if claimed:
        world.browser("Fatima de Vries").post(f"/cases/{handover_id}/claim")
    before, told = state(world.sessions), len(world.sent())
    colleague = world.browser("Joris Bakker")
    assert colleague.post(f"/cases/{handover_id}/{action}", {"text": "hallo"}).status_code == 409
    assert state(world.sessions) == before
    assert len(world.sent()) == told


def test_giving_back_puts_it_on_the_list_for_a_colleague(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    assert browser.post(f"/cases/{handover_id}/release").json()["next"] == "/"
    assert state(world.sessions) == ("waiting", "requested")
    assert world.sent()[-1][0] == "system"
    assert world.browser("Joris Bakker").post(f"/cases/{handover_id}/claim").status_code == 200


def test_closing_says_goodbye_and_ends_it(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    assert browser.post(f"/cases/{handover_id}/close").status_code == 200
    assert state(world.sessions) == ("closed", "closed")
    sender, name, text = world.sent()[-1]
    assert (sender, name) == ("system", None)
    assert text.startswith("Fatima heeft het gesprek afgesloten.")
    assert browser.post(f"/cases/{handover_id}/answer", {"text": "nog iets"}).status_code == 410


def test_without_a_script_a_form_leads_on(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    form = {"csrf": browser.csrf}
    response = browser.post(f"/cases/{handover_id}/claim", form, accept="text/html", **{"x-csrf": ""})
    assert response.status_code == 303
    assert response.headers["location"] == f"/cases/{handover_id}"


def test_a_channel_that_listens_asynchronously_is_awaited(world: World) -> None:
    heard: list[str] = []

    async def listen(conversation_id: str) -> None:
        heard.append(conversation_id)

    object.__setattr__(world.app.state.console, "notify", listen)
    world.browser("Fatima de Vries").post(f"/cases/{world.handover()}/claim")
    assert len(heard) == 1
