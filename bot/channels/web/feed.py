"""Server-sent events of one conversation, resumable: an event's id is the outbox row it comes from."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import anyio.to_thread

from bot.db import Sessions
from bot.handover import outbox
from bot.handover.models import Conversation, OutboxMessage
from bot.takeaway.links import Links
from bot.takeaway.pages import KIND as PAGE

# Other processes (the console) write to the outbox too, so the feed also looks by itself.
LOOK_SECONDS = 0.5
HEARTBEAT_SECONDS = 15.0


def as_message(row: OutboxMessage) -> dict[str, Any]:
    """An outbox row in the shape the widget shows."""
    return {
        "id": f"o{row.id}",
        "who": row.sender,
        "name": row.sender_name,
        "at": row.created_at.isoformat(),
        **row.body,
    }


def with_link(message: dict[str, Any], conversation_id: str, links: Links | None) -> dict[str, Any]:
    """A page to take along gets a link that is good from now; what is stored has none."""
    if links is None or message.get("kind") != PAGE:
        return message
    return {**message, "link": links.path(conversation_id, int(message["id"][1:]))}


def event(name: str, data: dict[str, Any], event_id: int | None = None) -> str:
    """One server-sent event as text."""
    head = f"id: {event_id}\n" if event_id is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


class Bell:
    """Rings when something was queued in this process, so that a feed need not wait for its next look."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}

    def ring(self, conversation_id: str) -> None:
        for waiter in self._waiting.get(conversation_id, ()):
            waiter.set()

    async def wait(self, conversation_id: str, seconds: float) -> None:
        waiter = asyncio.Event()
        self._waiting.setdefault(conversation_id, set()).add(waiter)
        try:
            await asyncio.wait_for(waiter.wait(), seconds)
        except asyncio.TimeoutError:
            pass
        finally:
            self._waiting[conversation_id].discard(waiter)
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id]


async def events(
    sessions: Sessions, bell: Bell, conversation_id: str, last_id: int, links: Links | None = None
) -> AsyncIterator[str]:
    """Everything after `last_id`, then whatever comes, until the reader goes or the conversation is deleted."""
    state: tuple[str, str | None] | None = None
    silent = 0.0
    while True:
        rows, now = await anyio.to_thread.run_sync(_look, sessions, conversation_id, last_id)
        if now is None:
            return
        for row in rows:
            yield event("message", with_link(as_message(row), conversation_id, links), row.id)
            last_id = row.id
        if now != state:
            state = now
            yield event("state", {"state": now[0], "supporter": now[1]})
        silent = 0.0 if rows else silent + LOOK_SECONDS
        if silent >= HEARTBEAT_SECONDS:
            silent = 0.0
            yield ": still here\n\n"
        await bell.wait(conversation_id, LOOK_SECONDS)


def _look(
    sessions: Sessions, conversation_id: str, last_id: int
) -> tuple[list[OutboxMessage], tuple[str, str | None] | None]:
    with sessions() as db:
        conversation = db.get(Conversation, conversation_id)
        if conversation is None:
            return [], None
        rows = outbox.after(db, conversation_id, last_id)
        supporter = next((row.sender_name for row in reversed(rows) if row.sender == "supporter"), None)
        return rows, (conversation.owner_state, supporter)
