"""Replies as Rasa gives them, as the outbox keeps them, and over HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from bot.conversation.dialogue import DialogueDown, RasaOverHttp
from bot.conversation.messages import Reply, joined


def test_a_reply_keeps_text_buttons_and_cards() -> None:
    card = {"id": "1", "name": "Taalhuis"}
    raw = {
        "text": "Kies maar",
        "buttons": [{"title": "Ja", "payload": "/affirm"}, {"title": "Nee"}],
        "custom": {"organisations": [card]},
    }
    reply = Reply.from_rasa(raw)
    assert reply.buttons[1] == {"title": "Nee", "payload": "Nee"}
    assert reply.body() == {"text": "Kies maar", "buttons": reply.buttons, "organisations": [card]}


def test_a_summary_is_a_card_of_its_own() -> None:
    reply = Reply.from_rasa({"text": "Klopt het?", "custom": {"kind": "summary", "summary": "– huur"}})
    assert reply.body() == {"text": "Klopt het?", "kind": "summary", "summary": "– huur"}


@pytest.mark.parametrize(
    ("raw", "empty"),
    [
        ({}, True),
        ({"text": None}, True),
        ({"text": "a"}, False),
        ({"custom": {"text": "a"}}, False),
        ({"custom": {"summary": "x"}}, False),
    ],
)
def test_a_reply_without_anything_is_empty(raw: dict[str, object], empty: bool) -> None:
    assert Reply.from_rasa(raw).empty is empty


def client(handle: Callable[[httpx.Request], httpx.Response]) -> RasaOverHttp:
    rasa = RasaOverHttp("http://127.0.0.1:5005", "geheim", 1.0)
    rasa._http = httpx.AsyncClient(
        base_url="http://127.0.0.1:5005", headers=rasa._http.headers, transport=httpx.MockTransport(handle)
    )
    return rasa


def test_the_engine_is_asked_over_the_private_line() -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/webhooks/naast/turn"
        assert request.headers["X-Naast-Secret"] == "geheim"
        sent = json.loads(request.content)
        assert sent == {"conversation": "c", "message": "m1", "text": "hoi", "metadata": {"channel": "web"}}
        return httpx.Response(200, json={"replies": [{"text": "hallo"}], "domains": ["geld"]})

    answer = asyncio.run(client(handle).ask("c", "m1", "hoi", {"channel": "web"}))
    assert ([reply.text for reply in answer.replies], answer.domains) == (["hallo"], ["geld"])


@pytest.mark.parametrize("status", [403, 500, 503])
def test_an_engine_that_refuses_is_down(status: int) -> None:
    with pytest.raises(DialogueDown):
        asyncio.run(client(lambda request: httpx.Response(status, json={})).ask("c", "m1", "hoi", {}))


def test_an_engine_that_talks_nonsense_is_down() -> None:
    with pytest.raises(DialogueDown):
        asyncio.run(client(lambda request: httpx.Response(200, text="<html>")).ask("c", "m1", "hoi", {}))


def test_an_engine_out_of_reach_is_down_and_not_ready() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    rasa = client(refuse)
    with pytest.raises(DialogueDown):
        asyncio.run(rasa.ask("c", "m1", "hoi", {}))
    assert asyncio.run(rasa.ready()) is False


def test_plain_sentences_that_follow_one_another_become_one_message() -> None:
    yes = [{"title": "Ja", "payload": "/affirm"}]
    card = [{"id": "1", "name": "Taalhuis"}]
    replies = [Reply("Een."), Reply("Twee?", yes), Reply("Drie."), Reply("Vier.", organisations=card)]
    shown = joined(replies)
    assert [(reply.text, reply.buttons) for reply in shown] == [("Een. Twee?", yes), ("Drie.", []), ("Vier.", [])]
    assert shown[-1].organisations == card
    assert joined([]) == []
    assert replies[1].text == "Twee?"
