"""The console as an ASGI application: routes, errors and the parts they share."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import text
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.console import actions, desk, signin, texts
from bot.console.context import Console, Notify, NotSignedIn, Refusal, console_of, from_script
from bot.console.events import events
from bot.console.rendering import make_pages, page
from bot.console.security import HEADERS, Guard, allowed_hosts, is_loopback
from bot.console.sessions import SessionKeeper
from bot.console.throttle import Throttle
from bot.db import Sessions
from bot.settings import Settings

STATIC = Path(__file__).parent / "static"

log = logging.getLogger(__name__)


def make_console(sessions: Sessions, settings: Settings, secret: str, notify: Notify | None = None, *,
                 public_url: str = "") -> Starlette:
    """The console.

    `notify(conversation_id)` is called (and awaited if it can be) after something was queued for a resident.
    `public_url` is the address in the browser when the console stands behind a proxy. Setting
    `app.state.console.stopping` (from any thread) ends the live streams, which a server that stops waits for.
    """
    words = texts.load()
    secure = public_url.startswith("https:") or not is_loopback(settings.console_host)
    application = Starlette(
        routes=[
            Route("/", desk.inbox_page),
            Route("/cases/{id}", desk.case_page),
            Route("/parts/inbox", desk.inbox_part),
            Route("/parts/cases", desk.case_part),
            Route("/parts/cases/{id}", desk.case_part),
            Route("/cases/{id}/claim", actions.claim, methods=["POST"]),
            Route("/cases/{id}/answer", actions.answer, methods=["POST"]),
            Route("/cases/{id}/release", actions.release, methods=["POST"]),
            Route("/cases/{id}/close", actions.close, methods=["POST"]),
            Route("/events", events),
            Route("/signin", signin.show),
            Route("/signin", signin.sign_in, methods=["POST"]),
            Route("/signout", signin.sign_out, methods=["POST"]),
            Route("/healthz", healthz),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, hosts=allowed_hosts(settings, public_url))],
        exception_handlers={
            NotSignedIn: _not_signed_in, Refusal: _refused, HTTPException: _http, Exception: _broken,
        },
    )
    application.state.console = Console(
        sessions=sessions, texts=words, pages=make_pages(words), throttle=Throttle(), notify=notify,
        keeper=SessionKeeper(secret, settings.console_session_hours, secure=secure),
        stopping=threading.Event(),
    )
    return application


async def healthz(request: Request) -> Response:
    """200 when the database answers, else 503."""
    try:
        await console_of(request).read(lambda db: db.execute(text("SELECT 1")).scalar_one())
    except Exception:
        log.exception("the console cannot reach its database")
        return JSONResponse({"status": "database"}, 503)
    return JSONResponse({"status": "ok"})


async def _not_signed_in(request: Request, error: Exception) -> Response:
    if from_script(request):
        return JSONResponse({"message": console_of(request).texts["errors"]["signed_out"]}, 401)
    onward = f"?next={quote(request.url.path)}" if request.url.path.startswith("/cases/") else ""
    return RedirectResponse(f"/signin{onward}", 303)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return _problem(request, error.status, error.reason, **error.values)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _problem(request, error.status_code, "not_found" if error.status_code == 404 else "broken")


async def _broken(request: Request, error: Exception) -> Response:
    response = _problem(request, 500, "broken")
    response.headers.update(HEADERS)  # Starlette answers this one outside the guard
    return response


def _problem(request: Request, status: int, reason: str, **values: object) -> Response:
    message = console_of(request).texts["errors"][reason].format(**values)
    if from_script(request):
        return JSONResponse({"message": message, "reason": reason}, status)
    return page(request, "problem.html", status, message=message)
