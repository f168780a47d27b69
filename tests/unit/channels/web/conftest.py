"""The widget's endpoints on a fresh database, and a browser to visit them with."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.web import feed
from bot.channels.web.feed import Bell
from bot.channels.web.routes import WebRoutes
from bot.channels.web.tokens import Tokens
from bot.conversation.dialogue import Answer, DialogueDown
from bot.conversation.messages import Reply
from bot.conversation.phrases import Phrases
from bot.conversation.turn import Parts
from bot.conversation.worker import Worker
from bot.db import Sessions
from bot.handover import outbox
from bot.headers import SecurityHeaders
from bot.privacy.redaction import Redactor
from bot.safety.service import SafetyNet
from bot.settings import ROOT
from bot.takeaway.links import Links

SHARED = ROOT / "nlu_data" / "_gedeeld"
LINKS = Links("geheim")


class Echo:
    """A dialogue engine that repeats what it hears."""

    def __init__(self) -> None:
        self.down, self.forgotten = False, list[str]()

    async def ask(self, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any]) -> Answer:
        if self.down:
            raise DialogueDown("down")
        return Answer([Reply(f"hoor: {text}")])

    async def ready(self) -> bool:
        return not self.down

    async def forget(self, conversation_id: str) -> None:
        if self.down:
            raise DialogueDown("down")
        self.forgotten.append(conversation_id)


class Visit:
    """A browser at the front door."""

    def __init__(self, http: httpx.AsyncClient, sessions: Sessions, dialogue: Echo, bell: Bell) -> None:
        self.http, self.sessions, self.dialogue, self.bell = http, sessions, dialogue, bell
        self.token = self.conversation = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def start(self) -> None:
        made = (await self.http.post("/widget/session")).json()
        self.token, self.conversation = made["token"], made["conversation"]
        await self.until(1)

    async def post(self, body: Any, **headers: str) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.http.post("/widget/messages", content=content, headers={**self.headers, **headers})

    async def history(self) -> dict[str, Any]:
        return dict((await self.http.get("/widget/history", headers=self.headers)).json())

    async def until(self, count: int) -> list[str]:
        """Wait for so many messages from our side; their texts."""
        for _ in range(500):
            with self.sessions() as db:
                texts = [row.body["text"] for row in outbox.after(db, self.conversation, 0)]
            if len(texts) >= count:
                return texts
            await asyncio.sleep(0.01)
        raise AssertionError(f"{count} messages did not come: {texts}")

    async def read(self, after: str | None = None, query: str = "") -> list[tuple[str, Any]]:
        """(id, data) of the messages of a stream, which ends because the conversation is deleted meanwhile."""
        headers = {**self.headers, **({"Last-Event-ID": after} if after is not None else {})}
        reading = asyncio.create_task(self.http.get(f"/widget/events{query}", headers=headers))
        await asyncio.sleep(0.2)
        await self.http.post("/widget/delete", headers=self.headers)
        response = await asyncio.wait_for(reading, 10)
        assert response.headers["content-type"].startswith("text/event-stream")
        blocks = [dict(line.partition(": ")[::2] for line in part.splitlines()) for part in response.text.split("\n\n")]
        return [(b["id"], json.loads(b["data"])) for b in blocks if b.get("event") == "message"]


@pytest.fixture
def visit(sessions: Sessions, safety_net: SafetyNet, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Runs a coroutine function with a visit."""
    monkeypatch.setattr(feed, "LOOK_SECONDS", 0.02)

    def run(play: Callable[[Visit], Awaitable[None]]) -> None:
        async def main() -> None:
            dialogue, bell = Echo(), Bell()
            phrases = Phrases.load(SHARED / "zinnen.yml", {"phone": "099-000 01 01"})
            parts = Parts(sessions, Redactor(), safety_net, dialogue, phrases)
            worker = Worker(parts)
            worker.after_turn = bell.ring
            app = Starlette(routes=WebRoutes(parts, worker, Tokens("geheim", 24), bell, LINKS).routes())
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(worker)
                transport = httpx.ASGITransport(app=SecurityHeaders(app))  # type: ignore[arg-type]
                http = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://test"))
                visitor = Visit(http, sessions, dialogue, bell)
                await visitor.start()
                await play(visitor)

        asyncio.run(main())

    return run
