"""The progress of an outbox row towards WhatsApp, kept in the database so that it survives a crash.

One row may become several messages, its parts. Before a part goes out the row is claimed: no other sender
takes it until the lease ends. What is known afterwards is written down at once. When nothing is known (a
time-out, a crash) the row waits, and meanwhile WhatsApp's own status report may tell that the part did
arrive: it brings back the callback data we gave along. Only without such a report is the part sent again, and
only once, because there is no idempotency key: for a resident a line twice is better than a help line never.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.channels.whatsapp import errors
from bot.channels.whatsapp.errors import Outcome, Verdict
from bot.channels.whatsapp.parse import CHANNEL, Status
from bot.handover import outbox
from bot.handover.models import Conversation, OutboxMessage

LEASE = timedelta(seconds=60)
REPORT_WAIT = timedelta(seconds=10)
ACCOUNT_PAUSE = timedelta(minutes=5)
UNCLEAR_ATTEMPTS = 2
RANK = {"sent": 1, "delivered": 2, "read": 3}


@dataclass(frozen=True)
class Claim:
    """A row this sender may send the next part of."""

    row_id: int
    conversation_id: str
    address: str
    body: dict[str, Any]
    supporter: str | None
    part: int


def claim(db: Session, row_id: int, now: datetime) -> Claim | None:
    """Take a due row for as long as the lease; None when another sender has it or nothing is left to try."""
    free = or_(OutboxMessage.next_attempt_at.is_(None), OutboxMessage.next_attempt_at <= now)
    taken = db.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row_id, OutboxMessage.status == "queued", free)
        .values(next_attempt_at=now + LEASE, unclear=OutboxMessage.unclear + 1)
        .execution_options(synchronize_session=False)
    ).rowcount
    row = db.get(OutboxMessage, row_id)
    if not taken or row is None:
        return None
    if row.unclear > UNCLEAR_ATTEMPTS or now - row.created_at >= errors.WINDOW:
        outbox.failed(db, row_id, row.error or "not sent in time")
        return None
    conversation = db.get(Conversation, row.conversation_id)
    supporter = row.sender_name if row.sender == "supporter" else None
    return Claim(row_id, conversation.id, conversation.address, row.body, supporter, row.parts_sent)


def callback(row_id: int, part: int, total: int) -> str:
    """What WhatsApp gives back with each status report of a part."""
    return f"naast.{row_id}.{part}.{total}"


def record(db: Session, row_id: int, part: int, total: int, outcome: Outcome, now: datetime) -> None:
    """Write down what became of one part."""
    row = db.get(OutboxMessage, row_id)
    if row is None or row.status != "queued" or row.parts_sent != part:
        return  # deleted meanwhile, or a status report was faster
    if outcome.verdict is Verdict.UNCLEAR:
        row.error, row.next_attempt_at = outcome.reason, now + REPORT_WAIT
        return
    row.unclear = 0
    if outcome.verdict is Verdict.ACCEPTED:
        row.parts_sent, row.provider_id = part + 1, outcome.provider_id
        row.next_attempt_at = row.error = None
        if row.parts_sent >= total:
            outbox.sent(db, row_id, outcome.provider_id)
    elif outcome.verdict is Verdict.ACCOUNT:
        outbox.postpone(db, row_id, now + ACCOUNT_PAUSE, outcome.reason)
    else:
        _again_or_failed(db, row, outcome, now)


def done(db: Session, row_id: int) -> None:
    """A row with nothing left to send."""
    row = db.get(OutboxMessage, row_id)
    if row is not None and row.status == "queued":
        row.unclear = 0
        outbox.sent(db, row_id, row.provider_id)


def apply_status(db: Session, status: Status, now: datetime) -> None:
    """Take in one status report; the same one twice, or several in the wrong order, change nothing more."""
    found = _find(db, status)
    if found is None or status.name not in (*RANK, "failed"):
        return
    row, part, total = found
    if row.provider_id != status.id:
        if part != row.parts_sent or row.status != "queued":
            return  # about an earlier part, or an attempt that no longer counts
        # The answer to our request was lost, but the request was not.
        record(db, row.id, part, total, Outcome(Verdict.ACCEPTED, status.id), now)
    elif part != row.parts_sent - 1:
        return  # this part already failed and waits to be sent again
    if status.name == "failed":
        if row.status in ("queued", "sent"):
            _failed_later(db, row, status, now)
    elif row.status in RANK and RANK[status.name] > RANK[row.status]:
        row.status = status.name


def _failed_later(db: Session, row: OutboxMessage, status: Status, now: datetime) -> None:
    """The part that was accepted last could not be delivered after all."""
    outcome = Outcome(errors.classify(400, status.code), reason=str(status.code or "failed"))
    if outcome.verdict is Verdict.RETRY:
        row.status, row.parts_sent = "queued", row.parts_sent - 1
    _again_or_failed(db, row, outcome, now)


def _again_or_failed(db: Session, row: OutboxMessage, outcome: Outcome, now: datetime) -> None:
    again = outcome.verdict is Verdict.RETRY
    if again and errors.worth_retrying(outcome.reason, row.attempts, row.created_at, now):
        outbox.postpone(db, row.id, now + errors.delay(outcome.reason, row.attempts), outcome.reason)
    else:
        outbox.failed(db, row.id, outcome.reason)


def _find(db: Session, status: Status) -> tuple[OutboxMessage, int, int] | None:
    """The row a report is about, the part, and how many parts there are."""
    numbers = _numbers(status.callback, 3)
    if numbers is not None:
        row_id, part, total = numbers
        row = db.get(OutboxMessage, row_id)
        return (row, part, total) if row is not None and row.channel == CHANNEL else None
    query = select(OutboxMessage).where(OutboxMessage.channel == CHANNEL)
    row = db.execute(query.where(OutboxMessage.provider_id == status.id)).scalars().first()
    return (row, row.parts_sent - 1, row.parts_sent) if row is not None else None


def is_reference(payload: str | None) -> bool:
    """Whether this payload only points to the real one."""
    return _numbers(payload, 2) is not None


def payload_of(db: Session, payload: str | None, address: str) -> str | None:
    """The payload of a pressed button: itself, or what its reference means in this person's outbox."""
    numbers = _numbers(payload, 2)
    if numbers is None:
        return payload
    row_id, index = numbers
    row = db.get(OutboxMessage, row_id)
    conversation = db.get(Conversation, row.conversation_id) if row is not None else None
    if row is None or conversation is None or conversation.address != address or row.channel != CHANNEL:
        return None
    buttons = [button for button in row.body.get("buttons") or [] if button["title"].strip()]
    return str(buttons[index].get("payload") or buttons[index]["title"]) if index < len(buttons) else None


def _numbers(text: str | None, count: int) -> list[int] | None:
    """The numbers in `naast.1.2`, when there are this many."""
    name, *numbers = (text or "").split(".")
    fits = name == "naast" and len(numbers) == count
    return [int(n) for n in numbers] if fits and all(re.fullmatch(r"[0-9]{1,17}", n) for n in numbers) else None
