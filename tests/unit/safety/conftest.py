from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.phrases.vocabulary import Vocabulary
from bot.safety.helplines import HelpLines
from bot.safety.service import SafetyNet, SafetyReply

FOLDER = Path(__file__).parents[3] / "nlu_data" / "_gedeeld" / "veiligheid"
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="session")
def net() -> SafetyNet:
    return SafetyNet.load(FOLDER, today=lambda: TODAY)


@pytest.fixture(scope="session")
def lines() -> HelpLines:
    return HelpLines.load(FOLDER / "hulplijnen.yml", today=lambda: TODAY)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(FOLDER / "talen" / "nl" / "woorden.yml")


class Talk:
    """One conversation with the net; the state goes through JSON as it does with the conversation."""

    def __init__(self, net: SafetyNet, address: str = "je") -> None:
        self.net, self.address = net, address
        self.state: dict[str, Any] | None = None

    def say(self, text: str) -> SafetyReply | None:
        reply = self.net.look(text, self.state, address=self.address)
        if reply is not None:
            self.state = json.loads(json.dumps(reply.state))
        return reply

    def text(self, message: str) -> str:
        reply = self.say(message)
        assert reply is not None and reply.answered and len(reply.replies) == 1
        return str(reply.replies[0]["text"])

    def left(self, message: str) -> bool:
        """Whether the net let go at this message and leaves it to the ordinary conversation."""
        reply = self.say(message)
        assert reply is not None and self.state is not None
        return not reply.answered and reply.replies == [] and self.state["phase"] == "after"
