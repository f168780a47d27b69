"""Keeps every conversation moving: one turn at a time in each, all of them beside one another.

In one process a lock a conversation serialises its turns. When the engine is down the worker looks again every few
seconds and then answers everything that is still pending.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from bot.conversation import turn
from bot.conversation.turn import Parts
from bot.db import utc_now

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0


class Worker:
    """Answers pending messages in the background. Use as `async with Worker(parts) as worker: worker.wake(id)`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._ended = False
        self._outage: asyncio.Task[None] | None = None
        self.after_turn: Callable[[str], object] = lambda conversation_id: None

    async def __aenter__(self) -> Worker:
        for conversation_id in turn.pending_conversations(self._parts):
            self.wake(conversation_id)
        return self

    async def __aexit__(self, *error: object) -> None:
        self._ended = True
        tasks = [*self._busy.values(), *([self._outage] if self._outage else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def wake(self, conversation_id: str) -> None:
        """There is something to answer in this conversation."""
        self._again.add(conversation_id)
        if conversation_id not in self._busy and not self._ended:
            task = asyncio.create_task(self._work(conversation_id))
            self._busy[conversation_id] = task
            task.add_done_callback(lambda _: self._finished(conversation_id))

    def _finished(self, conversation_id: str) -> None:
        self._busy.pop(conversation_id, None)
        if conversation_id in self._again:  # woken in the very moment the task ended
            self.wake(conversation_id)

    async def _work(self, conversation_id: str) -> None:
        while conversation_id in self._again:
            self._again.discard(conversation_id)
            try:
                complete = await turn.answer(self._parts, conversation_id)
                self.after_turn(conversation_id)
                if not complete:
                    self._wait_for_recovery()
            except Exception:
                # Never the message itself in a log: only where it went wrong.
                log.exception("turn of conversation %s failed", conversation_id)
                self._wait_for_recovery()

    def _wait_for_recovery(self) -> None:
        if self._outage is None or self._outage.done():
            self._outage = asyncio.create_task(self._recover())

    async def _recover(self) -> None:
        while True:
            await asyncio.sleep(RETRY_SECONDS)
            for conversation_id in turn.tell_outage(self._parts, utc_now()):
                self.after_turn(conversation_id)
            if await self._parts.dialogue.ready():
                break
        self._outage = None
        for conversation_id in turn.pending_conversations(self._parts):
            self.wake(conversation_id)
