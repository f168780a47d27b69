"""The life-domain classifier: which parts of life does a resident speak of?

Several domains may be in one message, so each has a model of its own. A message's `metadata: domains:` in the content
says which; messages without a need (`domains: []`) teach it to be silent.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.codes import LIFE_DOMAINS
from bot.learning.linear import OneVsRest
from bot.nlu.features import feature_matrix


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LifeDomainClassifier(GraphComponent):
    """Sets `domains`: codes with a probability above the threshold, most central first, and `domain_scores`."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"c": 4.0, "threshold": 0.3, "at_most": 3}

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: OneVsRest | None = None
    ) -> None:
        self._config, self._storage, self._resource, self._model = config, model_storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LifeDomainClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LifeDomainClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, OneVsRest.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        targets = np.array([[code in labels(m) for code in LIFE_DOMAINS] for m in examples])
        self._model = OneVsRest.fit(
            feature_matrix(examples), targets, list(LIFE_DOMAINS), c=self._config["c"], balanced=False
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if not message.get(TEXT) or message.get(TEXT).startswith("/"):
                continue  # a pressed button carries no words
            assert self._model is not None
            odds = self._model.probabilities(feature_matrix([message]))[0]
            order = [i for i in np.argsort(-odds) if odds[i] >= self._config["threshold"]][: self._config["at_most"]]
            message.set("domains", [self._model.labels[i] for i in order], add_to_output=True)
            message.set(
                "domain_scores", {self._model.labels[i]: round(float(odds[i]), 3) for i in order}, add_to_output=True
            )
        return messages

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass


def labels(message: Message) -> list[str]:
    """The domains a training example is labelled with."""
    about = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return list(about.get("domains") or [])
