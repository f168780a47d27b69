"""The contract with the dialogue engine, and its client over HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

from bot.conversation.messages import Reply
from bot.languages import DUTCH


class DialogueDown(Exception):
    """The engine did not complete the turn; nothing of it counts, and the same message may be sent again."""


@dataclass(frozen=True)
class Answer:
    """The engine's answer to one message: the replies, the life domains heard so far (most central first), and the
    language they are in (`bot.languages`)."""

    replies: list[Reply] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    language: str = DUTCH

    @classmethod
    def of(cls, result: dict[str, Any]) -> Answer:
        """From what the engine gives for a turn."""
        return cls(
            [Reply.from_rasa(message) for message in result["replies"]],
            result["domains"],
            result.get("language") or DUTCH,
        )


class Dialogue(Protocol):
    """A dialogue engine. Asking again with the same `message_id` gives the same answer and changes nothing."""

    async def ask(self, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any]) -> Answer:
        """Raises DialogueDown."""
        ...

    async def ready(self) -> bool: ...

    async def forget(self, conversation_id: str) -> None: ...


class RasaOverHttp:
    """Rasa on loopback, through the private channel of `bot.dialogue.channel`."""

    def __init__(self, url: str, secret: str, timeout: float) -> None:
        self._http = httpx.AsyncClient(
            base_url=url, timeout=timeout, headers={"X-Naast-Secret": secret}, trust_env=False
        )

    async def ask(self, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any]) -> Answer:
        body = {"conversation": conversation_id, "message": message_id, "text": text, "metadata": metadata}
        data = await self._post("/webhooks/naast/turn", body)
        return Answer.of(data)

    async def ready(self) -> bool:
        try:
            return (await self._http.get("/webhooks/naast/ready", timeout=2)).status_code == 200
        except httpx.HTTPError:
            return False

    async def forget(self, conversation_id: str) -> None:
        await self._post("/webhooks/naast/forget", {"conversation": conversation_id})

    async def close(self) -> None:
        await self._http.aclose()

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            response = await self._http.post(path, json=body)
            response.raise_for_status()
            return dict(response.json())
        except (httpx.HTTPError, ValueError) as error:
            raise DialogueDown(type(error).__name__) from error
