"""Live updates as server-sent events, resumed from the database with `Last-Event-ID`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.console import news
from bot.console.context import Console, NotSignedIn, Visit, console_of, signed_in
from bot.console.news import News, Place
from bot.console.rendering import line_html

POLL_SECONDS = 0.7  # other processes write to the database too, so it is asked instead of the memory
HEARTBEAT_SECONDS = 15.0
RETRY_MS = 1500


async def events(request: Request) -> Response:
    """`message` for a line in a claimed case, `inbox` for changed lists, `signed_out` at the end."""
    try:
        visit = await signed_in(request)
    except NotSignedIn:
        return Response(status_code=204)  # tells the browser's EventSource to stop reconnecting
    asked = request.headers.get("last-event-id") or request.query_params.get("since", "")
    place = Place.parse(asked)
    if place is None:
        place = await console_of(request).read(lambda db: news.here(db, visit.user.id))
    return StreamingResponse(stream(request, visit, place), media_type="text/event-stream",
                             headers={"X-Accel-Buffering": "no"})


async def stream(request: Request, visit: Visit, place: Place) -> AsyncIterator[str]:
    """The text of the stream; it ends with the session or the server."""
    console = console_of(request)
    # The first event carries the place, so that a connection lost before any news resumes from here.
    yield f"retry: {RETRY_MS}\n" + event("ready", {}, place)
    idle = 0.0
    while not console.stopping.is_set():
        try:
            await signed_in(request)
        except NotSignedIn:
            yield event("signed_out", {})
            return
        found = await console.read(partial(news.since, user_id=visit.user.id, place=place))
        for text in _tell(console, found):
            yield text
            idle = 0.0
        place = found.place
        if idle >= HEARTBEAT_SECONDS:
            yield ": \n\n"
            idle = 0.0
        idle += POLL_SECONDS
        await asyncio.sleep(POLL_SECONDS)


def event(name: str, data: dict[str, Any], place: Place | None = None) -> str:
    """One event of the stream."""
    head = f"id: {place}\n" if place is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _tell(console: Console, found: News) -> list[str]:
    told = [("message", {"case": message.handover_id, "key": message.line.key, "who": message.line.who,
                         "html": line_html(console, message.line)}) for message in found.messages]
    if found.inbox_changed:
        told.append(("inbox", {}))
    # Only the last event moves the place: a connection that breaks halfway gets all of them again, and the
    # browser knows messages by their key.
    return [event(name, data, found.place if number == len(told) else None)
            for number, (name, data) in enumerate(told, start=1)]
