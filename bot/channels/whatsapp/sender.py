"""Sends what is in the outbox for WhatsApp: in order in each conversation, all of them side by side."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

import anyio.to_thread
import httpx
from sqlalchemy.orm import Session

from bot.channels.whatsapp import delivery
from bot.channels.whatsapp.client import CloudApi
from bot.channels.whatsapp.errors import Verdict
from bot.channels.whatsapp.format import contents
from bot.channels.whatsapp.pacing import Pace
from bot.channels.whatsapp.parse import CHANNEL
from bot.db import Sessions, utc_now
from bot.handover import outbox
from bot.settings import Settings

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
STOP_SECONDS = 10.0
AT_ONCE = 50
ROWS = 500

T = TypeVar("T")


class Sender:
    """Use as `async with Sender(sessions, settings) as sender: sender.wake()`, or await `run()` yourself.

    Args:
        http: another HTTP client, for tests.
        invite: gives the sentence with the link for a page to take along, from the conversation, the row and its body.
        clock: gives the current moment in UTC.
    """

    def __init__(self, sessions: Sessions, settings: Settings, http: httpx.AsyncClient | None = None, *,
                 invite: Callable[[str, int, dict[str, Any]], str] = lambda *row: "",
                 clock: Callable[[], datetime] = utc_now) -> None:
        self._sessions, self._invite, self._clock = sessions, invite, clock
        self._api = CloudApi(settings, http)
        self._pace = Pace()
        self._limit = asyncio.Semaphore(AT_ONCE)
        self._news = asyncio.Event()
        self._stopping = False
        self._paused_until: datetime | None = None
        self._running: asyncio.Task[None] | None = None
        self._busy: dict[str, asyncio.Task[bool]] = {}
        self._typing: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Sender:
        self._running = asyncio.create_task(self.run())
        return self

    async def __aexit__(self, *error: object) -> None:
        self._stopping = True
        self.wake()
        tasks: set[asyncio.Task[Any]] = {*self._busy.values(), *self._typing}
        if self._running is not None:
            tasks.add(self._running)
        if tasks:
            # Let what is under way finish: an attempt cut off here would have an unknown outcome.
            _, left = await asyncio.wait(tasks, timeout=STOP_SECONDS)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
        await self._api.close()

    def wake(self) -> None:
        """There may be something to send."""
        self._news.set()

    def taken(self, message_id: str) -> None:
        """A resident's message was taken in and will be answered: show so, without waiting for it."""
        task = asyncio.create_task(self._api.show_typing(message_id))
        self._typing.add(task)
        task.add_done_callback(self._typing.discard)

    async def run(self) -> None:
        """Send until stopped: at once when woken, else every second, because other processes write too."""
        while not self._stopping:
            self._news.clear()
            try:
                await self._start_due()
            except Exception as error:  # the database may be away for a moment
                log.error("sending to WhatsApp failed: %s", type(error).__name__)
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), POLL_SECONDS)

    async def step(self) -> bool:
        """Try the oldest due message of every conversation, once. Returns whether anything was tried."""
        return any(await asyncio.gather(*await self._start_due()))

    async def _start_due(self) -> list[asyncio.Task[bool]]:
        """Start on the oldest due message of every conversation: a slow one delays no other."""
        if self._paused():
            return []
        now = self._clock()
        rows = await self._in_db(lambda db: outbox.due(db, CHANNEL, now, limit=ROWS))
        free = [row for row in rows if row.conversation_id not in self._busy]
        return [self._start(row.id, row.conversation_id) for row in free]

    def _start(self, row_id: int, conversation_id: str) -> asyncio.Task[bool]:
        def finished(task: asyncio.Task[bool]) -> None:
            self._busy.pop(conversation_id, None)
            if not task.cancelled() and task.result():
                self.wake()  # the next message of this conversation may go

        task = self._busy[conversation_id] = asyncio.create_task(self._guarded(row_id, conversation_id))
        task.add_done_callback(finished)
        return task

    async def _guarded(self, row_id: int, conversation_id: str) -> bool:
        """A row that cannot be handled stays claimed for a while, and never stops the others."""
        async with self._limit:
            try:
                return await self._send_row(row_id, conversation_id)
            except Exception as error:  # never the message itself in a log
                log.error("message %s could not be sent: %s", row_id, type(error).__name__)
                return False

    async def _send_row(self, row_id: int, conversation_id: str) -> bool:
        """Send the parts of one row until all are sent, one is not accepted, or we must wait."""
        tried, more = False, True
        while more and not self._stopping and not self._paused() and self._may_speak_to(conversation_id):
            claim = await self._in_db(lambda db: delivery.claim(db, row_id, self._clock()))
            tried, more = True, claim is not None and await self._send_part(claim)
        return tried

    async def _send_part(self, claim: delivery.Claim) -> bool:
        """Send the next part of a claimed row. Returns whether more parts follow."""
        invitation = self._invite(claim.conversation_id, claim.row_id, claim.body)
        parts = contents(claim.body, claim.row_id, claim.supporter, invitation)
        if claim.part >= len(parts):
            await self._in_db(lambda db: delivery.done(db, claim.row_id))
            return False
        row_id, part, total = claim.row_id, claim.part, len(parts)
        outcome = await self._api.send(claim.address, parts[part], delivery.callback(row_id, part, total))
        await self._in_db(lambda db: delivery.record(db, row_id, part, total, outcome, self._clock()))
        if outcome.verdict is Verdict.ACCOUNT:
            self._pause(outcome.reason)
        elif outcome.verdict is not Verdict.ACCEPTED:
            log.warning("message %s: %s (%s)", row_id, outcome.verdict.value, outcome.reason)
        return outcome.verdict is Verdict.ACCEPTED and part + 1 < total

    def _may_speak_to(self, conversation_id: str) -> bool:
        return self._pace.take(conversation_id, self._clock().timestamp())

    def _paused(self) -> bool:
        return self._paused_until is not None and self._clock() < self._paused_until

    def _pause(self, reason: str) -> None:
        self._paused_until = self._clock() + delivery.ACCOUNT_PAUSE
        log.error("WhatsApp refuses everything we send (%s). Check NAAST_WHATSAPP_TOKEN, the phone number id"
                  " and the account. Messages wait; the next try is in %s.", reason, delivery.ACCOUNT_PAUSE)

    async def _in_db(self, use: Callable[[Session], T]) -> T:
        """Use the database in a thread: waiting for a lock must not hold up everything else."""
        def transaction() -> T:
            with self._sessions() as db:
                return use(db)

        return await anyio.to_thread.run_sync(transaction)
