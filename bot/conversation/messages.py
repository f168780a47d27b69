"""The shapes of what comes in and what goes out, shared by every channel."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

MAX_CHARACTERS = 2000


@dataclass(frozen=True)
class Incoming:
    """A message as a channel received it. `external_id` is the sender's own id: the same id is handled once."""

    channel: str
    address: str
    external_id: str
    text: str
    payload: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What became of an incoming message: whose conversation, and whether an answer is still to come."""

    conversation_id: str
    duplicate: bool = False
    pending: bool = False
    crisis: str | None = None


@dataclass
class Reply:
    """One message for the resident.

    `kind` is "text", "summary" for a card with the resident's own summary, "page" for the page they can take along,
    or "erase": the resident confirmed that everything must go, and nothing is said. `organisations` are cards of the
    map. `language` is given where it is not Dutch.
    """

    text: str = ""
    buttons: list[dict[str, str]] = field(default_factory=list)
    organisations: list[dict[str, Any]] = field(default_factory=list)
    kind: str = "text"
    summary: str | None = None
    page: dict[str, Any] | None = None
    language: str | None = None

    @classmethod
    def from_rasa(cls, message: dict[str, Any]) -> Reply:
        """From one message of Rasa's collecting channel: text, buttons and our own `custom` part."""
        custom = message.get("custom") or {}
        return cls(
            text=message.get("text") or custom.get("text") or "",
            buttons=[
                {"title": b["title"], "payload": b.get("payload") or b["title"]} for b in message.get("buttons") or []
            ],
            organisations=list(custom.get("organisations") or []),
            kind=custom.get("kind") or "text",
            summary=custom.get("summary"),
            page=custom.get("page"),
        )

    def body(self) -> dict[str, Any]:
        """The JSON body kept in the outbox; empty parts are left out."""
        body: dict[str, Any] = {"text": self.text}
        if self.buttons:
            body["buttons"] = self.buttons
        if self.organisations:
            body["organisations"] = self.organisations
        if self.kind != "text":
            body["kind"] = self.kind
        if self.summary is not None:
            body["summary"] = self.summary
        if self.page is not None:
            body["page"] = self.page
        if self.language is not None:
            body["language"] = self.language
        return body

    @property
    def plain(self) -> bool:
        """Nothing but text."""
        return self.kind == "text" and not (self.buttons or self.organisations or self.summary)

    @property
    def empty(self) -> bool:
        return not (self.text or self.organisations or self.summary)


def joined(replies: list[Reply]) -> list[Reply]:
    """Plain sentences that follow one another become one message, also with what comes after them: people read one
    bubble more easily than three."""
    result: list[Reply] = []
    for reply in replies:
        if result and result[-1].plain and not reply.organisations:
            result[-1] = replace(reply, text=f"{result[-1].text} {reply.text}".strip())
        else:
            result.append(reply)
    return result
