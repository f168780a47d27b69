"""What other parts may do with follow-ups. Every function works in the caller's transaction and is safe to repeat."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.followup.models import ASKED, PLANNED, STOPPED, FollowUp

STOPPABLE = (PLANNED, ASKED)


def plan(db: Session, conversation_id: str, due_at: datetime) -> FollowUp:
    """Ask at `due_at`; a conversation has one planned question at most, the newest."""
    row = _of(db, conversation_id, PLANNED)
    if row is None:
        row = FollowUp(conversation_id=conversation_id)
        db.add(row)
    row.due_at = due_at
    db.flush()
    return row


def stop(db: Session, conversation_id: str) -> bool:
    """Ask nothing more; True when something was planned, or asked and not yet answered by stopping."""
    query = select(FollowUp).where(FollowUp.conversation_id == conversation_id, FollowUp.state.in_(STOPPABLE))
    rows = list(db.execute(query).scalars())
    for row in rows:
        row.state = STOPPED
    return bool(rows)


def due(db: Session, now: datetime) -> list[FollowUp]:
    """What should be asked by now, the longest waiting first."""
    query = select(FollowUp).where(FollowUp.state == PLANNED, FollowUp.due_at <= now)
    return list(db.execute(query.order_by(FollowUp.due_at)).scalars())


def asked(db: Session, follow_up_id: int) -> bool:
    """Mark as asked; False when it was stopped or asked meanwhile."""
    row = db.execute(select(FollowUp).where(FollowUp.id == follow_up_id).with_for_update()).scalar_one_or_none()
    if row is None or row.state != PLANNED:
        return False
    row.state = ASKED
    return True


def postpone(db: Session, follow_up_id: int, by: timedelta) -> None:
    """Not now: the resident is with a supporter, or in danger."""
    row = db.get(FollowUp, follow_up_id)
    if row is not None and row.state == PLANNED:
        row.due_at = row.due_at + by


def _of(db: Session, conversation_id: str, state: str) -> FollowUp | None:
    query = select(FollowUp).where(FollowUp.conversation_id == conversation_id, FollowUp.state == state)
    found: FollowUp | None = db.execute(query).scalars().first()
    return found
