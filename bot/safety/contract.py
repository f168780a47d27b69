"""What a detector returns and what the net answers: the words the other modules share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

# The first one wins when one message holds several dangers of the same certainty.
CODES = (
    "suicide",
    "medical",
    "violence",
    "exploitation",
    "sexual",
    "child",
    "suicide_other",
    "elder",
    "confused",
    "shelter",
)


IMPRESSION = "/model"


@dataclass(frozen=True)
class Signal:
    """One recognised danger. `evidence` names the pattern (`suicide/zeker/3`), never the resident's words.

    `topic` names a kind within the code that has texts of its own (`beelden`); empty for the code as a whole.
    """

    code: str
    certain: bool
    evidence: str
    topic: str = ""

    @property
    def named(self) -> bool:
        """Whether a phrase names the danger; else it is the classifier's impression of the message."""
        return not self.evidence.endswith(IMPRESSION)


class Detector(Protocol):
    """Anything that can recognise danger in one message."""

    def detect(self, text: str) -> Signal | None: ...


@dataclass(frozen=True)
class SafetyReply:
    """The answer to one message.

    `replies` are `{"text", "buttons": [{"title", "payload"}]}`. `state` is JSON-able, kept by the caller and
    given back with the next message; None means it may be forgotten. With `answered=False` only the state
    changed (then `code` is empty) and the ordinary conversation answers. With `wants_person` the resident agreed to
    a handover, and the reply says that it is asked for: the caller sees to that. With `told` the message holds
    something of the resident's story, which the conversation should know when it goes on.
    """

    code: str
    replies: list[dict[str, Any]]
    state: dict[str, Any] | None
    answered: bool = True
    wants_person: bool = False
    told: bool = False


@dataclass(frozen=True)
class Urgency:
    """How soon a supporter should answer (`now` or `soon`), and why, in words for the supporter."""

    level: str
    reason: str


def strongest(signals: list[Signal]) -> Signal | None:
    """The signal to act on: certain before possible, then the order of `CODES`."""
    return min(signals, key=lambda signal: (not signal.certain, CODES.index(signal.code)), default=None)
