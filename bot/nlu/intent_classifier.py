"""The linear intent classifier: what kind of message is this?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.learning.linear import OneVsRest
from bot.nlu.features import feature_matrix
from bot.nlu.kept import Kept


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(Kept, IntentClassifier):
    """Sets `intent` and `intent_ranking`; confidences sum to one over all intents."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"c": 4.0, "ranking_length": 5}

    @staticmethod
    def read(folder: Path) -> OneVsRest:
        return OneVsRest.load(folder)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(TEXT) and m.get(INTENT)]
        labels = sorted({m.get(INTENT) for m in examples})
        targets = np.array([[m.get(INTENT) == label for label in labels] for m in examples])
        self.kept = OneVsRest.fit(feature_matrix(examples), targets, labels, c=self._config["c"], balanced=True)
        with self._storage.write_to(self._resource) as folder:
            self.kept.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if not message.get(TEXT):
                continue
            odds = self.kept.probabilities(feature_matrix([message]))[0]
            odds = odds / odds.sum()
            order = np.argsort(-odds)[: self._config["ranking_length"]]
            ranking = [{"name": self.kept.labels[i], "confidence": float(odds[i])} for i in order]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages
