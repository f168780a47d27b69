"""What the tests of the WhatsApp channel share: a database, the parts of a turn, a clock that stands still."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.conversation.dialogue import Answer
from bot.conversation.messages import Reply
from bot.conversation.phrases import Phrases
from bot.conversation.turn import Parts
from bot.db import Base, Sessions, make_engine, make_sessions, utc_now
from bot.handover import outbox, service
from bot.handover.models import OutboxMessage
from bot.safety.service import SafetyReply
from bot.settings import Settings

NUMBER = "1000"
PHRASES = {
    "message_empty": "Leeg.",
    "message_too_long": "Te lang.",
    "carry_on": "Ga door.",
    "outage": "Storing.",
    "personal_data_hidden": "Verborgen.",
}


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class FakeDialogue:
    """Answers every message with the same replies and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.replies = [Reply("Dat is veel tegelijk.", [{"title": "Klopt", "payload": "/affirm"}])]

    async def ask(self, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any]) -> Answer:
        self.asked.append(text)
        return Answer(self.replies, ["geld"])

    async def ready(self) -> bool:
        return True

    async def forget(self, conversation_id: str) -> None:
        pass


class FakeSafety:
    """Sees danger in one word only."""

    def look(self, text: str, state: Any, **more: Any) -> Any:
        if "gevaar" not in text:
            return None
        return SafetyReply("violence", [{"text": "Bel 112."}], None)


class FakeRedactor:
    """Hides nothing; one word makes it break."""

    def redact(self, text: str) -> Any:
        if "kapot" in text:
            raise RuntimeError("cannot be stored now")
        return SimpleNamespace(text=text, spans=[])


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    engine = make_engine(f"sqlite:///{tmp_path / 'test.db'}")
    Base.metadata.create_all(engine)
    return make_sessions(engine)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path,
        whatsapp_token="token",
        whatsapp_app_secret="secret",
        whatsapp_verify_token="verify",
        whatsapp_phone_number_id=NUMBER,
        whatsapp_api="https://graph.test/v26.0",
    )


@pytest.fixture
def dialogue() -> FakeDialogue:
    return FakeDialogue()


@pytest.fixture
def parts(sessions: Sessions, dialogue: FakeDialogue) -> Parts:
    redactor: Any = FakeRedactor()
    safety: Any = FakeSafety()
    return Parts(sessions, redactor, safety, dialogue, Phrases(PHRASES, {}))


@pytest.fixture
def queue(sessions: Sessions) -> Callable[..., int]:
    """Puts a reply in the outbox: `queue(body, address=…) -> row id`."""

    def put(body: dict[str, Any] | str, address: str = "31600000001", **more: Any) -> int:
        with sessions() as db:
            conversation = service.open_conversation(db, "whatsapp", address)
            return int(outbox.queue(db, conversation, {"text": body} if isinstance(body, str) else body, **more).id)

    return put


@pytest.fixture
def row(sessions: Sessions) -> Callable[[int], OutboxMessage]:
    """Reads an outbox row: `row(row_id)`."""

    def get(row_id: int) -> OutboxMessage:
        with sessions() as db:
            found: OutboxMessage | None = db.get(OutboxMessage, row_id)
            assert found is not None
            return found

    return get


@pytest.fixture
def document() -> Callable[..., dict[str, Any]]:
    """A webhook document: `document(message, …, contacts=[…], statuses=[…])`."""

    def make(*messages: Any, number: str = NUMBER, **value: Any) -> dict[str, Any]:
        value = {"metadata": {"phone_number_id": number}, "messages": list(messages), **value}
        return {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "messages", "value": value}]}]}

    return make


@pytest.fixture
def sign() -> Callable[..., dict[str, Any]]:
    """The signed request of a webhook: `client.post(PATH, **sign(document))`."""

    def make(document: Any, secret: str = "secret") -> dict[str, Any]:
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return {"content": body, "headers": {"X-Hub-Signature-256": f"sha256={digest}"}}

    return make
