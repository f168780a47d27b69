"""The table of what was agreed to ask later."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, String

from bot.db import Base, UtcDateTime, utc_now

PLANNED, ASKED, STOPPED = "planned", "asked", "stopped"


class FollowUp(Base):
    """One question for later. `state`: planned, asked, stopped. What it is about is known in the conversation."""

    __tablename__ = "follow_up"

    id: Any = Column(Integer, primary_key=True, autoincrement=True)
    conversation_id: Any = Column(ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True)
    due_at: Any = Column(UtcDateTime, nullable=False)
    state: Any = Column(String(10), nullable=False, default=PLANNED)
    created_at: Any = Column(UtcDateTime, nullable=False, default=utc_now)

    __table_args__ = (Index("ix_follow_up_due", "state", "due_at"),)
