"""Signed links: good for a day, worthless when changed."""

from __future__ import annotations

import time

import pytest

from bot.channels.web.tokens import Tokens
from bot.takeaway.links import HOURS, PATH, Links


def token(links: Links) -> str:
    return links.path("c1", 7).removeprefix(f"{PATH}/")


def test_a_link_leads_to_its_own_message() -> None:
    links = Links("geheim")
    assert links.read(token(links)) == ("c1", 7)


def test_a_link_is_safe_in_an_address() -> None:
    assert set(token(Links("geheim"))) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_a_link_ends_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    links, now = Links("geheim"), time.time()
    made = token(links)
    monkeypatch.setattr(time, "time", lambda: now + HOURS * 3600 - 60)
    assert links.read(made) == ("c1", 7)
    monkeypatch.setattr(time, "time", lambda: now + HOURS * 3600 + 60)
    assert links.read(made) is None


def test_a_changed_link_leads_nowhere() -> None:
    links = Links("geheim")
    made = token(links)
    for at in (0, len(made) // 2, len(made) - 2):
        other = "A" if made[at] != "A" else "B"
        assert links.read(made[:at] + other + made[at + 1 :]) is None
    assert links.read("") is None
    assert Links("ander").read(made) is None


def test_a_session_is_no_link_and_a_link_no_session() -> None:
    session, _ = Tokens("geheim", 24).new()
    assert Links("geheim").read(session) is None
    assert Tokens("geheim", 24).read(f"Bearer {token(Links('geheim'))}") is None


def test_the_whole_address_is_known_only_with_a_public_one() -> None:
    assert Links("geheim").address("c1", 7) == ""
    assert Links("geheim", "https://naast.nl/").address("c1", 7).startswith(f"https://naast.nl{PATH}/")
