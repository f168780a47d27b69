"""Which page a link leads to, and the sentence that brings a resident to it."""

from __future__ import annotations

import pytest

from bot.db import Sessions
from bot.handover import service
from bot.takeaway.links import PATH, Links
from bot.takeaway.pages import Pages
from bot.takeaway.texts import PageTexts

from .conftest import PAGE, store

LINKS = Links("geheim", "https://naast.nl")


@pytest.fixture
def pages(sessions: Sessions, texts: PageTexts) -> Pages:
    return Pages(sessions, LINKS, texts)


def token(conversation_id: str, message_id: int) -> str:
    return LINKS.path(conversation_id, message_id).removeprefix(f"{PATH}/")


def test_a_page_is_found_until_its_conversation_is_deleted(
    pages: Pages, sessions: Sessions, stored: tuple[str, int]
) -> None:
    assert pages.find(token(*stored)) == PAGE
    with sessions() as db:
        service.forget(db, stored[0])
    assert pages.find(token(*stored)) is None


def test_only_the_page_of_this_conversation_is_found(pages: Pages, sessions: Sessions, stored: tuple[str, int]) -> None:
    other, said = store(sessions, {"text": "Dag"}, "b")
    assert pages.find(token(other, stored[1])) is None
    assert pages.find(token(other, said)) is None
    assert pages.find(token(stored[0], 999)) is None


@pytest.mark.parametrize(
    ("language", "word"), [("nl", "Printen"), ("pl", "wydrukować"), ("xx", "Printen"), (None, "P")]
)
def test_the_invitation_is_in_the_language_of_the_page_and_ends_with_the_link(
    pages: Pages, language: str | None, word: str
) -> None:
    body = {"kind": "page", "page": {**PAGE, "language": language}}
    words, _, link = pages.invitation("c", 3, body).rpartition(" ")
    assert word in words
    assert LINKS.read(link.removeprefix(f"https://naast.nl{PATH}/")) == ("c", 3)


def test_nothing_else_is_invited_to(pages: Pages, sessions: Sessions, texts: PageTexts) -> None:
    assert pages.invitation("c", 3, {"text": "Dag"}) == ""
    without_address = Pages(sessions, Links("geheim"), texts)
    assert without_address.invitation("c", 3, {"kind": "page", "page": PAGE}) == ""
