"""From the webhook's JSON to our own types. Pure: nothing is stored or sent here.

What does not have the documented shape is left out, so that one strange message never spoils the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.conversation.messages import Incoming

CHANNEL = "whatsapp"
UNSUPPORTED = "/unsupported_media"
MAX_PAYLOAD = 500

# A reaction says nothing new; the others tell about the chat itself.
SILENT = {"reaction", "system", "edit", "revoke", "ephemeral", "request_welcome"}


@dataclass(frozen=True)
class Status:
    """What became of a message we sent. `callback` is what we gave along then; `code` says why it failed."""

    id: str
    name: str
    code: int | None = None
    callback: str = ""


def incoming(document: Any, phone_number_id: str = "") -> list[Incoming]:
    """Every message a resident sent, in order; those to another number of the same account are left out."""
    found = []
    for value in _values(document, phone_number_id):
        contacts = _dicts(value.get("contacts"))
        found += [read for message in _dicts(value.get("messages")) if (read := _message(message, contacts))]
    return found


def statuses(document: Any, phone_number_id: str = "") -> list[Status]:
    """Every report about a message we sent, in order."""
    found = []
    for value in _values(document, phone_number_id):
        for item in _dicts(value.get("statuses")):
            code = next((error.get("code") for error in _dicts(item.get("errors"))), None)
            if _text(item.get("id")) and _text(item.get("status")):
                found.append(Status(item["id"], item["status"], code if isinstance(code, int) else None,
                                    _text(item.get("biz_opaque_callback_data"))))
    return found


def _message(message: dict[str, Any], contacts: list[dict[str, Any]]) -> Incoming | None:
    kind, external_id, address = message.get("type"), _text(message.get("id")), _address(message, contacts)
    # What is said in a group is not said to us alone, and our answer would go to one person.
    if not external_id or not address or kind in SILENT or message.get("group_id"):
        return None
    text, payload = _content(str(kind), message)
    return Incoming(CHANNEL, address, external_id, text, payload)


def _content(kind: str, message: dict[str, Any]) -> tuple[str, str | None]:
    """(text, payload) of one message."""
    part = message.get(kind)
    part = part if isinstance(part, dict) else {}
    if kind == "text":
        return _text(part.get("body")), None
    if kind == "button":
        return _text(part.get("text")), _payload(part.get("payload"))
    if kind == "interactive":
        reply = part.get("button_reply") or part.get("list_reply")
        if isinstance(reply, dict):
            return _text(reply.get("title")), _payload(reply.get("id"))
    # The words under a picture are kept: they are still looked at for danger.
    return _text(part.get("caption")), UNSUPPORTED


def _address(message: dict[str, Any], contacts: list[dict[str, Any]]) -> str:
    """The business-scoped user id where there is one, else the phone number."""
    phone, user = _text(message.get("from")), _text(message.get("from_user_id"))
    same = [c for c in contacts if (phone and c.get("wa_id") == phone) or (user and c.get("user_id") == user)]
    contact = same[0] if same else (contacts[0] if len(contacts) == 1 else {})
    return user or _text(contact.get("user_id")) or _text(contact.get("wa_id")) or phone


def _values(document: Any, phone_number_id: str) -> Iterator[dict[str, Any]]:
    for entry in _dicts(document.get("entry") if isinstance(document, dict) else None):
        for change in _dicts(entry.get("changes")):
            value = change.get("value")
            if not isinstance(value, dict):
                continue
            metadata = value.get("metadata")
            to = metadata.get("phone_number_id") if isinstance(metadata, dict) else None
            if not (to and phone_number_id) or to == phone_number_id:
                yield value


def _payload(value: Any) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= MAX_PAYLOAD else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
