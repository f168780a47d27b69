"""The clock of the follow-ups over a fake engine."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.conversation import follow_ups
from bot.conversation.dialogue import Answer, DialogueDown
from bot.conversation.messages import Reply
from bot.conversation.turn import Parts
from bot.db import utc_now
from bot.followup import service
from bot.handover import service as handover
from bot.handover import states
from bot.handover.models import Conversation, OutboxMessage

LATER = timedelta(days=15)


class Engine:
    """Answers everything with one question; `down` makes it fail."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.down = False

    async def ask(self, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any]) -> Answer:
        if self.down:
            raise DialogueDown("off")
        self.asked.append((conversation_id, message_id, text))
        return Answer([Reply("Is het gelukt?")])


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def parts(sessions: Any, engine: Engine) -> Parts:
    return Parts(sessions, None, None, engine, None)  # type: ignore[arg-type]


@pytest.fixture
def planned(parts: Parts) -> str:
    """A conversation with a question planned for two weeks from now."""
    with parts.sessions() as db:
        conversation = handover.open_conversation(db, "web", "a")
        service.plan(db, conversation.id, utc_now() + timedelta(days=14))
        return str(conversation.id)


def ask(parts: Parts) -> list[str]:
    return asyncio.run(follow_ups.ask_due(parts, utc_now() + LATER))


def said(parts: Parts) -> list[str]:
    with parts.sessions() as db:
        return [row.body["text"] for row in db.execute(select(OutboxMessage)).scalars()]


def test_nothing_is_asked_before_its_time(parts: Parts, planned: str, engine: Engine) -> None:
    assert asyncio.run(follow_ups.ask_due(parts, utc_now())) == [] and engine.asked == []


def test_it_is_asked_once_in_its_conversation(parts: Parts, planned: str, engine: Engine) -> None:
    assert ask(parts) == [planned] and ask(parts) == []
    assert said(parts) == ["Is het gelukt?"]
    assert [(where, what) for where, _, what in engine.asked] == [(planned, "/follow_up")]


def test_an_engine_that_is_down_loses_nothing(parts: Parts, planned: str, engine: Engine) -> None:
    engine.down = True
    assert ask(parts) == [] and said(parts) == []
    engine.down = False
    assert ask(parts) == [planned]


@pytest.mark.parametrize("owner", [states.WAITING, states.WITH_SUPPORTER])
def test_beside_a_person_it_waits(parts: Parts, planned: str, owner: str) -> None:
    with parts.sessions() as db:
        db.get(Conversation, planned).owner_state = owner
    assert ask(parts) == [] and said(parts) == []


def test_in_danger_it_waits(parts: Parts, planned: str) -> None:
    with parts.sessions() as db:
        db.get(Conversation, planned).safety = {"phase": "care"}
    assert ask(parts) == [] and said(parts) == []
