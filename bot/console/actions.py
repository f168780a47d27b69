"""What a supporter does with a case: claim, answer, give back, close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.console.accounts import first_name
from bot.console.context import Console, Refusal, Visit, console_of, from_script, signed_post
from bot.console.desk import refusal
from bot.console.rendering import line_html
from bot.conversation.messages import MAX_CHARACTERS
from bot.db import utc_now
from bot.handover import outbox, service
from bot.handover.models import Conversation, OutboxMessage
from bot.handover.service import HandoverError, Line
from bot.handover.states import TransitionError


async def claim(request: Request) -> Response:
    """Take a waiting case; the resident is told once who reads along. 409 when a colleague was first."""
    visit, _ = await signed_post(request)
    console, handover_id = console_of(request), request.path_params["id"]

    def work(db: Session) -> str | None:
        before = utc_now()
        handover = service.claim(db, handover_id, visit.user)
        if handover.claimed_at < before:
            return None  # claimed earlier by the same supporter: nothing new to tell
        conversation = db.get(Conversation, handover.conversation_id)
        return _announce(db, console, conversation, visit, "claimed")

    await _change(console, work)
    return _done(request, f"/cases/{handover_id}")


async def answer(request: Request) -> Response:
    """Queue one answer for the resident. 422 when it is empty or longer than a channel takes."""
    visit, form = await signed_post(request)
    console, handover_id = console_of(request), request.path_params["id"]
    text = form.get("text", "").replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise Refusal(422, "empty")
    if len(text) > MAX_CHARACTERS:
        raise Refusal(422, "too_long", limit=MAX_CHARACTERS)
    sent: list[OutboxMessage] = []

    def work(db: Session) -> str:
        _, conversation = service.owned(db, handover_id, visit.user)
        sent.append(outbox.queue(db, conversation, {"text": text}, sender="supporter",
                                 sender_name=first_name(visit.user)))
        return str(conversation.id)

    await _change(console, work)
    row = sent[0]
    line = Line(f"o{row.id}", row.sender, row.sender_name, row.body, row.created_at)
    return _done(request, f"/cases/{handover_id}", key=line.key, html=line_html(console, line))


async def release(request: Request) -> Response:
    """Put a case back on the waiting list."""
    return await _leave(request, "released", service.release)


async def close(request: Request) -> Response:
    """Close a case; after this the assistant answers again."""
    return await _leave(request, "closed", service.close)


async def _leave(request: Request, text: str, change: Callable[..., None]) -> Response:
    visit, _ = await signed_post(request)
    console, handover_id = console_of(request), request.path_params["id"]

    def work(db: Session) -> str:
        _, conversation = service.owned(db, handover_id, visit.user)
        change(db, handover_id, visit.user)
        return _announce(db, console, conversation, visit, text)

    await _change(console, work)
    return _done(request, "/")


async def _change(console: Console, work: Callable[[Session], str | None]) -> None:
    """Commit one change and let the channels know about the conversation it returns."""
    try:
        conversation_id = await console.write(work)
    except (HandoverError, TransitionError) as error:
        raise refusal(error) from error
    if conversation_id is not None:
        await console.tell(conversation_id)


def _announce(db: Session, console: Console, conversation: Conversation, visit: Visit, text: str) -> str:
    said = console.texts["resident"][text].format(name=first_name(visit.user))
    outbox.queue(db, conversation, {"text": said}, sender="system")
    return str(conversation.id)


def _done(request: Request, onward: str, **data: Any) -> Response:
    return JSONResponse({"next": onward, **data}) if from_script(request) else RedirectResponse(onward, 303)
