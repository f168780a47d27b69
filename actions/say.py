"""Replies made of the content's own sentences, in the language of the conversation.

Several of them can be one message ("Dat is zwaar. Je schrijft: … Wat maakt dit het lastigst?"), which reads better than
three bubbles and is one message on WhatsApp. Variants follow one another in a fixed order that differs by
conversation: nothing is said the same way twice in a row, and a conversation can be replayed exactly.

A variant with a condition is of another language (see `bot.languages`); what a language lacks is said in Dutch.
"""

from __future__ import annotations

import zlib
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.languages import DUTCH
from bot.text import clip

QUOTE = 160
Buttons = list[dict[str, str]]


class Say:
    """Composes replies from the responses in the domain that Rasa sends along."""

    def __init__(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any], language: str = DUTCH
    ) -> None:
        self.language = language
        self._dispatcher, self._responses = dispatcher, domain.get("responses") or {}
        self._slots = {key: value for key, value in tracker.slots.items() if isinstance(value, str)}
        turns = sum(event.get("event") == "user" for event in tracker.events)
        self._step = zlib.crc32(tracker.sender_id.encode()) + turns
        self._opening: list[str] = []
        self._offered: Buttons = []

    def knows(self, name: str) -> bool:
        return name in self._responses

    def speaks(self, name: str) -> bool:
        """Whether the language of the conversation has this reply itself."""
        return self.knows(name) and (self.language.startswith(DUTCH) or bool(self._in_language(name)))

    def languages(self) -> list[str]:
        """The codes of the languages there are replies in, Dutch first."""
        variants = (variant for variants in self._responses.values() for variant in variants)
        return [DUTCH, *dict.fromkeys(code for variant in variants if (code := _language_of(variant)))]

    def begin_with(self, text: str, buttons: Buttons | None = None) -> None:
        """Put a text before the next message, and buttons after its own."""
        self._opening, self._offered = [*self._opening, text], [*self._offered, *(buttons or [])]

    def pick(self, name: str, /, language: str | None = None, **values: str) -> str:
        """The text of one variant, filled in; `language` where it is not that of the conversation."""
        return str(self._variant(name, language).get("text") or "").format(**{**self._slots, **values})

    def buttons_of(self, name: str) -> Buttons:
        return list(self._variant(name).get("buttons") or [])

    def message(
        self,
        *names: str,
        summary: str | None = None,
        organisations: list[dict[str, Any]] | None = None,
        page: dict[str, Any] | None = None,
        buttons: Buttons | None = None,
        **values: str,
    ) -> None:
        """Send one message made of several sentences; the buttons of the last one go with it."""
        text = " ".join([*self._opening, *(self.pick(name, **values) for name in names)])
        if buttons is None and names:
            buttons = self.buttons_of(names[-1])
        buttons = [*(buttons or []), *self._offered]
        self._opening, self._offered = [], []
        custom: dict[str, Any] = {}
        if summary is not None:
            custom.update(kind="summary", summary=summary)
        if page is not None:
            custom.update(kind="page", page=page)
        if organisations:
            custom["organisations"] = organisations
        self._dispatcher.utter_message(text=text, buttons=buttons or None, json_message=custom or None)

    def erase(self) -> None:
        """Tell the front door to erase the conversation; it answers itself when that is done."""
        self._dispatcher.utter_message(json_message={"kind": "erase"})

    def _variant(self, name: str, language: str | None = None) -> dict[str, Any]:
        variants = self._in_language(name, language) or [v for v in self._responses[name] if not v.get("condition")]
        return dict(variants[self._step % len(variants)])

    def _in_language(self, name: str, language: str | None = None) -> list[dict[str, Any]]:
        return [v for v in self._responses[name] if _language_of(v) == (language or self.language)]


def _language_of(variant: dict[str, Any]) -> str | None:
    condition = variant.get("condition") or []
    return str(condition[0]["value"]) if condition else None


def quote(text: str) -> str:
    """The resident's words, short enough to be read back."""
    return clip(text, QUOTE).replace("“", "'").replace("”", "'").rstrip(".")
