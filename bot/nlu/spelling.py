"""Misspelt words, mended before the features are made; what the resident typed stays as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dutch.pipeline import is_word, lemma
from bot.learning.spelling import Spelling, counted
from bot.nlu.kept import Kept

MENDED = "mended"
FILE = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SpellingMender(Kept):
    """Sets `mended` where the text has misspelt words, and gives their tokens the lemma of the word that was meant.

    The examples are the words it knows, so they themselves are left alone.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @staticmethod
    def read(folder: Path) -> Spelling:
        return Spelling(json.loads((folder / FILE).read_text(encoding="utf8")), is_word)

    def train(self, training_data: TrainingData) -> Resource:
        counts = counted(str(message.get(TEXT)) for message in training_data.training_examples if message.get(TEXT))
        self.kept = Spelling(counts, is_word)
        with self._storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(counts, ensure_ascii=False), encoding="utf8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = str(message.get(TEXT) or "")
            mended = self.kept.mend(text)
            if mended == text:
                continue
            message.set(MENDED, mended)
            for token in message.get(TOKENS_NAMES[TEXT]) or []:
                if (meant := self.kept.mend(token.text)) != token.text:
                    token.lemma = lemma(meant)
        return messages


def readable(message: Message) -> str:
    """The text as it was meant."""
    return str(message.get(MENDED) or message.get(TEXT))
