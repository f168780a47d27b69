"""What a supporter may see, read from the database and never changed here.

A conversation nobody has claimed shows its summary; only the supporter who claimed it reads what was said;
what was withdrawn or closed is gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.console.summary import Summary
from bot.db import Sessions
from bot.handover import service
from bot.handover.models import Conversation, Handover, InboundMessage, OutboxMessage
from bot.handover.service import HandoverError, Line

WHATSAPP_WINDOW = timedelta(hours=24)


@dataclass(frozen=True)
class Item:
    """One row of the inbox. `since`: when it was handed over, or once claimed when the last message came."""

    id: str
    reference: str
    urgency: str
    summary: Summary
    since: datetime
    needs_answer: bool = False


@dataclass(frozen=True)
class Inbox:
    waiting: list[Item]
    mine: list[Item]

    @property
    def mark(self) -> str:
        """A short digest that differs as soon as the inbox looks different."""
        rows = [(item.id, item.urgency, item.since.isoformat(), item.needs_answer, item.summary)
                for item in self.waiting + self.mine]
        return hashlib.sha256(repr((len(self.waiting), rows)).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Case:
    """One opened handover. `lines` is None while nobody has claimed it; `writable_until` is for WhatsApp."""

    handover: Handover
    channel: str
    summary: Summary
    lines: list[Line] | None
    writable_until: datetime | None = None

    @property
    def supporter_spoke(self) -> bool:
        claimed = self.handover.claimed_at
        return any(line.who == "supporter" and line.at >= claimed for line in self.lines or [])


@contextmanager
def look(sessions: Sessions) -> Iterator[Session]:
    """A transaction that only reads: it takes no write lock, so polling never holds up the front door."""
    with sessions() as db:
        db.connection(execution_options={"read": True})
        yield db


def inbox(db: Session, user_id: int) -> Inbox:
    """Both lists of one supporter: waiting (most urgent, then longest waiting) and mine."""
    waiting = [_item(handover, handover.created_at) for handover, _ in service.waiting(db)]
    mine = []
    for handover, conversation in service.claimed_by(db, user_id):
        said = _last(db, InboundMessage.received_at, InboundMessage.conversation_id == conversation.id)
        answered = _last(db, OutboxMessage.created_at, OutboxMessage.conversation_id == conversation.id,
                         OutboxMessage.sender == "supporter", OutboxMessage.created_at >= handover.claimed_at)
        moments = [moment for moment in (said, answered, handover.created_at) if moment is not None]
        mine.append(_item(handover, max(moments), answered is None or (said is not None and said > answered)))
    return Inbox(waiting, mine)


def case(db: Session, user_id: int, handover_id: str) -> Case:
    """One handover as this supporter may see it.

    Raises:
        HandoverError: "gone" when it is unknown, closed or withdrawn, "taken" when a colleague has it.
    """
    handover = db.get(Handover, handover_id)
    if handover is None or handover.closed_at or handover.withdrawn_at:
        raise HandoverError("gone")
    if handover.claimed_by not in (None, user_id):
        raise HandoverError("taken")
    conversation = db.get(Conversation, handover.conversation_id)
    lines = service.transcript(db, handover.conversation_id) if handover.claimed_by == user_id else None
    said = [line.at for line in lines or [] if line.who == "resident"]
    until = max(said) + WHATSAPP_WINDOW if conversation.channel == "whatsapp" and said else None
    return Case(handover, conversation.channel, Summary.read(handover.summary), lines, until)


def _item(handover: Handover, since: datetime, needs_answer: bool = False) -> Item:
    summary = Summary.read(handover.summary)
    return Item(handover.id, handover.reference, handover.urgency, summary, since, needs_answer)


def _last(db: Session, column: object, *where: object) -> datetime | None:
    found: datetime | None = db.execute(select(func.max(column)).where(*where)).scalar_one()
    return found
