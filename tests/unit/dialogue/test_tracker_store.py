"""Rasa's conversations in SQL: kept, and deleted when the resident wants it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.tracker_store import ConversationStore


def test_deleting_one_conversation_leaves_the_others(tmp_path: Path) -> None:
    async def play() -> None:
        store = ConversationStore(Domain.empty(), host=f"sqlite:///{tmp_path / 'dialogue.db'}")
        for name in ("a", "b"):
            await store.save(DialogueStateTracker.from_events(name, [UserUttered("hoi")]))
        await store.delete_conversation("a")
        await store.delete_conversation("absent")
        assert await store.retrieve("a") is None
        kept = await store.retrieve("b")
        assert kept is not None and len(kept.events) == 1

    asyncio.run(play())
