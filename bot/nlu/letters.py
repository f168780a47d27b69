"""A pasted letter as a Rasa component.

Such a message is no story of the resident's: it gets the intent `letter`, and what is literally in the letter goes
along as `letter`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.letters.features import FILE
from bot.letters.reader import Letter, LetterReader
from bot.nlu.from_content import FromContent

NAME = "letter"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LetterRecogniser(FromContent):
    """Sets the intent `letter` and `letter` on messages that are one."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"folder": "nlu_data/_gedeeld/brief"}

    @staticmethod
    def files() -> list[str]:
        return [FILE]

    @staticmethod
    def read(folder: Path) -> LetterReader:
        return LetterReader.load(folder)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith("/") or not self.kept.looks_like_letter(text):
                continue
            intent = {"name": NAME, "confidence": 1.0}
            message.set(INTENT, intent, add_to_output=True)
            message.set("intent_ranking", [intent], add_to_output=True)
            message.set(NAME, _as_json(self.kept.read_letter(text, date.today())), add_to_output=True)
        return messages


def _as_json(letter: Letter) -> dict[str, Any]:
    return {
        "sender": letter.sender,
        "subject": letter.subject,
        "asks": letter.asks,
        "deadlines": [
            {"said": deadline.said, "day": deadline.day.isoformat() if deadline.day else None}
            for deadline in letter.deadlines
        ],
    }
