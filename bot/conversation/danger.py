"""What a turn does with the safety net: its answer, the handover it asks for, and what was told to it meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation.messages import Reply
from bot.handover import service, states
from bot.handover.models import Conversation, InboundMessage, OutboxMessage
from bot.languages import POLITE_DUTCH
from bot.safety.service import SafetyNet
from bot.text import says_u

OVERHEARD = "overheard"


@dataclass(frozen=True)
class Answered:
    """The safety net's answer. `code` is empty for an answer after the danger; `status` is the message's own."""

    code: str
    replies: list[Reply]
    status: str


def look(safety: SafetyNet, db: Session, conversation: Conversation, message: InboundMessage) -> Answered | None:
    """The safety net's answer to a message; None when the conversation goes on as usual. Its state is kept."""
    if conversation.owner_state == states.WITH_SUPPORTER and safety.detect(message.text) is None:
        return None  # a person is there: only new danger is answered beside them
    address = "u" if conversation.language == POLITE_DUTCH or says_u(message.text) else "je"
    seen = safety.look(message.text, conversation.safety, address=address)
    if seen is None:
        return None
    conversation.safety = seen.state
    if not seen.answered:
        return None
    message.crisis = seen.code or None
    if seen.wants_person and conversation.owner_state != states.WITH_SUPPORTER:
        _ask_supporter(safety, db, conversation)
    language = (seen.state or {}).get("language") or None
    replies = [Reply(said["text"], said.get("buttons", []), language=language) for said in seen.replies]
    return Answered(seen.code, replies, OVERHEARD if seen.told else "done")


def leads(conversation: Conversation) -> bool:
    """Whether the safety net leads the conversation."""
    return (conversation.safety or {}).get("phase") not in (None, "after")


def overheard(db: Session, message: InboundMessage) -> list[InboundMessage]:
    """What was told to the safety net before this message and the dialogue does not know yet, in order."""
    query = (
        select(InboundMessage)
        .where(InboundMessage.conversation_id == message.conversation_id, InboundMessage.status == OVERHEARD)
        .where(InboundMessage.id < message.id)
    )
    return list(db.execute(query.order_by(InboundMessage.id)).scalars())


def make_urgent(safety: SafetyNet, db: Session, conversation: Conversation) -> None:
    """A handover that was asked for in the ordinary way is urgent too when there was danger in the conversation."""
    handover = service.current(db, conversation.id)
    if handover is None or handover.urgency != "normal":
        return
    if urgency := safety.urgency(conversation.safety):
        handover.urgency, handover.urgency_reason = urgency.level, urgency.reason


def _ask_supporter(safety: SafetyNet, db: Session, conversation: Conversation) -> None:
    """In danger a yes to the offer is enough; what was offered is kept as the text that was agreed to."""
    urgency = safety.urgency(conversation.safety)
    query = select(OutboxMessage.body).where(OutboxMessage.conversation_id == conversation.id)
    offered = db.execute(query.order_by(OutboxMessage.id.desc()).limit(1)).scalars().first() or {}
    level, reason = (urgency.level, urgency.reason) if urgency else ("soon", "")
    language = (conversation.safety or {}).get("language") or conversation.language
    service.request_at_once(db, conversation, offered.get("text", ""), level, reason, language)
