"""HTTP routes of the widget. A message is stored before it is accepted; everything else follows from the database."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.channels.web import feed
from bot.channels.web.tokens import Session, Tokens
from bot.conversation import turn
from bot.conversation.dialogue import DialogueDown
from bot.conversation.messages import Incoming
from bot.conversation.turn import Parts
from bot.conversation.worker import Worker
from bot.handover import service
from bot.takeaway.links import Links

CHANNEL = "web"
MAX_BODY = 64_000


class WebRoutes:
    """The widget's endpoints below `/widget`. Without `links` a page to take along cannot be opened."""

    def __init__(
        self, parts: Parts, worker: Worker, tokens: Tokens, bell: feed.Bell, links: Links | None = None
    ) -> None:
        self._parts, self._worker, self._tokens, self._bell, self._links = parts, worker, tokens, bell, links

    def routes(self) -> list[Route]:
        return [
            Route("/widget/session", self.new_session, methods=["POST"]),
            Route("/widget/history", self.history),
            Route("/widget/messages", self.message, methods=["POST"]),
            Route("/widget/events", self.events),
            Route("/widget/delete", self.delete, methods=["POST"]),
        ]

    async def new_session(self, request: Request) -> Response:
        token, session = self._tokens.new()
        greeting = Incoming(CHANNEL, session.address, f"{session.address}:welcome", "", payload="/welcome")
        receipt = await anyio.to_thread.run_sync(turn.receive, self._parts, greeting)
        self._worker.wake(receipt.conversation_id)
        return JSONResponse({"token": token, "conversation": receipt.conversation_id})

    async def history(self, request: Request) -> Response:
        conversation_id, owner = await self._conversation(request)
        if conversation_id is None:
            return self._unknown()
        messages = await anyio.to_thread.run_sync(turn.history, self._parts, conversation_id)
        messages = [feed.with_link(message, conversation_id, self._links) for message in messages]
        last = max((int(m["id"][1:]) for m in messages if m["id"].startswith("o")), default=0)
        return JSONResponse({"messages": messages, "last_event_id": last, "state": owner})

    async def message(self, request: Request) -> Response:
        session = self._tokens.read(request.headers.get("authorization"))
        if session is None:
            return self._unknown()
        body = await _json(request)
        if body is None or not isinstance(body.get("id"), str) or not isinstance(body.get("text"), str):
            return self._error(422, "unreadable", "message_empty")
        payload = body.get("payload") if isinstance(body.get("payload"), str) else None
        incoming = Incoming(CHANNEL, session.address, f"{session.address}:{body['id'][:80]}", body["text"], payload)
        receipt = await anyio.to_thread.run_sync(turn.receive, self._parts, incoming)
        self._bell.ring(receipt.conversation_id)
        if receipt.pending or receipt.duplicate:
            self._worker.wake(receipt.conversation_id)
        return JSONResponse({"accepted": True}, status_code=202)

    async def events(self, request: Request) -> Response:
        conversation_id, _ = await self._conversation(request)
        if conversation_id is None:
            return self._unknown()
        last = request.headers.get("last-event-id") or request.query_params.get("after") or "0"
        stream = feed.events(self._parts.sessions, self._bell, conversation_id, _event_id(last), self._links)
        return StreamingResponse(
            stream, media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        )

    async def delete(self, request: Request) -> Response:
        conversation_id, _ = await self._conversation(request)
        if conversation_id is not None:
            await anyio.to_thread.run_sync(self._forget, conversation_id)
            with suppress(DialogueDown):  # the tracker holds redacted text only, and goes with its retention
                await self._parts.dialogue.forget(conversation_id)
        return Response(status_code=204)

    def _forget(self, conversation_id: str) -> None:
        with self._parts.sessions() as db:
            service.forget(db, conversation_id)

    async def _conversation(self, request: Request) -> tuple[str | None, str]:
        session = self._tokens.read(request.headers.get("authorization"))
        if session is None:
            return None, ""
        return await anyio.to_thread.run_sync(self._find, session)

    def _find(self, session: Session) -> tuple[str | None, str]:
        with self._parts.sessions() as db:
            found = service.find_conversation(db, CHANNEL, session.address)
            return (found.id, found.owner_state) if found is not None else (None, "")

    def _unknown(self) -> Response:
        return self._error(401, "session_unknown", "session_unknown")

    def _error(self, status: int, code: str, phrase: str) -> Response:
        return JSONResponse({"error": {"code": code, "message": self._parts.phrases.say(phrase)}}, status_code=status)


async def _json(request: Request) -> dict[str, Any] | None:
    """The body as a JSON object, or None when it is too large or not one."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BODY:
            return None
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return {key: _whole(value) for key, value in data.items()} if isinstance(data, dict) else None


def _whole(value: Any) -> Any:
    """Text without halves of a character: JSON can hold half an emoji, a database cannot."""
    return value.encode("utf-8", "ignore").decode("utf-8") if isinstance(value, str) else value


def _event_id(text: str) -> int:
    """The id a reader resumes after; everything from the start when it is no id of ours."""
    return int(text) if text.isdecimal() and len(text) <= 18 else 0
