"""What the Cloud API checks before it accepts a message, for the stand-in: limits and the errors it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.channels.whatsapp.format import (
    BUTTON_BODY,
    BUTTON_ID,
    BUTTON_TITLE,
    BUTTONS,
    ROW_DESCRIPTION,
    ROW_ID,
    ROW_TITLE,
    ROWS,
    TEXT,
)

MISSING, INVALID, UNSUPPORTED, REENGAGE = 131008, 131009, 131051, 131047
TITLES = {
    2: "Service temporarily unavailable", 4: "Application request limit reached", 100: "Invalid parameter",
    190: "Access token has expired", 368: "Temporarily blocked for policies violations",
    80007: "Rate limit issues", 130429: "Rate limit hit", 131000: "Something went wrong",
    131008: "Required parameter is missing", 131009: "Parameter value is not valid",
    131016: "Service unavailable", 131026: "Message undeliverable", 131031: "Account has been locked",
    131047: "Re-engagement message", 131048: "Spam rate limit hit", 131051: "Unsupported message type",
    131056: "(Business Account, Consumer Account) pair rate limit hit", 131057: "Account in maintenance mode",
}
HTTP_STATUS = {2: 503, 190: 401, 131000: 500, 131016: 500, 131057: 500, 130429: 429, 131056: 429, 80007: 429}


@dataclass
class GraphError(Exception):
    """An error as the Graph API reports it."""

    code: int
    details: str = ""

    @property
    def status(self) -> int:
        return HTTP_STATUS.get(self.code, 400)

    def json(self) -> dict[str, Any]:
        title = TITLES.get(self.code, "Error")
        data = {"messaging_product": "whatsapp", "details": self.details or title}
        return {"error": {"message": f"(#{self.code}) {title}", "type": "OAuthException", "code": self.code,
                          "error_data": data, "fbtrace_id": "standin"}}


def check(message: dict[str, Any]) -> str:
    """Check one message and return who it is for.

    Raises:
        GraphError: with the code the Cloud API gives.
    """
    if message.get("messaging_product") != "whatsapp":
        raise GraphError(MISSING, "messaging_product")
    person = message.get("to") or message.get("recipient")
    if not isinstance(person, str) or not person:
        raise GraphError(MISSING, "to or recipient")
    if len(str(message.get("biz_opaque_callback_data") or "")) > 512:
        raise GraphError(INVALID, "biz_opaque_callback_data")
    kind = message.get("type")
    if kind == "text":
        _size("text.body", _part(message, "text").get("body"), TEXT)
    elif kind == "interactive":
        _interactive(_part(message, "interactive"))
    else:
        raise GraphError(UNSUPPORTED, str(kind))
    return person


def _interactive(part: dict[str, Any]) -> None:
    kind, action = part.get("type"), _part(part, "action")
    if kind == "button":
        _size("body.text", _part(part, "body").get("text"), BUTTON_BODY)
        replies = [_part(button, "reply") for button in _items("buttons", action.get("buttons"), BUTTONS)]
        for reply in replies:
            _size("reply.id", reply.get("id"), BUTTON_ID)
            _size("reply.title", reply.get("title"), BUTTON_TITLE)
        _different("reply.id", [reply["id"] for reply in replies])
        _different("reply.title", [reply["title"] for reply in replies])
    elif kind == "list":
        _size("body.text", _part(part, "body").get("text"), TEXT)
        _size("button", action.get("button"), BUTTON_TITLE)
        sections = _items("sections", action.get("sections"), ROWS)
        rows = [row for section in sections for row in _items("rows", section.get("rows"), ROWS)]
        _items("rows", rows, ROWS)
        for row in rows:
            _size("row.id", row.get("id"), ROW_ID)
            _size("row.title", row.get("title"), ROW_TITLE)
            if "description" in row:
                _size("row.description", row["description"], ROW_DESCRIPTION)
        _different("row.id", [row["id"] for row in rows])
    else:
        raise GraphError(INVALID, f"interactive.type {kind}")


def _part(holder: dict[str, Any], name: str) -> dict[str, Any]:
    part = holder.get(name)
    if not isinstance(part, dict):
        raise GraphError(MISSING, name)
    return part


def _items(name: str, value: Any, most: int) -> list[dict[str, Any]]:
    items = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    if not 1 <= len(items) <= most:
        raise GraphError(INVALID, f"{name}: 1 to {most}")
    return items


def _size(name: str, value: Any, most: int) -> None:
    if not isinstance(value, str) or not value.strip():
        raise GraphError(MISSING, name)
    if len(value) > most:
        raise GraphError(INVALID, f"{name}: at most {most} characters")


def _different(name: str, values: list[str]) -> None:
    if len(set(values)) < len(values):
        raise GraphError(INVALID, f"{name}: used twice")
