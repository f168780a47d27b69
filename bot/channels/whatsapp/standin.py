"""A local stand-in of the Cloud API, to try the channel without an account: the API and a phone.

It holds everything in memory and belongs on loopback. `/` is a page that looks like a chat on a phone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.whatsapp.standin_rules import GraphError
from bot.channels.whatsapp.standin_state import Fault, StandIn

FILES = Path(__file__).with_name("standin")
CSP = "default-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:"


def make_standin(*, webhook_url: str, app_secret: str, token: str, phone_number_id: str,
                 fault: Fault | None = None, http: httpx.AsyncClient | None = None) -> Starlette:
    """The stand-in as an ASGI app; `app.state.standin` is its `StandIn`.

    Args:
        webhook_url: where the front door listens.
        fault: called with each message; a Graph error code it returns is given instead of accepting.
        http: another HTTP client for the webhooks, for tests.
    """
    state = StandIn(webhook_url, app_secret, phone_number_id, fault, http)

    async def messages(request: Request) -> Response:
        try:
            if request.headers.get("Authorization") != f"Bearer {token}":
                raise GraphError(190)
            if request.path_params["phone_id"] != phone_number_id:
                raise GraphError(100, "unknown phone number id")
            message = await _json(request)
            if message.get("status") == "read":
                state.read.append(str(message.get("message_id")))
                return JSONResponse({"success": True})
            message_id = state.accept(message)
        except GraphError as error:
            state.errors.append(error.code)
            return JSONResponse(error.json(), status_code=error.status)
        person = message.get("to") or message.get("recipient")
        return JSONResponse({"messaging_product": "whatsapp", "contacts": [{"input": person}],
                             "messages": [{"id": message_id}]})

    async def chat(request: Request) -> Response:
        after = request.query_params.get("after", "0")
        start = int(after) if after.isdecimal() else 0
        lines = [{"number": n, **line} for n, line in enumerate(state.chat, 1) if n > start]
        return JSONResponse({"lines": lines, "read": state.read, "fault": state.always})

    async def say(request: Request) -> Response:
        data = await _json(request)
        try:
            answer = await state.say(str(data["person"]), data["content"], 2 if data.get("twice") else 1)
        except httpx.HTTPError as error:
            return JSONResponse({"ok": False, "error": type(error).__name__}, status_code=502)
        return JSONResponse({"ok": answer.is_success, "status": answer.status_code})

    async def set_fault(request: Request) -> Response:
        code = (await _json(request)).get("code")
        state.always = code if isinstance(code, int) else None
        return JSONResponse({"fault": state.always})

    async def page(request: Request) -> Response:
        return FileResponse(FILES / "index.html")

    app = Starlette(
        routes=[
            Route("/v26.0/{phone_id}/messages", messages, methods=["POST"]),
            Route("/chat", chat),
            Route("/say", say, methods=["POST"]),
            Route("/fault", set_fault, methods=["POST"]),
            Route("/", page),
            Mount("/files", StaticFiles(directory=FILES)),
        ],
        middleware=[Middleware(PageHeaders)],
    )
    app.state.standin = state
    return app


class PageHeaders:
    """Adds the content security policy the real pages also live under."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(b"content-security-policy", CSP.encode()), (b"cache-control", b"no-store")]
                message["headers"] = [*message["headers"], *own]
            await send(message)

        await self._app(scope, receive, with_headers)


async def _json(request: Request) -> dict[str, Any]:
    try:
        data = await request.json()
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise GraphError(100, "the body is no JSON object")
    return data
