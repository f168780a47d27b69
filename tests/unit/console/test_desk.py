"""What a supporter sees: who may read what, and in which order."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.db import utc_now
from bot.handover.models import Handover, InboundMessage

from .conftest import World

SECRET = "geheim verhaal"


def test_an_unclaimed_case_shows_its_summary_only(world: World) -> None:
    handover_id = world.handover()
    page = world.browser("Fatima de Vries").get(f"/cases/{handover_id}").text
    assert "De huur is te hoog." in page
    assert "wacht minder dan 1 minuut" in page
    assert SECRET not in page


def test_who_claimed_it_reads_the_transcript_after_the_summary(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    page = browser.get(f"/cases/{handover_id}").text
    summary, log = page.index('class="summary"'), page.index('role="log"')
    assert summary < log < page.index(SECRET)


@pytest.mark.parametrize("path", ["/cases/{}", "/parts/cases/{}"])
def test_a_colleague_neither_finds_nor_opens_it(world: World, path: str) -> None:
    handover_id = world.handover()
    world.browser("Fatima de Vries").post(f"/cases/{handover_id}/claim")
    colleague = world.browser("Joris Bakker")
    response = colleague.get(path.format(handover_id))
    assert response.status_code == 409
    assert SECRET not in response.text
    assert "Sam" not in response.text
    assert handover_id not in colleague.get("/").text


@pytest.mark.parametrize("claimed", [False, True])
def test_what_was_withdrawn_vanishes(world: World, claimed: bool) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    if claimed:
        browser.post(f"/cases/{handover_id}/claim")
    world.withdraw()
    response = browser.get(f"/cases/{handover_id}")
    assert response.status_code == 410
    assert SECRET not in response.text
    assert handover_id not in browser.get("/").text
    for action in ("claim", "answer", "release", "close"):
        assert browser.post(f"/cases/{handover_id}/{action}", {"text": "hallo"}).status_code == 410
    assert SECRET not in browser.get("/parts/inbox").text


def test_a_conversation_that_was_never_handed_over_is_nowhere(world: World) -> None:
    world.says(SECRET, "iemand-anders")
    browser = world.browser("Fatima de Vries")
    assert SECRET not in browser.get("/").text
    assert "Niemand wacht" in browser.get("/").text


def test_the_most_urgent_waits_first_and_then_the_longest(world: World) -> None:
    ids = {name: world.handover(name, urgency) for name, urgency in
           [("oud", "normal"), ("ouder", "normal"), ("straks", "soon"), ("nu", "now")]}
    with world.sessions() as db:
        db.get(Handover, ids["ouder"]).created_at = utc_now() - timedelta(days=2)
    page = world.browser("Fatima de Vries").get("/").text
    order = re.findall(r'href="/cases/([^"]+)"', page)
    assert order == [ids[name] for name in ("nu", "straks", "ouder", "oud")]
    assert "Nu nodig" in page
    assert "wacht 2 dagen" in page


def test_mine_says_whose_turn_it_is(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    assert "Wacht op jouw antwoord" in browser.get("/").text
    browser.post(f"/cases/{handover_id}/answer", {"text": "Ik ben er."})
    assert "Jij hebt geantwoord" in browser.get("/").text
    world.says("fijn")
    assert "Wacht op jouw antwoord" in browser.get("/").text


def test_nothing_personal_in_the_title(world: World) -> None:
    handover_id = world.handover(name="Bijzondernaam")
    page = world.browser("Fatima de Vries").get(f"/cases/{handover_id}").text
    assert "Bijzondernaam" in page
    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert title[1] == "1 wacht · Naast"


def test_what_was_not_discussed_is_marked(world: World) -> None:
    handover_id = world.handover(wish=None, tried=["geen", "tekst"], mode="samen", unsure=["Werk"])
    page = world.browser("Fatima de Vries").get(f"/cases/{handover_id}").text
    assert re.search(r"Wat moet er anders</dt>\s*<dd class=\"absent\">niet besproken", page)
    assert re.search(r"Zelf al gedaan</dt>\s*<dd class=\"absent\">", page)
    assert "samen met iemand" in page
    assert re.search(r"weet dit niet zeker</dt>\s*<dd><ul><li>Werk", page)


def test_an_empty_summary_still_opens(world: World) -> None:
    handover_id = world.handover()
    with world.sessions() as db:
        db.get(Handover, handover_id).summary = {}
        db.get(Handover, handover_id).urgency = "onbekend"
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    page = browser.get(f"/cases/{handover_id}").text
    assert "Naam niet gegeven" in page
    assert "data-fill" not in page


def test_the_first_answer_is_suggested_until_the_supporter_spoke(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    fill = re.search(r'data-fill="([^"]+)"', browser.get(f"/cases/{handover_id}").text)
    assert fill is not None
    assert "Ik heb gelezen dat" in fill[1]
    assert "De huur is te hoog." in fill[1]
    assert fill[1].endswith("Klopt dat nog?")
    browser.post(f"/cases/{handover_id}/answer", {"text": "Dag."})
    assert "data-fill" not in browser.get(f"/cases/{handover_id}").text


@pytest.mark.parametrize(("hours", "shown"), [(1, "antwoorden kan tot"), (25, "nu niet aan")])
def test_whatsapp_tells_how_long_an_answer_arrives(world: World, hours: int, shown: str) -> None:
    handover_id = world.handover(channel="whatsapp")
    with world.sessions() as db:
        db.query(InboundMessage).one().received_at = utc_now() - timedelta(hours=hours)
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    assert shown in browser.get(f"/cases/{handover_id}").text


def test_a_page_that_does_not_exist(world: World) -> None:
    response = world.browser("Fatima de Vries").get("/bestaat-niet")
    assert response.status_code == 404
    assert "Deze pagina bestaat niet." in response.text


