"""The durable outbox: everything a resident receives is a row here first.

A row's id is its place in the order and the event id a widget resumes from; a crash loses nothing, and what carries an
id is not sent twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.handover.models import Conversation, OutboxMessage


def queue(
    db: Session,
    conversation: Conversation,
    body: dict[str, Any],
    *,
    sender: str = "assistant",
    sender_name: str | None = None,
    inbound_id: int | None = None,
) -> OutboxMessage:
    """Add one message for the resident; it is delivered after the transaction commits."""
    row = OutboxMessage(
        conversation_id=conversation.id,
        channel=conversation.channel,
        body=body,
        sender=sender,
        sender_name=sender_name,
        inbound_id=inbound_id,
    )
    db.add(row)
    db.flush()
    return row


def after(db: Session, conversation_id: str, last_id: int) -> list[OutboxMessage]:
    """Messages of a conversation with an id above `last_id`, in order."""
    query = select(OutboxMessage).where(OutboxMessage.conversation_id == conversation_id, OutboxMessage.id > last_id)
    return list(db.execute(query.order_by(OutboxMessage.id)).scalars())


def due(db: Session, channel: str, now: datetime, limit: int = 50) -> list[OutboxMessage]:
    """Queued messages of a channel whose turn it is: per conversation only the oldest, so that order holds."""
    rows = db.execute(
        select(OutboxMessage)
        .where(OutboxMessage.channel == channel, OutboxMessage.status == "queued")
        .order_by(OutboxMessage.id)
    ).scalars()
    first: dict[str, OutboxMessage] = {}
    for row in rows:
        first.setdefault(row.conversation_id, row)
    ready = [row for row in first.values() if row.next_attempt_at is None or row.next_attempt_at <= now]
    return ready[:limit]


def sent(db: Session, message_id: int, provider_id: str | None) -> None:
    row = db.get(OutboxMessage, message_id)
    if row is not None:
        row.status, row.provider_id, row.attempts = "sent", provider_id, row.attempts + 1


def postpone(db: Session, message_id: int, until: datetime, error: str) -> None:
    row = db.get(OutboxMessage, message_id)
    if row is not None:
        row.next_attempt_at, row.error, row.attempts = until, error[:200], row.attempts + 1


def failed(db: Session, message_id: int, error: str) -> None:
    row = db.get(OutboxMessage, message_id)
    if row is not None:
        row.status, row.error, row.attempts = "failed", error[:200], row.attempts + 1
