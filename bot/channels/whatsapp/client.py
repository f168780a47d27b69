"""The two calls of the Cloud API we make: send a message, and show that one was read."""

from __future__ import annotations

from contextlib import suppress
from ipaddress import ip_address
from typing import Any

import httpx

from bot.channels.whatsapp.errors import Outcome, read_answer, read_failure
from bot.settings import Settings

TIMEOUT = httpx.Timeout(15, connect=5, pool=5)


class CloudApi:
    """The Cloud API for one phone number. An own `http` client is not closed here."""

    def __init__(self, settings: Settings, http: httpx.AsyncClient | None = None) -> None:
        self._url = f"{settings.whatsapp_api.rstrip('/')}/{settings.whatsapp_phone_number_id}/messages"
        self._headers = {"Authorization": f"Bearer {settings.whatsapp_token}"}
        self._own = http is None
        # A municipality's proxy is used, except for a stand-in on this machine.
        self._http = http or httpx.AsyncClient(timeout=TIMEOUT, trust_env=not _local(self._url))

    async def send(self, address: str, content: dict[str, Any], callback: str) -> Outcome:
        """Send one message. Network trouble is an outcome, not an exception."""
        person = {"to": address} if address.lstrip("+").isdecimal() else {"recipient": address}
        envelope = {"messaging_product": "whatsapp", "recipient_type": "individual", **person, **content,
                    "biz_opaque_callback_data": callback}
        try:
            return read_answer(await self._http.post(self._url, json=envelope, headers=self._headers))
        except httpx.HTTPError as error:
            return read_failure(error)

    async def show_typing(self, message_id: str) -> None:
        """Mark a resident's message as read and show that an answer is coming. It may fail without harm."""
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id,
                "typing_indicator": {"type": "text"}}
        with suppress(httpx.HTTPError):
            await self._http.post(self._url, json=body, headers=self._headers)

    async def close(self) -> None:
        if self._own:
            await self._http.aclose()


def _local(url: str) -> bool:
    host = httpx.URL(url).host
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
