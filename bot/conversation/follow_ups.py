"""The clock of the follow-ups: asks the engine for each question that is due, and puts it in the outbox.

What is due lies in the database, so a restart loses nothing; a question is marked as asked in the transaction that
queues it, so it is asked once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.conversation import danger
from bot.conversation.dialogue import DialogueDown
from bot.conversation.turn import Parts, in_language
from bot.db import utc_now
from bot.followup import service
from bot.handover import outbox, states
from bot.handover.models import Conversation

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
NOT_NOW = timedelta(days=1)
QUESTION = "/follow_up"


class Clock:
    """Runs beside the worker. Use as `async with Clock(parts, after)`; `after` is told who has news."""

    def __init__(self, parts: Parts, after: Callable[[str], object]) -> None:
        self._parts, self._after = parts, after
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Clock:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                for conversation_id in await ask_due(self._parts, utc_now()):
                    self._after(conversation_id)
            except Exception:
                log.exception("asking how it went failed; it is tried again")
            await asyncio.sleep(EVERY_SECONDS)


async def ask_due(parts: Parts, now: datetime) -> list[str]:
    """Ask what is due. Returns the conversations it was asked in."""
    with parts.sessions() as db:
        waiting = [(row.id, row.conversation_id) for row in service.due(db, now)]
    return [conversation_id for row_id, conversation_id in waiting if await _ask(parts, row_id, conversation_id)]


async def _ask(parts: Parts, row_id: int, conversation_id: str) -> bool:
    with parts.sessions() as db:
        conversation = db.get(Conversation, conversation_id)
        if danger.leads(conversation) or conversation.owner_state not in (states.ASSISTANT, states.CLOSED):
            service.postpone(db, row_id, NOT_NOW)
            return False
        channel = conversation.channel
    try:
        answer = await parts.dialogue.ask(conversation_id, f"f{row_id}", QUESTION, {"channel": channel})
    except DialogueDown:
        return False  # still planned, and tried again
    with parts.sessions() as db:
        conversation = db.get(Conversation, conversation_id)
        if conversation is None or not service.asked(db, row_id):
            return False
        for reply in in_language(answer):
            outbox.queue(db, conversation, reply.body())
        return bool(answer.replies)
