"""What Naast makes of one message, as `naast parse` prints it."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.app import load_safety_net
from bot.dialogue.local import LocalRasa
from bot.learning.encoders import DEFAULT, load_encoder
from bot.learning.memory import KEPT, sentence_vectors
from bot.safety.pieces import pieces
from bot.settings import Settings

# Intents under which a message's life domains are those of a need that was told.
TELLS = {
    "tell_need",
    "correct",
    "ask_address",
    "affirm",
    "deny",
    "dont_know",
    "frustration",
    "ask_human",
    "ask_verdict",
}


class Understanding:
    """The model's reading of a message, and the safety net's."""

    def __init__(self, rasa: LocalRasa, settings: Settings) -> None:
        self._rasa = rasa
        self._safety = load_safety_net(settings)
        self._loop = asyncio.new_event_loop()

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        """Compute the sentence vectors of several messages together, which is quicker than one by one."""
        texts = [piece for row in rows for piece in pieces(_text(row))]
        sentence_vectors(load_encoder(DEFAULT), texts[:KEPT])

    def of(self, row: dict[str, Any]) -> dict[str, Any]:
        """`{"id", "intent", "confidence", "domains", "crisis", "crisis_possible", "language"}`"""
        text = _text(row)
        danger = self._safety.detect(text)
        parsed = self._loop.run_until_complete(self._rasa.parse(text.lstrip("/ ") or "?"))
        intent = parsed["intent"]
        return {
            "id": row["id"],
            "intent": intent["name"],
            "confidence": round(float(intent["confidence"]), 4),
            "domains": list(parsed.get("domains") or []) if intent["name"] in TELLS else [],
            "crisis": danger.code if danger and danger.certain else None,
            "crisis_possible": danger.code if danger and not danger.certain else None,
            "language": parsed.get("language", "nl"),
        }


def _text(row: dict[str, Any]) -> str:
    return str(row["text"]).encode("utf-8", "ignore").decode("utf-8")
