"""Rasa's side of the private line: an input channel that serves only the front door.

It accepts only requests with the shared secret, and Rasa listens on loopback: residents never reach it.
"""

from __future__ import annotations

import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.dialogue import engine, speed

log = logging.getLogger(__name__)


class PrivateChannel(InputChannel):
    """`credentials.yml`: `bot.dialogue.channel.PrivateChannel: {secret: …}`."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        return engine.CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        secret = (credentials or {}).get("secret") or os.environ.get("NAAST_RASA_SECRET", "")
        if not secret:
            cls.raise_missing_credentials_exception()
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        speed.remember()
        routes = Blueprint("naast", __name__)

        def refused(request: Request) -> HTTPResponse | None:
            given = request.headers.get("X-Naast-Secret", "")
            if hmac.compare_digest(given.encode(), self._secret.encode()):
                return None
            return response.json({"error": "forbidden"}, status=403)

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            if denied := refused(request):
                return denied
            complete = await _ready(request.app.ctx.agent)
            return response.json({"ready": complete}, status=200 if complete else 503)

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if denied := refused(request):
                return denied
            agent = request.app.ctx.agent
            if not isinstance(agent.action_endpoint, engine.WatchedActions):
                agent.action_endpoint = agent.processor.action_endpoint = engine.WatchedActions(
                    inner=agent.action_endpoint
                )
            body = request.json
            try:
                result = await engine.take_turn(
                    agent, body["conversation"], body["message"], body["text"], body.get("metadata")
                )
            except Exception as error:
                log.error("turn failed: %s", type(error).__name__)
                return response.json({"error": "turn_failed"}, status=503)
            return response.json(result)

        @routes.post("/forget")
        async def forget(request: Request) -> HTTPResponse:
            if denied := refused(request):
                return denied
            await engine.forget(request.app.ctx.agent, request.json["conversation"])
            return response.json({})

        return routes


async def _ready(agent: Any) -> bool:
    """The model is loaded and the action server answers: only then a turn can be completed."""
    if agent is None or not agent.is_ready():
        return False
    endpoint = agent.action_endpoint
    if isinstance(endpoint, engine.WatchedActions):
        endpoint = endpoint._inner
    if endpoint is None:
        return True
    import httpx

    health = endpoint.url.rsplit("/", 1)[0] + "/health"
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=1) as http:
            return (await http.get(health)).status_code == 200
    except httpx.HTTPError:
        return False
