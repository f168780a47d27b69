"""Which language does the resident type? Dutch unless there is good evidence for another."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lingua import IsoCode639_1, LanguageDetectorBuilder
from lingua import LanguageDetector as Lingua
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text import words

LANGUAGES = ("nl", "en", "pl", "tr", "ar", "uk", "fr", "de")
# Misspelt or very short Dutch easily looks like German or English, so another language has to be this likely.
SURE = 0.75
SURE_WHEN_SHORT = 0.95
SHORT = 3


@lru_cache(maxsize=1)
def _detector() -> Lingua:
    codes = [IsoCode639_1.from_str(code) for code in LANGUAGES]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def detect(text: str) -> str:
    """The ISO 639-1 code of one of LANGUAGES."""
    found = words(text)
    if not found:
        return "nl"
    best = _detector().compute_language_confidence_values(text[:500])[0]
    code = best.language.iso_code_639_1.name.lower()
    needed = SURE_WHEN_SHORT if len(found) <= SHORT else SURE
    return code if best.value >= needed else "nl"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageDetector(GraphComponent):
    """Sets `language` on every message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if message.get(TEXT):
                message.set("language", detect(message.get(TEXT)), add_to_output=True)
        return messages

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass
