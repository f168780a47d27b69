"""What the screens share: the joined parts, and how a request is let in, answered or refused."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from jinja2 import Environment
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from bot.console.reading import look
from bot.console.sessions import SessionKeeper, Ticket
from bot.console.throttle import Throttle
from bot.db import Sessions
from bot.handover.models import ConsoleUser

Notify = Callable[[str], Any]
Result = TypeVar("Result")


@dataclass(frozen=True)
class Console:
    """The parts of the console, joined in `app`. `stopping` ends the live streams."""

    sessions: Sessions
    texts: dict[str, Any]
    pages: Environment
    keeper: SessionKeeper
    throttle: Throttle
    notify: Notify | None
    stopping: threading.Event

    async def read(self, work: Callable[[Session], Result]) -> Result:
        """Run `work` in a reading transaction, outside the event loop."""

        def run() -> Result:
            with look(self.sessions) as db:
                return work(db)

        return await run_in_threadpool(run)

    async def write(self, work: Callable[[Session], Result]) -> Result:
        """Run `work` in a transaction that commits when it returns, outside the event loop."""

        def run() -> Result:
            with self.sessions() as db:
                return work(db)

        return await run_in_threadpool(run)

    async def tell(self, conversation_id: str) -> None:
        """Let the channels know that something was queued for a resident."""
        if self.notify is not None:
            told = self.notify(conversation_id)
            if inspect.isawaitable(told):
                await told


@dataclass(frozen=True)
class Visit:
    """A request of somebody who is signed in."""

    user: ConsoleUser
    ticket: Ticket


class NotSignedIn(Exception):
    """The request needs a session and has none."""


class Refusal(Exception):
    """The request cannot be done; `reason` is the key of the text to show."""

    def __init__(self, status: int, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.status, self.reason, self.values = status, reason, values


def console_of(request: Request) -> Console:
    found: Console = request.app.state.console
    return found


async def signed_in(request: Request) -> Visit:
    """Who is asking.

    Raises:
        NotSignedIn: no session, or one that ended.
    """
    console = console_of(request)
    ticket = console.keeper.read(request)
    if ticket is None:
        raise NotSignedIn
    user = await console.read(lambda db: db.get(ConsoleUser, ticket.user_id))
    if user is None or not console.keeper.alive(ticket, user):
        raise NotSignedIn
    return Visit(user, ticket)


async def signed_post(request: Request) -> tuple[Visit, dict[str, str]]:
    """Who is posting, and the form.

    Raises:
        NotSignedIn: no session, or one that ended.
        Refusal: the CSRF token of the session is missing or wrong (403).
    """
    visit = await signed_in(request)
    form = await read_form(request)
    check_csrf(request, visit.ticket, form)
    return visit, form


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a plain form; the guard has limited its size."""
    return dict(parse_qsl((await request.body()).decode("utf8", "replace"), keep_blank_values=True))


def check_csrf(request: Request, ticket: Ticket, form: dict[str, str]) -> None:
    given = request.headers.get("x-csrf") or form.get("csrf", "")
    if not console_of(request).keeper.csrf_fits(ticket, given):
        raise Refusal(403, "csrf")


def from_script(request: Request) -> bool:
    """Whether our script asks (and shows the answer itself) instead of a plain form or link."""
    return "application/json" in request.headers.get("accept", "")
