"""Rasa's conversations in SQL, with what Rasa's own store lacks: deleting one."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy import delete, event


class ConversationStore(SQLTrackerStore):
    """`tracker_store: {type: bot.dialogue.tracker_store.ConversationStore, url: <SQLAlchemy URL>}`."""

    def __init__(self, domain: Domain | None = None, host: str | None = None, **kwargs: Any) -> None:
        super().__init__(domain=domain, host=host, **kwargs)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            self.engine.dispose()

    async def delete_conversation(self, sender_id: str) -> None:
        """Remove every event of a conversation; nothing happens when there is none."""
        with self.session_scope() as session:
            session.execute(delete(self.SQLEvent).where(self.SQLEvent.sender_id == sender_id))
            session.commit()


def _prepare_sqlite(connection: Any, record: Any) -> None:
    for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
