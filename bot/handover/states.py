"""Who owns a conversation, and what the resident decided about handing it over: the allowed transitions.

Two small state machines, because they answer two questions. The *owner* says who answers the next message; the
*handover* says what the resident agreed to.
"""

from __future__ import annotations

ASSISTANT, WAITING, WITH_SUPPORTER, CLOSED = "assistant", "waiting", "with_supporter", "closed"

OWNER: dict[str, set[str]] = {
    ASSISTANT: {WAITING},
    WAITING: {WITH_SUPPORTER, ASSISTANT},
    WITH_SUPPORTER: {CLOSED, WAITING, ASSISTANT},
    CLOSED: {ASSISTANT, WAITING},
}

NONE, OFFERED, PREVIEWED, REQUESTED, WITHDRAWN = "none", "offered", "previewed", "requested", "withdrawn"

HANDOVER: dict[str, set[str]] = {
    NONE: {OFFERED, PREVIEWED, REQUESTED},
    OFFERED: {NONE, PREVIEWED, REQUESTED, WITHDRAWN},
    PREVIEWED: {NONE, OFFERED, REQUESTED, WITHDRAWN},
    REQUESTED: {WITH_SUPPORTER, WITHDRAWN, CLOSED},
    WITH_SUPPORTER: {CLOSED, WITHDRAWN, REQUESTED},
    CLOSED: {NONE, OFFERED, PREVIEWED, REQUESTED},
    WITHDRAWN: {NONE, OFFERED, PREVIEWED, REQUESTED},
}


class TransitionError(ValueError):
    """The state cannot change like that."""


def check(machine: dict[str, set[str]], now: str, wanted: str) -> str:
    """Return `wanted` when it may follow `now` (staying is always allowed), else raise TransitionError."""
    if wanted != now and wanted not in machine[now]:
        raise TransitionError(f"{now} cannot become {wanted}")
    return wanted
