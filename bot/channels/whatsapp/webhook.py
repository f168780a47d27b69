"""The webhook WhatsApp calls: checks who calls, stores every message, and answers at once.

The dialogue works from what is stored. A message that cannot be stored now makes the whole call fail with
503, after the others were stored: WhatsApp then calls again, for days if need be, and what was already stored
is recognised.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from dataclasses import replace
from typing import Protocol

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.whatsapp import delivery, parse
from bot.conversation import turn
from bot.conversation.messages import Incoming, Receipt
from bot.conversation.turn import Parts
from bot.db import utc_now
from bot.settings import Settings, SettingsError

log = logging.getLogger(__name__)

PATH = "/webhooks/whatsapp"
MAX_BYTES = 1_000_000


class Wakes(Protocol):
    """The part of `conversation.worker.Worker` that is used here."""

    def wake(self, conversation_id: str) -> None: ...


class Sends(Protocol):
    """The part of `sender.Sender` that is used here."""

    def wake(self) -> None: ...

    def taken(self, message_id: str) -> None: ...


class BodyTooLarge(Exception):
    """The request body passes `MAX_BYTES`."""


def routes(parts: Parts, worker: Wakes, settings: Settings, sender: Sends | None = None) -> list[Route]:
    """The routes of the webhook.

    Raises:
        SettingsError: there is no app secret, so nobody could tell a real message from a forged one.
    """
    if not settings.whatsapp_app_secret:
        raise SettingsError("NAAST_WHATSAPP_APP_SECRET is not set: without it the webhook cannot be trusted.")

    async def verify(request: Request) -> Response:
        query = request.query_params
        known = settings.whatsapp_verify_token
        same = hmac.compare_digest(query.get("hub.verify_token", "").encode(), known.encode())
        if not known or not same or query.get("hub.mode") != "subscribe":
            return PlainTextResponse("forbidden", status_code=403)
        challenge = query.get("hub.challenge", "")
        return PlainTextResponse(challenge, headers={"X-Content-Type-Options": "nosniff"})

    async def receive(request: Request) -> Response:
        try:
            body = await read_limited(request)
        except BodyTooLarge:
            return _error("too_large", 413)
        except ClientDisconnect:
            return Response(status_code=400)
        if not signed(body, request.headers.get("X-Hub-Signature-256", ""), settings.whatsapp_app_secret):
            return _error("signature", 401)
        try:
            document = json.loads(body)
        except (ValueError, RecursionError):
            return _error("not_json", 400)
        number = settings.whatsapp_phone_number_id
        messages, statuses = parse.incoming(document, number), parse.statuses(document, number)
        stored = await anyio.to_thread.run_sync(_store, parts, messages) if messages else []
        reported = not statuses or await anyio.to_thread.run_sync(_report, parts, statuses)
        for incoming, receipt in stored:
            if receipt is not None and receipt.pending:
                worker.wake(receipt.conversation_id)
                if sender is not None:
                    sender.taken(incoming.external_id)
        if sender is not None:
            sender.wake()
        complete = reported and all(receipt is not None for _, receipt in stored)
        return JSONResponse({"ok": True}) if complete else _error("not_stored", 503)

    return [Route(PATH, verify, methods=["GET"]), Route(PATH, receive, methods=["POST"])]


def signed(body: bytes, header: str, secret: str) -> bool:
    """Whether `sha256=<hex>` is the HMAC of these very bytes."""
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(header.encode(), f"sha256={expected}".encode())


async def read_limited(request: Request) -> bytes:
    """The raw body.

    Raises:
        BodyTooLarge: as soon as it is known; the rest is not read.
    """
    announced = request.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > MAX_BYTES:
        raise BodyTooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise BodyTooLarge
    return bytes(body)


def _store(parts: Parts, messages: list[Incoming]) -> list[tuple[Incoming, Receipt | None]]:
    """Take in each message by itself; None for one that could not be stored now."""
    stored: list[tuple[Incoming, Receipt | None]] = []
    for incoming in messages:
        try:
            receipt: Receipt | None = turn.receive(parts, _whole(parts, incoming))
        except Exception as error:
            # The error itself may hold what the resident wrote.
            log.error("a message of WhatsApp could not be stored: %s", type(error).__name__)
            receipt = None
        stored.append((incoming, receipt))
    return stored


def _whole(parts: Parts, incoming: Incoming) -> Incoming:
    """The message with the payload its button stands for."""
    if not delivery.is_reference(incoming.payload):
        return incoming
    with parts.sessions() as db:
        return replace(incoming, payload=delivery.payload_of(db, incoming.payload, incoming.address))


def _report(parts: Parts, statuses: list[parse.Status]) -> bool:
    """Take in each status report by itself; False when one could not be stored now."""
    complete = True
    for status in statuses:
        try:
            with parts.sessions() as db:
                delivery.apply_status(db, status, utc_now())
        except Exception as error:
            log.error("a status report of WhatsApp could not be stored: %s", type(error).__name__)
            complete = False
    return complete


def _error(code: str, status: int) -> JSONResponse:
    return JSONResponse({"error": {"code": code}}, status_code=status)
