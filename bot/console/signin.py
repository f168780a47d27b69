"""Signing in and out."""

from __future__ import annotations

import math

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.console import accounts
from bot.console.context import (
    NotSignedIn,
    Refusal,
    check_csrf,
    console_of,
    read_form,
    signed_in,
    signed_post,
)
from bot.console.rendering import page

NOTICES = {"uit": "signed_out", "verlopen": "ended"}


async def show(request: Request) -> Response:
    """The form; somebody who is signed in goes on."""
    try:
        await signed_in(request)
    except NotSignedIn:
        notice = next((NOTICES[key] for key in NOTICES if key in request.query_params), None)
        return _form(request, notice=notice)
    return RedirectResponse(_next(request.query_params.get("next", "")), 303)


async def sign_in(request: Request) -> Response:
    """Check name and password and start a fresh session."""
    console = console_of(request)
    form = await read_form(request)
    name, onward = form.get("name", ""), form.get("next", "")
    ticket = console.keeper.read(request, form=True)
    try:
        if ticket is None:
            raise Refusal(403, "csrf")
        check_csrf(request, ticket, form)
    except Refusal:
        return _form(request, 403, problem="expired", name=name, onward=onward)

    # Folded as `accounts.find` does: a change of capitals gives no new tries.
    key = f"{accounts.folded(name)[:200]} {request.client.host if request.client else ''}"
    wait = console.throttle.attempt(key)
    if wait > 0:
        response = _form(request, 429, problem="wait", seconds=math.ceil(wait), name=name, onward=onward)
        response.headers["Retry-After"] = str(math.ceil(wait))
        return response
    user = await console.read(lambda db: accounts.check(db, name, form.get("password", "")))
    if user is None:
        return _form(request, 401, problem="wrong", name=name, onward=onward)
    console.throttle.passed(key)
    response = RedirectResponse(_next(onward), 303)
    console.keeper.start(request, response, user)
    return response


async def sign_out(request: Request) -> Response:
    await signed_post(request)
    response = RedirectResponse("/signin?uit", 303)
    await run_in_threadpool(console_of(request).keeper.end, request, response)
    return response


def _form(request: Request, status: int = 200, *, problem: str | None = None, seconds: int = 0,
          notice: str | None = None, name: str = "", onward: str | None = None) -> Response:
    carrier = Response()
    ticket = console_of(request).keeper.start(request, carrier, None)
    onward = _next(request.query_params.get("next", "") if onward is None else onward)
    response = page(request, "signin.html", status, csrf=ticket.csrf, problem=problem, notice=notice,
                    name=name[: accounts.MAX_NAME], onward=onward, seconds=seconds)
    response.raw_headers += [header for header in carrier.raw_headers if header[0] == b"set-cookie"]
    return response


def _next(wanted: str) -> str:
    """Where to go after signing in: only to a case of this console, never to another site."""
    rest = wanted.removeprefix("/cases/")
    return wanted if rest != wanted and rest.replace("-", "").isalnum() and rest.isascii() else "/"
