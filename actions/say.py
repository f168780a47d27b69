"""Replies made of the content's own sentences.

Several of them can be one message ("Dat is zwaar. Je schrijft: … Wat maakt dit het lastigst?"), which reads better than
three bubbles and is one message on WhatsApp. Variants follow one another in a fixed order that differs by
conversation: nothing is said the same way twice in a row, and a conversation can be replayed exactly.
"""

from __future__ import annotations

import zlib
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.text import clip

QUOTE = 160


class Say:
    """Composes replies from the responses in the domain that Rasa sends along."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> None:
        self._dispatcher, self._responses = dispatcher, domain.get("responses") or {}
        self._slots = {key: value for key, value in tracker.slots.items() if isinstance(value, str)}
        turns = sum(event.get("event") == "user" for event in tracker.events)
        self._step = zlib.crc32(tracker.sender_id.encode()) + turns

    def knows(self, name: str) -> bool:
        return name in self._responses

    def pick(self, name: str, /, **values: str) -> str:
        """The text of one variant, filled in."""
        return str(self._variant(name).get("text") or "").format(**{**self._slots, **values})

    def message(
        self,
        *names: str,
        summary: str | None = None,
        organisations: list[dict[str, Any]] | None = None,
        buttons: list[dict[str, str]] | None = None,
        **values: str,
    ) -> None:
        """Send one message made of several sentences; the buttons of the last one go with it."""
        text = " ".join(self.pick(name, **values) for name in names)
        if buttons is None and names:
            buttons = list(self._variant(names[-1]).get("buttons") or [])
        custom: dict[str, Any] = {}
        if summary is not None:
            custom.update(kind="summary", summary=summary)
        if organisations:
            custom["organisations"] = organisations
        self._dispatcher.utter_message(text=text, buttons=buttons or None, json_message=custom or None)

    def _variant(self, name: str) -> dict[str, Any]:
        variants = self._responses[name]
        return dict(variants[self._step % len(variants)])


def quote(text: str) -> str:
    """The resident's words, short enough to be read back."""
    return clip(text, QUOTE).replace("“", "'").replace("”", "'").rstrip(".")
