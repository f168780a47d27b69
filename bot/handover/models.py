"""Tables of conversations, messages in, messages out, and handovers."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Text, UniqueConstraint

from bot.db import Base, UtcDateTime, utc_now


def new_id() -> str:
    return str(uuid.uuid4())


class Conversation(Base):
    """One resident's conversation over one channel. `owner_state` says who answers: see `states`."""

    __tablename__ = "conversation"

    id: Any = Column(String(36), primary_key=True, default=new_id)
    channel: Any = Column(String(20), nullable=False)
    address: Any = Column(String(255), nullable=False, doc="who it is on the channel: a session id, a WhatsApp user id")
    owner_state: Any = Column(String(20), nullable=False, default="assistant")
    handover_state: Any = Column(String(20), nullable=False, default="none")
    safety: Any = Column(JSON, nullable=True, doc="state of the safety net, given back to it each turn")
    domains: Any = Column(JSON, nullable=False, default=list)
    language: Any = Column(String(5), nullable=False, default="nl")
    outage_told: Any = Column(Boolean, nullable=False, default=False, doc="the resident knows it takes longer")
    created_at: Any = Column(UtcDateTime, nullable=False, default=utc_now)
    updated_at: Any = Column(UtcDateTime, nullable=False, default=utc_now, onupdate=utc_now)

    __table_args__ = (UniqueConstraint("channel", "address"),)


class InboundMessage(Base):
    """What a resident typed, already redacted.

    `status`: pending (the dialogue has to answer), overheard (answered by the safety net; the dialogue still has to
    learn what was told), done.
    """

    __tablename__ = "inbound_message"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Any = Column(ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True)
    channel: Any = Column(String(20), nullable=False)
    external_id: Any = Column(String(200), nullable=False, doc="the sender's own id of it")
    text: Any = Column(Text, nullable=False)
    payload: Any = Column(String(500), nullable=True, doc="what a pressed button means")
    status: Any = Column(String(10), nullable=False, default="pending")
    crisis: Any = Column(String(20), nullable=True)
    attempts: Any = Column(Integer, nullable=False, default=0, doc="turns that failed while the engine was up")
    received_at: Any = Column(UtcDateTime, nullable=False, default=utc_now)

    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_inbound_pending", "status", "conversation_id"),
    )


class OutboxMessage(Base):
    """What goes to a resident. Its id orders replies and is the event id the widget resumes from.

    `status`: queued, sent, delivered, read, failed (WhatsApp); the widget reads rows of any status.
    """

    __tablename__ = "outbox_message"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Any = Column(ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True)
    channel: Any = Column(String(20), nullable=False)
    inbound_id: Any = Column(ForeignKey("inbound_message.id", ondelete="CASCADE"), nullable=True)
    sender: Any = Column(String(20), nullable=False, doc="assistant, supporter or system")
    sender_name: Any = Column(String(80), nullable=True)
    body: Any = Column(JSON, nullable=False, doc='{"text", "buttons", "organisations", ...}')
    status: Any = Column(String(10), nullable=False, default="queued")
    attempts: Any = Column(Integer, nullable=False, default=0)
    next_attempt_at: Any = Column(UtcDateTime, nullable=True)
    parts_sent: Any = Column(Integer, nullable=False, default=0, doc="of the several messages one row may become")
    unclear: Any = Column(Integer, nullable=False, default=0, doc="attempts of the next part with an unknown outcome")
    provider_id: Any = Column(String(200), nullable=True, doc="the channel's id of the part sent last")
    error: Any = Column(String(200), nullable=True)
    created_at: Any = Column(UtcDateTime, nullable=False, default=utc_now)

    __table_args__ = (Index("ix_outbox_due", "channel", "status", "next_attempt_at"), {"sqlite_autoincrement": True})


class Handover(Base):
    """What the resident agreed to give to a supporter."""

    __tablename__ = "handover"

    id: Any = Column(String(36), primary_key=True, default=new_id)
    reference: Any = Column(String(12), nullable=False, unique=True)
    conversation_id: Any = Column(ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True)
    summary: Any = Column(JSON, nullable=False)
    urgency: Any = Column(String(10), nullable=False, default="normal", doc="normal, soon, now")
    urgency_reason: Any = Column(String(200), nullable=True)
    consent_text: Any = Column(Text, nullable=True)
    consented_at: Any = Column(UtcDateTime, nullable=True)
    claimed_by: Any = Column(ForeignKey("console_user.id"), nullable=True)
    claimed_at: Any = Column(UtcDateTime, nullable=True)
    closed_at: Any = Column(UtcDateTime, nullable=True)
    withdrawn_at: Any = Column(UtcDateTime, nullable=True)
    created_at: Any = Column(UtcDateTime, nullable=False, default=utc_now)


class ConsoleUser(Base):
    """A supporter who may sign in to the console."""

    __tablename__ = "console_user"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    name: Any = Column(String(80), nullable=False, unique=True)
    role: Any = Column(String(20), nullable=False)
    password_hash: Any = Column(String(200), nullable=False)
    active: Any = Column(Boolean, nullable=False, default=True)
    created_at: Any = Column(UtcDateTime, nullable=False, default=utc_now)
