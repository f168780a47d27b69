"""The event stream by itself: its form, its heartbeat, its bell."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.channels.web import feed
from bot.channels.web.feed import Bell, event
from bot.db import Sessions
from bot.handover import outbox, service


@pytest.fixture
def conversation_id(sessions: Sessions) -> str:
    with sessions() as db:
        return str(service.open_conversation(db, "web", "a").id)


def test_an_event_is_one_block_whatever_its_text() -> None:
    block = event("message", {"text": "een\n\ndata: twee é"}, 7)
    head, _, rest = block.partition("data: ")
    assert head == "id: 7\nevent: message\n"
    assert rest.endswith("\n\n") and rest.count("\n") == 2
    assert json.loads(rest) == {"text": "een\n\ndata: twee é"}
    assert not event("state", {}).startswith("id")


def test_a_bell_ends_the_wait_of_its_own_conversation() -> None:
    async def play() -> None:
        bell = Bell()
        waiting = asyncio.create_task(bell.wait("a", 30))
        other = asyncio.create_task(bell.wait("b", 0.05))
        await asyncio.sleep(0.01)
        bell.ring("a")
        await asyncio.wait_for(waiting, 1)
        assert not other.done()
        await other
        bell.ring("a")
        assert bell._waiting == {}

    asyncio.run(play())


def test_a_quiet_stream_gives_signs_of_life(
    sessions: Sessions, conversation_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(feed, "HEARTBEAT_SECONDS", 0.02)

    async def play() -> None:
        stream = feed.events(sessions, Bell(), conversation_id, 0)
        assert "event: state" in await asyncio.wait_for(stream.__anext__(), 5)
        assert (await asyncio.wait_for(stream.__anext__(), 5)).startswith(":")
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(play())


def test_a_change_of_owner_is_told_with_the_supporters_name(
    sessions: Sessions, conversation_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "LOOK_SECONDS", 0.01)

    async def play() -> None:
        stream = feed.events(sessions, Bell(), conversation_id, 0)
        assert '"state": "assistant"' in await stream.__anext__()
        with sessions() as db:
            conversation = service.open_conversation(db, "web", "a")
            service.set_owner(conversation, "waiting")
            service.set_owner(conversation, "with_supporter")
            outbox.queue(db, conversation, {"text": "hallo"}, sender="supporter", sender_name="Fatima")
        assert '"text": "hallo"' in await asyncio.wait_for(stream.__anext__(), 5)
        state = await asyncio.wait_for(stream.__anext__(), 5)
        assert '"with_supporter"' in state and "Fatima" in state
        with sessions() as db:
            service.forget(db, conversation_id)
        assert [part async for part in stream] == []

    asyncio.run(play())
