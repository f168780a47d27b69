"""A stage to play conversations on: the real turn, model and actions, on a fresh database that is thrown away."""

from __future__ import annotations

import tempfile
import time
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any

from bot.conversation import turn
from bot.conversation.messages import Incoming
from bot.dialogue.local import LocalRasa
from bot.handover import outbox
from bot.handover.models import Conversation
from bot.settings import Settings


class Stage:
    """Use as `with Stage(settings, rasa) as stage: await stage.turn(scenario, channel, text)`."""

    def __init__(self, settings: Settings, rasa: LocalRasa) -> None:
        from actions import store
        from bot.app import load_example_map, make_parts, make_sessions

        self._folder = tempfile.TemporaryDirectory(prefix="naast-")
        changed = {**settings.__dict__, "data_dir": Path(self._folder.name), "database_url": ""}
        settings = Settings(**changed)
        self.sessions = make_sessions(settings)
        load_example_map(self.sessions)
        store.use(self.sessions)
        rasa.reset()
        self.parts = make_parts(settings, self.sessions, rasa)
        self._count = 0

    def __enter__(self) -> Stage:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    async def turn(self, person: str, channel: str, text: str, payload: str | None = None) -> dict[str, Any]:
        """One message and what came of it, in the shape of `naast replay --json` without scenario and turn."""
        self._count += 1
        started = time.perf_counter()
        with self.sessions() as db:
            if self._find(db, channel, person) is None:
                # The same person has the same conversation each time it is played, and so hears the same variants.
                made = uuid.uuid5(uuid.NAMESPACE_URL, f"{channel}:{person}")
                db.add(Conversation(id=str(made), channel=channel, address=person))
            before = self._last(db, channel, person)
        receipt = turn.receive(self.parts, Incoming(channel, person, f"{self._count}", text, payload))
        await turn.answer(self.parts, receipt.conversation_id)
        spent = (time.perf_counter() - started) * 1000
        with self.sessions() as db:
            # Erased in this turn? Then a new one has taken its place.
            conversation = db.get(Conversation, receipt.conversation_id) or self._find(db, channel, person)
            replies = [_shown(row.body) for row in outbox.after(db, conversation.id, before)]
            return {
                "user": text,
                "replies": replies,
                "crisis": receipt.crisis,
                "handover_state": conversation.handover_state,
                "domains": conversation.domains,
                "ms": round(spent, 1),
            }

    def _find(self, db: Any, channel: str, person: str) -> Any:
        from bot.handover import service

        return service.find_conversation(db, channel, person)

    def _last(self, db: Any, channel: str, person: str) -> int:
        found = self._find(db, channel, person)
        return max((row.id for row in outbox.after(db, found.id, 0)), default=0) if found is not None else 0


def _shown(body: dict[str, Any]) -> dict[str, Any]:
    """A message as a resident reads it on a plain channel: a summary and cards are text too."""
    parts = [body.get("text") or "", body.get("summary") or ""]
    for place, card in enumerate(body.get("organisations") or [], 1):
        details = (card.get("description"), card.get("why"), card.get("how"), card.get("fees"), card.get("address"))
        parts.append(f"{place}. {card['name']}: " + " ".join(str(detail) for detail in details if detail))
    return {
        "text": "\n".join(part for part in parts if part),
        "buttons": [{"title": button["title"], "payload": button["payload"]} for button in body.get("buttons") or []],
        "organisations": [{"id": card["id"], "name": card["name"]} for card in body.get("organisations") or []],
    }
