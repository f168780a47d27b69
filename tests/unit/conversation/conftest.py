"""The real turn, redaction and safety net around a dialogue engine that does as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.conversation import turn
from bot.conversation.dialogue import Answer, DialogueDown
from bot.conversation.messages import Incoming, Receipt, Reply
from bot.conversation.phrases import Phrases
from bot.conversation.turn import Parts
from bot.db import Sessions
from bot.handover import outbox, service
from bot.handover.models import Conversation, InboundMessage
from bot.privacy.redaction import Redactor
from bot.safety.service import SafetyNet
from bot.settings import ROOT

SHARED = ROOT / "nlu_data" / "_gedeeld"
VALUES = {"municipality": "Waterrijk", "supporter": "iemand die naast je staat", "phone": "099-000 01 01"}


@dataclass
class FakeDialogue:
    """Repeats what it hears; can be down, and can do something in the middle of a turn."""

    down: bool = False
    fails_on: str | None = None
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    overheard: list[list[str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    replies: list[Reply] | None = None
    domains: list[str] = field(default_factory=list)
    meanwhile: Callable[[], Any] | None = None

    async def ask(self, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any]) -> Answer:
        if self.down or text == self.fails_on:
            raise DialogueDown("down")
        self.asked.append((conversation_id, message_id, text))
        self.overheard.append(metadata["overheard"])
        await asyncio.sleep(0)
        if self.meanwhile is not None:
            self.meanwhile()
        return Answer([Reply(f"hoor: {text}")] if self.replies is None else self.replies, list(self.domains))

    async def ready(self) -> bool:
        return not self.down

    async def forget(self, conversation_id: str) -> None:
        if self.down:
            raise DialogueDown("down")
        self.forgotten.append(conversation_id)

    @property
    def texts(self) -> list[str]:
        return [text for _, _, text in self.asked]


class World:
    """A front door without HTTP."""

    def __init__(self, sessions: Sessions, net: SafetyNet, redactor: Redactor) -> None:
        self.dialogue = FakeDialogue()
        self.sessions = sessions
        phrases = Phrases.load(SHARED / "zinnen.yml", VALUES)
        self.parts = Parts(sessions, redactor, net, self.dialogue, phrases)
        self._count = 0

    def phrase(self, name: str) -> str:
        return self.parts.phrases.say(name)

    def receive(self, text: str, payload: str | None = None, *, id: str | None = None, who: str = "a") -> Receipt:
        self._count += 1
        return turn.receive(self.parts, Incoming("web", who, id or f"{who}-{self._count}", text, payload))

    def answer(self, who: str = "a") -> bool:
        return asyncio.run(turn.answer(self.parts, self.conversation(who).id))

    def say(self, text: str, payload: str | None = None, **options: Any) -> list[str]:
        """One message, answered; the texts that came back."""
        before = len(self.sent(options.get("who", "a")))
        self.receive(text, payload, **options)
        self.answer(options.get("who", "a"))
        return self.sent(options.get("who", "a"))[before:]

    def conversation(self, who: str = "a") -> Conversation:
        with self.sessions() as db:
            return service.open_conversation(db, "web", who)

    def sent(self, who: str = "a") -> list[str]:
        with self.sessions() as db:
            found = service.find_conversation(db, "web", who)
            return [row.body["text"] for row in outbox.after(db, found.id, 0)] if found else []

    def offer(self, title: str, payload: str) -> None:
        """A button that was sent to the resident."""
        with self.sessions() as db:
            conversation = service.open_conversation(db, "web", "a")
            outbox.queue(db, conversation, Reply("kies", [{"title": title, "payload": payload}]).body())

    def stored(self) -> list[InboundMessage]:
        with self.sessions() as db:
            return list(db.query(InboundMessage).order_by(InboundMessage.id))

    def hand_over(self, state: str) -> None:
        with self.sessions() as db:
            conversation = service.open_conversation(db, "web", "a")
            for step in {
                "waiting": ["waiting"],
                "with_supporter": ["waiting", "with_supporter"],
                "closed": ["waiting", "with_supporter", "closed"],
            }[state]:
                service.set_owner(conversation, step)


@pytest.fixture(scope="package")
def redactor() -> Redactor:
    return Redactor(keep=[VALUES["municipality"], VALUES["phone"]])


@pytest.fixture
def world(sessions: Sessions, safety_net: SafetyNet, redactor: Redactor) -> World:
    return World(sessions, safety_net, redactor)


@pytest.fixture(scope="package")
def danger() -> str:
    """A message that is certainly heard as danger."""
    return "ik wil niet meer leven, ik wil dood"
