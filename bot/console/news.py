"""What changed since a place a browser remembers: the source of the live updates.

The place is the id of the last event, `i<inbound>.o<outbox>.<mark of the inbox>`: a browser that reconnects
gets everything it missed from the database, whichever process wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.console import reading
from bot.handover import outbox, service
from bot.handover.models import InboundMessage, OutboxMessage
from bot.handover.service import Line

_PLACE = re.compile(r"i(\d{1,18})\.o(\d{1,18})\.([0-9a-f]{0,12})")


@dataclass(frozen=True)
class Place:
    """How far a browser has come."""

    inbound: int = 0
    outbox: int = 0
    mark: str = ""

    @classmethod
    def parse(cls, text: str) -> Place | None:
        """Read an event id; None when it is not one of ours."""
        found = _PLACE.fullmatch(text)
        return cls(int(found[1]), int(found[2]), found[3]) if found else None

    def __str__(self) -> str:
        return f"i{self.inbound}.o{self.outbox}.{self.mark}"

    def past(self, key: str) -> Place:
        """The place after the line with this key (`i…` or `o…`)."""
        number = int(key[1:])
        if key[0] == "i":
            return replace(self, inbound=max(self.inbound, number))
        return replace(self, outbox=max(self.outbox, number))


@dataclass(frozen=True)
class Message:
    """A line that came in a handover this supporter has claimed."""

    handover_id: str
    line: Line


@dataclass(frozen=True)
class News:
    """Everything since a place, and the place after it. `inbox_changed`: the lists look different."""

    messages: list[Message]
    inbox_changed: bool
    place: Place


def here(db: Session, user_id: int) -> Place:
    """The place of a browser that shows everything as it is now."""
    return Place(db.execute(select(func.max(InboundMessage.id))).scalar_one() or 0,
                 db.execute(select(func.max(OutboxMessage.id))).scalar_one() or 0,
                 reading.inbox(db, user_id).mark)


def since(db: Session, user_id: int, place: Place) -> News:
    """Everything new for this supporter, in order of time; only of conversations that are theirs now."""
    messages = []
    after = place
    for handover, conversation in service.claimed_by(db, user_id):
        for line in _lines(db, conversation.id, place):
            messages.append(Message(handover.id, line))
            after = after.past(line.key)
    messages.sort(key=lambda message: (message.line.at, message.line.who != "resident"))
    mark = reading.inbox(db, user_id).mark
    return News(messages, mark != place.mark, replace(after, mark=mark))


def _lines(db: Session, conversation_id: str, place: Place) -> Iterator[Line]:
    query = select(InboundMessage).where(InboundMessage.conversation_id == conversation_id,
                                         InboundMessage.id > place.inbound)
    for said in db.execute(query).scalars():
        yield Line(f"i{said.id}", "resident", None, {"text": said.text}, said.received_at)
    for sent in outbox.after(db, conversation_id, place.outbox):
        yield Line(f"o{sent.id}", sent.sender, sent.sender_name, sent.body, sent.created_at)
