"""One turn of a conversation; every channel calls these two functions.

`receive` is quick and never waits for the dialogue engine: it stores the message, and answers danger at once. `answer`
asks the engine about what is still pending. Between the two lies only the database, so a process that dies in
between loses nothing: the message is still pending, and is answered after the restart.
"""

from __future__ import annotations

import json
import logging
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation import danger
from bot.conversation.dialogue import Answer, Dialogue, DialogueDown
from bot.conversation.messages import MAX_CHARACTERS, Incoming, Receipt, Reply, joined
from bot.conversation.phrases import Phrases
from bot.db import Sessions
from bot.handover import outbox, service, states
from bot.handover.models import Conversation, InboundMessage, OutboxMessage
from bot.languages import DUTCH
from bot.learning.memory import to_json
from bot.privacy.redaction import Redactor
from bot.safety.service import SafetyNet

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
PATIENCE = timedelta(seconds=4)
CORRECT_SUMMARY = "/correct_summary"
ERASE, ERASED = "/erase", "erase"
# Rasa strips every kind of white space before it looks for the slash.
COMMAND = re.compile(r"^[\s/\x00-\x1f\x7f-\x9f]+")
# What a channel may say by itself, without a button of ours: the start, an attachment, a corrected summary.
PUBLIC_PAYLOADS = frozenset({"/welcome", "/unsupported_media", "/ask_language", "/take_away", CORRECT_SUMMARY})


@dataclass(frozen=True)
class Parts:
    """What a turn needs, joined in `bot.app`."""

    sessions: Sessions
    redactor: Redactor
    safety: SafetyNet
    dialogue: Dialogue
    phrases: Phrases


def receive(parts: Parts, incoming: Incoming) -> Receipt:
    """Take in one message. Seen before? Redact. Danger? With a person? Otherwise it waits for the engine."""
    with parts.sessions() as db:
        conversation = service.open_conversation(db, incoming.channel, incoming.address)
        if _seen(db, incoming):
            return Receipt(conversation.id, duplicate=True)
        text, found = _readable(parts, incoming)
        payload = incoming.payload if _known(db, conversation, incoming.payload) else None
        message = InboundMessage(
            conversation_id=conversation.id,
            channel=incoming.channel,
            text=text,
            external_id=incoming.external_id,
            payload=payload,
        )
        db.add(message)
        db.flush()

        answered = danger.look(parts.safety, db, conversation, message)
        if answered is not None:
            _done(db, conversation, message, answered.replies, answered.status)
            return Receipt(conversation.id, crisis=answered.code or None)
        refusal = _refusal(incoming, payload)
        if refusal is not None:
            _done(db, conversation, message, [_say(parts, conversation, refusal)])
            return Receipt(conversation.id)
        if found:
            outbox.queue(
                db, conversation, _say(parts, conversation, "personal_data_hidden").body(), inbound_id=message.id
            )
        if conversation.owner_state == states.WITH_SUPPORTER and payload != ERASE:
            message.status = "done"  # the supporter reads it in the console; the assistant is silent
            return Receipt(conversation.id)
        if conversation.owner_state == states.CLOSED:
            service.set_owner(conversation, states.ASSISTANT)
        return Receipt(conversation.id, pending=True)


async def answer(parts: Parts, conversation_id: str) -> bool:
    """Ask the engine about every pending message of a conversation, in order.

    Returns False when the engine is down; the messages stay pending.
    """
    while True:
        message = _next_pending(parts, conversation_id)
        if message is None:
            return True
        if message.payload == ERASE:
            return await _erase(parts, message)
        text = _for_engine(message)
        with parts.sessions() as db:
            overheard = [row.text for row in danger.overheard(db, message)]
        metadata = {"channel": message.channel, "vector": to_json(text), "overheard": overheard}
        try:
            result = await parts.dialogue.ask(conversation_id, f"m{message.id}", text, metadata)
        except DialogueDown:
            if not (await parts.dialogue.ready() and _given_up(parts, message)):
                return False
            continue
        if any(reply.kind == ERASED for reply in result.replies):
            return await _erase(parts, message)
        if not _store(parts, message, result):
            with suppress(DialogueDown):  # deleted while the engine was busy with it: then it forgets this too
                await parts.dialogue.forget(conversation_id)


def pending_conversations(parts: Parts) -> list[str]:
    """Conversations with unanswered messages, oldest first: the work left after a restart or an outage."""
    with parts.sessions() as db:
        query = select(InboundMessage.conversation_id).where(InboundMessage.status == "pending")
        return list(dict.fromkeys(db.execute(query.order_by(InboundMessage.id)).scalars()))


def _seen(db: Session, incoming: Incoming) -> bool:
    query = select(InboundMessage.id).where(
        InboundMessage.channel == incoming.channel, InboundMessage.external_id == incoming.external_id
    )
    return db.execute(query).first() is not None


def _readable(parts: Parts, incoming: Incoming) -> tuple[str, bool]:
    """The redacted text, cut to a size that is still read for danger, and whether personal data was hidden."""
    # Half an emoji and NUL are text to Python and to no database.
    text = incoming.text[: 4 * MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    redacted = parts.redactor.redact(text)
    return redacted.text, bool(redacted.spans)


def _known(db: Session, conversation: Conversation, payload: str | None) -> bool:
    """Whether this payload is of a button that was sent in this conversation, or one every channel may use."""
    if payload is None or payload in PUBLIC_PAYLOADS:
        return payload is not None
    rows = db.execute(select(OutboxMessage.body).where(OutboxMessage.conversation_id == conversation.id)).scalars()
    return any(button.get("payload") == payload for body in rows for button in body.get("buttons", []))


def _for_engine(message: InboundMessage) -> str:
    """What the engine reads. Only a button may speak in intents: typed text loses the slash that would mean one."""
    if message.payload == CORRECT_SUMMARY:
        return CORRECT_SUMMARY + json.dumps({"text": message.text})
    return message.payload or COMMAND.sub("", message.text) or "?"


def _refusal(incoming: Incoming, payload: str | None) -> str | None:
    if payload and payload != CORRECT_SUMMARY:
        return None
    if not incoming.text.strip():
        return "message_empty"
    return "message_too_long" if len(incoming.text) > MAX_CHARACTERS else None


def _done(
    db: Session, conversation: Conversation, message: InboundMessage, replies: list[Reply], status: str = "done"
) -> None:
    message.status = status
    for reply in replies:
        if not reply.empty:
            outbox.queue(db, conversation, reply.body(), inbound_id=message.id)


def _next_pending(parts: Parts, conversation_id: str) -> InboundMessage | None:
    with parts.sessions() as db:
        query = select(InboundMessage).where(
            InboundMessage.conversation_id == conversation_id, InboundMessage.status == "pending"
        )
        return db.execute(query.order_by(InboundMessage.id)).scalars().first()


def _store(parts: Parts, message: InboundMessage, result: Answer) -> bool:
    """Keep the engine's answer; False when the resident deleted the conversation meanwhile."""
    with parts.sessions() as db:
        conversation = db.get(Conversation, message.conversation_id)
        row = db.get(InboundMessage, message.id)
        if conversation is None or row is None:
            return False
        if row.status == "done":
            return True  # answered by another worker
        for told in danger.overheard(db, row):
            told.status = "done"
        conversation.domains, conversation.language, conversation.outage_told = result.domains, result.language, False
        silent = conversation.owner_state == states.WITH_SUPPORTER or danger.leads(conversation)
        replies = [] if silent else (in_language(result) or [_say(parts, conversation, "carry_on")])
        danger.make_urgent(parts.safety, db, conversation)
        _done(db, conversation, row, _not_again(parts, db, conversation, replies))
        return True


def _not_again(parts: Parts, db: Session, conversation: Conversation, replies: list[Reply]) -> list[Reply]:
    """What was said twice running is not said a third time: then something must change. The buttons stay."""
    query = select(OutboxMessage.body).where(OutboxMessage.conversation_id == conversation.id)
    said = list(db.execute(query.order_by(OutboxMessage.id.desc()).limit(2)).scalars())
    return [
        replace(reply, text=_say(parts, conversation, "repeating").text) if said == [reply.body()] * 2 else reply
        for reply in replies
    ]


def in_language(result: Answer) -> list[Reply]:
    """The engine's replies as they are queued: joined, and marked with their language where it is not Dutch."""
    return [replace(reply, language=_mark(result.language)) for reply in joined(result.replies)]


def _mark(language: str) -> str | None:
    return None if language == DUTCH else language


def _say(parts: Parts, conversation: Conversation, name: str) -> Reply:
    """One of the front door's own sentences."""
    return Reply(parts.phrases.say(name, conversation.language), language=_mark(conversation.language))


def _given_up(parts: Parts, message: InboundMessage) -> bool:
    """Whether this message failed too often while the engine was up: then the fault lies in the message's turn.

    The resident gets an honest sentence, and the messages after it are not held up for ever.
    """
    with parts.sessions() as db:
        row, conversation = db.get(InboundMessage, message.id), db.get(Conversation, message.conversation_id)
        if row is None or conversation is None:
            return True
        row.attempts += 1
        if row.attempts < MOST_ATTEMPTS:
            return False
        log.error("message %s of conversation %s could not be answered", row.id, conversation.id)
        _done(db, conversation, row, [_say(parts, conversation, "server_error")])
        return True


async def _erase(parts: Parts, message: InboundMessage) -> bool:
    """The resident wants everything gone: the engine's memory first, so that nothing is left if that fails."""
    try:
        await parts.dialogue.forget(message.conversation_id)
    except DialogueDown:
        return False
    with parts.sessions() as db:
        conversation = db.get(Conversation, message.conversation_id)
        if conversation is not None:
            channel, address, language = conversation.channel, conversation.address, conversation.language
            service.forget(db, conversation.id)
            db.flush()
            fresh = service.open_conversation(db, channel, address)
            fresh.language = language
            outbox.queue(db, fresh, _say(parts, fresh, "erased").body(), sender="system")
    return True


def tell_outage(parts: Parts, now: datetime) -> list[str]:
    """Tell residents who have been waiting for a while, once an outage; returns their conversations.

    A restart of a few seconds is not worth a message, so it waits `PATIENCE` first.
    """
    with parts.sessions() as db:
        query = (
            select(Conversation)
            .join(InboundMessage, InboundMessage.conversation_id == Conversation.id)
            .where(InboundMessage.status == "pending", InboundMessage.received_at <= now - PATIENCE)
            .where(Conversation.outage_told.is_(False))
            .distinct()
        )
        waiting = list(db.execute(query).scalars())
        for conversation in waiting:
            conversation.outage_told = True
            outbox.queue(db, conversation, _say(parts, conversation, "outage").body(), sender="system")
        return [conversation.id for conversation in waiting]


def history(parts: Parts, conversation_id: str) -> list[dict[str, Any]]:
    """The conversation as the widget shows it: one JSON object a message, in order."""
    with parts.sessions() as db:
        return [
            {"id": line.key, "who": line.who, "name": line.name, "at": line.at.isoformat(), **line.body}
            for line in service.transcript(db, conversation_id)
        ]
