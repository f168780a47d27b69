"""What other parts may do with conversations and handovers; anything else in this package is private.

Every function works in the caller's transaction and is safe to repeat: asking twice gives one handover.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import utc_now
from bot.handover import states
from bot.handover.models import ConsoleUser, Conversation, Handover, InboundMessage, OutboxMessage
from bot.text import clip

# No vowels and no look-alikes: a reference is read aloud over the phone and never spells a word.
REFERENCE_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ23456789"
LAST_WORDS, TELLING = 5, 3  # messages a handover out of danger quotes, and the words that make one worth quoting


class HandoverError(ValueError):
    """The request does not fit the state of the handover."""


@dataclass(frozen=True)
class Line:
    """One line of a transcript. `who`: resident, assistant, supporter, system."""

    key: str
    who: str
    name: str | None
    body: dict[str, Any]
    at: datetime


def find_conversation(db: Session, channel: str, address: str) -> Conversation | None:
    """The conversation of this person on this channel, if there is one."""
    query = select(Conversation).where(Conversation.channel == channel, Conversation.address == address)
    found: Conversation | None = db.execute(query).scalar_one_or_none()
    return found


def open_conversation(db: Session, channel: str, address: str) -> Conversation:
    """The conversation of this person on this channel, made when it is new."""
    found = find_conversation(db, channel, address)
    if found is None:
        found = Conversation(channel=channel, address=address)
        db.add(found)
        db.flush()
    return found


def set_owner(conversation: Conversation, wanted: str) -> None:
    conversation.owner_state = states.check(states.OWNER, conversation.owner_state, wanted)


def set_handover(conversation: Conversation, wanted: str) -> None:
    conversation.handover_state = states.check(states.HANDOVER, conversation.handover_state, wanted)


def current(db: Session, conversation_id: str) -> Handover | None:
    """The handover of a conversation that is neither closed nor withdrawn."""
    query = select(Handover).where(
        Handover.conversation_id == conversation_id, Handover.closed_at.is_(None), Handover.withdrawn_at.is_(None)
    )
    return db.execute(query.order_by(Handover.created_at.desc())).scalars().first()


def offer(db: Session, conversation_id: str) -> None:
    """The resident was asked whether a person may read along; nothing is given yet."""
    conversation = _conversation(db, conversation_id)
    if conversation.handover_state in (states.NONE, states.CLOSED, states.WITHDRAWN):
        set_handover(conversation, states.OFFERED)


def preview(db: Session, conversation_id: str) -> None:
    """The resident sees what would be sent."""
    conversation = _conversation(db, conversation_id)
    if current(db, conversation_id) is None:
        set_handover(conversation, states.PREVIEWED)


def request(
    db: Session,
    conversation_id: str,
    summary: dict[str, Any],
    consent_text: str,
    *,
    urgency: str = "normal",
    urgency_reason: str | None = None,
) -> Handover:
    """Store what the resident agreed to hand over and put the conversation on the waiting list."""
    conversation = _conversation(db, conversation_id)
    handover = current(db, conversation_id)
    if handover is None:
        handover = Handover(conversation_id=conversation_id, reference=_reference(db), summary=summary)
        db.add(handover)
        set_handover(conversation, states.REQUESTED)
        set_owner(conversation, states.WAITING)
    handover.summary, handover.consent_text, handover.consented_at = summary, consent_text, utc_now()
    handover.urgency, handover.urgency_reason = urgency, urgency_reason
    db.flush()
    return handover


def request_at_once(
    db: Session, conversation: Conversation, consent_text: str, urgency: str, reason: str, language: str
) -> Handover:
    """A handover out of danger: no summary was made or shown, so it holds what the resident wrote and nothing more.

    One that was requested before keeps its summary and becomes as urgent as this one.
    """
    handover = current(db, conversation.id)
    if handover is not None:
        handover.urgency, handover.urgency_reason = urgency, reason
        return handover
    query = select(InboundMessage.text).where(
        InboundMessage.conversation_id == conversation.id, InboundMessage.payload.is_(None)
    )
    written = [text for text in db.execute(query.order_by(InboundMessage.id)).scalars() if len(text.split()) >= TELLING]
    open_questions = ["underlying", "tried", "network", "wish"]
    summary = {
        "stated": clip(written[0], 500) if written else "",
        "own_words": [clip(text, 500) for text in written[-LAST_WORDS:]],
        "domains": list(conversation.domains or []),
        "language": language,
        "not_discussed": open_questions,
        "unsure": ["summary"],
    }
    return request(db, conversation.id, summary, consent_text, urgency=urgency, urgency_reason=reason)


def withdraw(db: Session, conversation_id: str) -> Handover | None:
    """Take a handover back: the supporter no longer sees it. Returns None when there was none."""
    conversation = _conversation(db, conversation_id)
    handover = current(db, conversation_id)
    if handover is None:
        if conversation.handover_state in (states.OFFERED, states.PREVIEWED):
            set_handover(conversation, states.NONE)
        return None
    handover.withdrawn_at, handover.summary, handover.consent_text = utc_now(), {}, None
    set_handover(conversation, states.WITHDRAWN)
    set_owner(conversation, states.ASSISTANT)
    return handover


def waiting(db: Session) -> list[tuple[Handover, Conversation]]:
    """Handovers nobody has claimed, most urgent first, then longest waiting."""
    rank = {"now": 0, "soon": 1, "normal": 2}
    rows = _open_handovers(db, claimed=False)
    return sorted(rows, key=lambda row: (rank.get(row[0].urgency, 2), row[0].created_at))


def claimed_by(db: Session, user_id: int) -> list[tuple[Handover, Conversation]]:
    """Handovers this supporter is working on, oldest first."""
    return [row for row in _open_handovers(db, claimed=True) if row[0].claimed_by == user_id]


def claim(db: Session, handover_id: str, user: ConsoleUser) -> Handover:
    """Give a waiting handover to one supporter.

    Raises:
        HandoverError: somebody else has it, or it was withdrawn or closed.
    """
    handover = db.execute(select(Handover).where(Handover.id == handover_id).with_for_update()).scalar_one_or_none()
    if handover is None or handover.closed_at or handover.withdrawn_at:
        raise HandoverError("gone")
    if handover.claimed_by not in (None, user.id):
        raise HandoverError("taken")
    if handover.claimed_by is None:
        handover.claimed_by, handover.claimed_at = user.id, utc_now()
        conversation = _conversation(db, handover.conversation_id)
        set_owner(conversation, states.WITH_SUPPORTER)
        set_handover(conversation, states.WITH_SUPPORTER)
    return handover


def release(db: Session, handover_id: str, user: ConsoleUser) -> None:
    """Put a handover back on the waiting list."""
    handover = _own(db, handover_id, user)
    handover.claimed_by = handover.claimed_at = None
    conversation = _conversation(db, handover.conversation_id)
    set_owner(conversation, states.WAITING)
    set_handover(conversation, states.REQUESTED)


def close(db: Session, handover_id: str, user: ConsoleUser) -> None:
    """The supporter is done; the assistant answers again when the resident writes."""
    handover = _own(db, handover_id, user)
    handover.closed_at = utc_now()
    conversation = _conversation(db, handover.conversation_id)
    set_owner(conversation, states.CLOSED)
    set_handover(conversation, states.CLOSED)


def owned(db: Session, handover_id: str, user: ConsoleUser) -> tuple[Handover, Conversation]:
    """A handover this supporter has claimed, with its conversation."""
    handover = _own(db, handover_id, user)
    return handover, _conversation(db, handover.conversation_id)


def transcript(db: Session, conversation_id: str) -> list[Line]:
    """Everything said in a conversation, in order of time."""
    said = db.execute(select(InboundMessage).where(InboundMessage.conversation_id == conversation_id)).scalars()
    lines = [Line(f"i{row.id}", "resident", None, {"text": row.text}, row.received_at) for row in said if row.text]
    sent = db.execute(select(OutboxMessage).where(OutboxMessage.conversation_id == conversation_id)).scalars()
    lines += [Line(f"o{row.id}", row.sender, row.sender_name, row.body, row.created_at) for row in sent]
    # At the same moment the resident spoke first.
    return sorted(lines, key=lambda line: (line.at, line.who != "resident", int(line.key[1:])))


def forget(db: Session, conversation_id: str) -> None:
    """Delete a conversation with all its messages and handovers."""
    for model in (OutboxMessage, InboundMessage, Handover):
        for row in db.execute(select(model).where(model.conversation_id == conversation_id)).scalars():
            db.delete(row)
        db.flush()
    conversation = db.get(Conversation, conversation_id)
    if conversation is not None:
        db.delete(conversation)


def _conversation(db: Session, conversation_id: str) -> Conversation:
    found = db.get(Conversation, conversation_id)
    if found is None:
        raise HandoverError(f"no conversation {conversation_id}")
    return found


def _own(db: Session, handover_id: str, user: ConsoleUser) -> Handover:
    handover = db.get(Handover, handover_id)
    if handover is None or handover.closed_at or handover.withdrawn_at:
        raise HandoverError("gone")
    if handover.claimed_by != user.id:
        raise HandoverError("taken")
    return handover


def _open_handovers(db: Session, *, claimed: bool) -> list[tuple[Handover, Conversation]]:
    query = (
        select(Handover, Conversation)
        .join(Conversation, Conversation.id == Handover.conversation_id)
        .where(Handover.closed_at.is_(None), Handover.withdrawn_at.is_(None))
        .where(Handover.claimed_by.is_not(None) if claimed else Handover.claimed_by.is_(None))
        .order_by(Handover.created_at)
    )
    return [(handover, conversation) for handover, conversation in db.execute(query)]


def _reference(db: Session) -> str:
    while True:
        reference = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(6))
        if db.execute(select(Handover.id).where(Handover.reference == reference)).first() is None:
            return reference
