"""The state of the stand-in of the Cloud API: who said what, and the signed webhooks it sends."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx

from bot.channels.whatsapp.standin_rules import REENGAGE, GraphError, check

WINDOW_SECONDS = 24 * 3600

Fault = Callable[[dict[str, Any]], "int | None"]


class StandIn:
    """The state of the stand-in.

    `sent` holds every accepted message with its `id`; `chat` both sides; `read` the ids marked as read;
    `errors` the codes given. Set `always` to give that code to every message; replace `now` to let time pass.
    """

    def __init__(self, webhook_url: str, app_secret: str, phone_number_id: str, fault: Fault | None = None,
                 http: httpx.AsyncClient | None = None) -> None:
        self.webhook_url, self.app_secret = webhook_url, app_secret
        self.phone_number_id, self.fault = phone_number_id, fault
        self.http = http or httpx.AsyncClient(timeout=10, trust_env=False)
        self.now: Callable[[], float] = time.time
        self.sent: list[dict[str, Any]] = []
        self.chat: list[dict[str, Any]] = []
        self.read: list[str] = []
        self.errors: list[int] = []
        self.always: int | None = None
        self._last_heard: dict[str, float] = {}
        self._numbers = itertools.count(1)
        self._tasks: set[asyncio.Task[Any]] = set()

    def accept(self, message: dict[str, Any]) -> str:
        """Take one message of the business; returns its id, or raises GraphError."""
        code = self.always or (self.fault(message) if self.fault else None)
        if code:
            raise GraphError(code)
        person = check(message)
        if self.now() - self._last_heard.get(person, 0) > WINDOW_SECONDS:
            raise GraphError(REENGAGE, "more than 24 hours since this person last wrote")
        message_id = self._id()
        self.sent.append({**message, "id": message_id})
        self.chat.append({"from": "business", "person": person, "message": message, "id": message_id})
        task = asyncio.create_task(self._report_delivery(message_id, message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return message_id

    def repeated(self) -> list[dict[str, Any]]:
        """Messages that were accepted more than once: with the same callback data as an earlier one."""
        keys = [message.get("biz_opaque_callback_data") for message in self.sent]
        return [message for n, message in enumerate(self.sent) if keys[n] is not None and keys[n] in keys[:n]]

    def hear(self, person: str) -> None:
        """This person wrote just now: the business may answer for 24 hours."""
        self._last_heard[person] = self.now()

    async def say(self, person: str, content: dict[str, Any], times: int = 1) -> httpx.Response:
        """A person sends a message, delivered `times` times. Returns the front door's last answer."""
        with_phone = person.isdecimal()
        message = {"id": self._id(), "timestamp": str(int(self.now())), **content,
                   "from" if with_phone else "from_user_id": person}
        identity = {"wa_id" if with_phone else "user_id": person}
        self.hear(person)
        self.chat.append({"from": "person", "person": person, "message": message, "id": message["id"]})
        value = {"contacts": [{"profile": {"name": "Test"}, **identity}], "messages": [message]}
        for _ in range(times):
            answer = await self._deliver(value)
        return answer

    async def report(self, message_id: str, name: str, message: dict[str, Any],
                     code: int | None = None) -> None:
        """Send a status webhook about one of the business's messages."""
        status = {"id": message_id, "status": name, "timestamp": str(int(self.now())),
                  "recipient_id": message.get("to") or message.get("recipient")}
        if "biz_opaque_callback_data" in message:
            status["biz_opaque_callback_data"] = message["biz_opaque_callback_data"]
        if code is not None:
            status["errors"] = [GraphError(code).json()["error"]]
        with suppress(httpx.HTTPError):
            await self._deliver({"statuses": [status]})

    async def settle(self) -> None:
        """Wait until every status webhook under way has been delivered."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _deliver(self, value: dict[str, Any]) -> httpx.Response:
        value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": self.phone_number_id}, **value}
        change = {"field": "messages", "value": value}
        document = {"object": "whatsapp_business_account", "entry": [{"id": "standin", "changes": [change]}]}
        body = json.dumps(document).encode()
        signature = hmac.new(self.app_secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
        return await self.http.post(self.webhook_url, content=body, headers=headers)

    async def _report_delivery(self, message_id: str, message: dict[str, Any]) -> None:
        for name in ("sent", "delivered"):
            await self.report(message_id, name, message)

    def _id(self) -> str:
        return f"wamid.standin{next(self._numbers)}.{int(self.now() * 1000)}"
