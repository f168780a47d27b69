"""Finding the page behind a link, and inviting a resident to it."""

from __future__ import annotations

from typing import Any

from bot.db import Sessions
from bot.handover.models import OutboxMessage
from bot.takeaway.links import Links
from bot.takeaway.texts import PageTexts

KIND = "page"


class Pages:
    """The pages in the outbox; one that was deleted with its conversation is not there."""

    def __init__(self, sessions: Sessions, links: Links, texts: PageTexts) -> None:
        self._sessions, self._links, self.texts = sessions, links, texts

    def find(self, token: str) -> dict[str, Any] | None:
        """The page of a link that is still good, as `actions.page` made it."""
        known = self._links.read(token)
        if known is None:
            return None
        conversation_id, message_id = known
        with self._sessions() as db:
            row = db.get(OutboxMessage, message_id)
            if row is None or row.conversation_id != conversation_id or row.body.get("kind") != KIND:
                return None
            return dict(row.body["page"])

    def invitation(self, conversation_id: str, message_id: int, body: dict[str, Any]) -> str:
        """A sentence with the link, in the page's language; empty for other messages or without a public address."""
        address = self._links.address(conversation_id, message_id) if body.get("kind") == KIND else ""
        return address and self.texts.of(body["page"].get("language")).words["link"].format(link=address)
