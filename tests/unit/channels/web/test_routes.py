"""The widget's endpoints: sessions, messages in, events out and resumed, and everything deleted."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.channels.web.routes import MAX_BODY
from bot.handover import outbox, service
from bot.handover.models import Conversation, Handover, InboundMessage, OutboxMessage
from bot.headers import HEADERS
from bot.takeaway.links import PATH

from .conftest import LINKS, Visit


def test_a_session_starts_with_the_opening_words(visit: Any) -> None:
    async def play(visitor: Visit) -> None:
        shown = await visitor.history()
        assert [line["text"] for line in shown["messages"]] == ["hoor: /welcome"]
        assert (shown["state"], f"o{shown['last_event_id']}") == ("assistant", shown["messages"][0]["id"])

    visit(play)


def test_a_message_is_accepted_and_answered(visit: Any) -> None:
    async def play(visitor: Visit) -> None:
        response = await visitor.post({"id": "1", "text": "de huur is te hoog"})
        assert (response.status_code, response.json()) == (202, {"accepted": True})
        assert (await visitor.until(2))[-1] == "hoor: de huur is te hoog"

    visit(play)


def test_a_message_sent_again_is_answered_once(visit: Any) -> None:
    async def play(visitor: Visit) -> None:
        for _ in range(3):
            assert (await visitor.post({"id": "1", "text": "een ding"})).status_code == 202
        await visitor.post({"id": "2", "text": "nog een ding"})
        assert await visitor.until(3) == ["hoor: /welcome", "hoor: een ding", "hoor: nog een ding"]

    visit(play)


def test_danger_is_answered_with_the_engine_down(visit: Any) -> None:
    async def play(visitor: Visit) -> None:
        visitor.dialogue.down = True
        await visitor.post({"id": "1", "text": "ik wil niet meer leven, ik wil dood"})
        assert "113" in (await visitor.until(2))[-1]

    visit(play)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"geen json",
        b"[]",
        b"null",
        b'"tekst"',
        b"\xff\xfe",
        b"[" * 30_000,
        {"id": "1"},
        {"text": "a"},
        {"id": 1, "text": "a"},
        {"id": "1", "text": None},
        {"id": "1", "text": "a" * MAX_BODY},
    ],
    ids=lambda body: str(body)[:20],
)
def test_what_cannot_be_read_is_refused_with_a_word_for_the_resident(visit: Any, body: Any) -> None:
    async def play(visitor: Visit) -> None:
        response = await visitor.post(body)
        assert response.status_code == 422
        assert response.json()["error"]["message"]
        assert len((await visitor.history())["messages"]) == 1

    visit(play)


@pytest.mark.parametrize(
    "body",
    [
        {"id": "1", "text": "a \ud83d b"},
        {"id": "\ud83d", "text": "hoi"},
        {"id": "x" * 5000, "text": "hoi"},
        {"id": "1", "text": "a\x00b"},
        {"id": "1", "text": "hoi", "payload": {"a": 1}},
    ],
)
def test_strange_but_readable_messages_are_answered(visit: Any, body: Any) -> None:
    async def play(visitor: Visit) -> None:
        assert (await visitor.post(body)).status_code == 202
        await visitor.until(2)

    visit(play)


@pytest.mark.parametrize("path", ["history", "events", "messages"])
def test_without_a_valid_token_nothing_is_shown_or_taken(visit: Any, path: str) -> None:
    async def play(visitor: Visit) -> None:
        for token in ("", "x", visitor.token[:-3] + "abc"):
            visitor.token = token
            method = "POST" if path == "messages" else "GET"
            content = b'{"id": "1", "text": "hoi"}' if path == "messages" else None
            response = await visitor.http.request(method, f"/widget/{path}", headers=visitor.headers, content=content)
            assert response.status_code == 401
            assert response.json()["error"]["code"] == "session_unknown"

    visit(play)


@pytest.mark.parametrize("by", ["header", "query"])
def test_a_stream_resumes_with_exactly_what_was_missed(visit: Any, by: str) -> None:
    async def play(visitor: Visit) -> None:
        for number in range(4):
            await visitor.post({"id": str(number), "text": f"bericht {number}"})
        await visitor.until(5)
        messages = [m for m in (await visitor.history())["messages"] if m["who"] == "assistant"]
        seen = messages[2]["id"][1:]
        got = await (visitor.read(seen) if by == "header" else visitor.read(query=f"?after={seen}"))
        assert [f"o{event_id}" for event_id, _ in got] == [message["id"] for message in messages[3:]]
        assert [data for _, data in got] == messages[3:]

    visit(play)


@pytest.mark.parametrize("after", ["", "x", "-1", "1.5", "\u00b2", "0" * 30, "9" * 30, "9" * 5000])
def test_a_strange_last_event_id_does_not_break_the_stream(visit: Any, after: str) -> None:
    async def play(visitor: Visit) -> None:
        got = await visitor.read(query=f"?after={after}")
        assert [data["text"] for _, data in got] in (["hoor: /welcome"], [])

    visit(play)


def test_what_another_process_queues_comes_through_too(visit: Any) -> None:
    async def play(visitor: Visit) -> None:
        reading = asyncio.create_task(visitor.read())
        await asyncio.sleep(0.05)
        with visitor.sessions() as db:
            conversation = db.get(Conversation, visitor.conversation)
            outbox.queue(db, conversation, {"text": "hallo"}, sender="supporter", sender_name="Fatima")
        _, last = (await reading)[-1]
        assert (last["who"], last["name"], last["text"]) == ("supporter", "Fatima", "hallo")

    visit(play)


@pytest.mark.parametrize("down", [False, True])
def test_deleting_takes_everything_away(visit: Any, down: bool) -> None:
    async def play(visitor: Visit) -> None:
        await visitor.post({"id": "1", "text": "de huur is te hoog"})
        await visitor.until(2)
        with visitor.sessions() as db:
            service.request(db, visitor.conversation, {"stated": "huur"}, "ja")
        visitor.dialogue.down = down
        response = await visitor.http.post("/widget/delete", headers=visitor.headers)
        assert response.status_code == 204
        with visitor.sessions() as db:
            for model in (Conversation, InboundMessage, OutboxMessage, Handover):
                assert db.query(model).count() == 0
        assert visitor.dialogue.forgotten == ([] if down else [visitor.conversation])
        again = await visitor.http.post("/widget/delete", headers=visitor.headers)
        assert again.status_code == 204
        assert (await visitor.http.get("/widget/history", headers=visitor.headers)).status_code == 401

    visit(play)


def test_one_resident_cannot_read_or_delete_another(visit: Any) -> None:
    async def play(visitor: Visit) -> None:
        other = Visit(visitor.http, visitor.sessions, visitor.dialogue, visitor.bell)
        await other.start()
        await visitor.post({"id": "1", "text": "geheim verhaal"})
        await visitor.until(2)
        assert "geheim verhaal" not in json.dumps(await other.history())
        await other.http.post("/widget/delete", headers=other.headers)
        assert len((await visitor.history())["messages"]) == 3

    visit(play)


def test_every_answer_carries_security_headers_and_is_not_kept(visit: Any) -> None:
    async def play(visitor: Visit) -> None:
        response = await visitor.http.get("/widget/history", headers=visitor.headers)
        assert {name: response.headers[name] for name in HEADERS} == HEADERS
        assert response.headers["cache-control"] == "no-store"

    visit(play)


def test_a_page_to_take_along_is_given_with_a_link_that_is_not_kept(visit: Any) -> None:
    page = {"title": "Mijn verhaal", "parts": [], "closing": ""}

    async def play(visitor: Visit) -> None:
        with visitor.sessions() as db:
            conversation = db.get(Conversation, visitor.conversation)
            row_id = outbox.queue(db, conversation, {"text": "Hier.", "kind": "page", "page": page}).id
        shown = (await visitor.history())["messages"]
        assert ["link" in message for message in shown] == [False, True]
        with visitor.sessions() as db:
            assert "link" not in db.get(OutboxMessage, row_id).body
        [streamed] = [data for key, data in await visitor.read(after=str(row_id - 1)) if key == str(row_id)]
        for message in (shown[-1], streamed):
            assert message["page"] == page
            assert LINKS.read(message["link"].removeprefix(f"{PATH}/")) == (visitor.conversation, row_id)

    visit(play)
