"""The life-domain classifier: which parts of life does a resident speak of?

Several domains may be in one message, so each has a model of its own; a second model a domain says whether it is the
most central one. A message's `metadata: domains:` in the content says which domains are heard, the most central first;
messages without a need (`domains: []`) teach it to be silent.
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
from scipy.sparse import csr_matrix

from bot.codes import LIFE_DOMAINS
from bot.learning.linear import OneVsRest
from bot.nlu.features import feature_matrix

PARTS = ("heard", "central")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LifeDomainClassifier(GraphComponent):
    """Sets `domains`: codes heard with a probability above the threshold, most central first, and `domain_scores`: of
    each the mean of the probabilities that it is heard and that it is the most central."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"c": 4.0, "threshold": 0.25, "at_most": 3}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        models: tuple[OneVsRest, OneVsRest] | None = None,
    ) -> None:
        self._config, self._storage, self._resource, self._models = config, model_storage, resource, models

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
            heard, central = (OneVsRest.load(folder / part) for part in PARTS)
            return cls(config, model_storage, resource, (heard, central))

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        rows = feature_matrix(examples)
        heard = self._fit(rows, [labels(m) for m in examples])
        central = self._fit(rows, [labels(m)[:1] for m in examples])
        with self._storage.write_to(self._resource) as folder:
            for part, model in zip(PARTS, (heard, central), strict=True):
                (folder / part).mkdir()
                model.save(folder / part)
        self._models = heard, central
        return self._resource

    def _fit(self, rows: csr_matrix, wanted: list[list[str]]) -> OneVsRest:
        targets = np.array([[code in codes for code in LIFE_DOMAINS] for codes in wanted])
        return OneVsRest.fit(rows, targets, list(LIFE_DOMAINS), c=self._config["c"], balanced=False)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if not message.get(TEXT) or message.get(TEXT).startswith("/"):
                continue  # a pressed button carries no words
            assert self._models is not None
            row = feature_matrix([message])
            heard, central = (model.probabilities(row)[0] for model in self._models)
            scores = (heard + central) / 2
            order = [i for i in np.argsort(-scores) if heard[i] >= self._config["threshold"]][: self._config["at_most"]]
            found = {LIFE_DOMAINS[i]: round(float(scores[i]), 3) for i in order}
            message.set("domains", list(found), add_to_output=True)
            message.set("domain_scores", found, add_to_output=True)
        return messages

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass


def labels(message: Message) -> list[str]:
    """The domains a training example is labelled with."""
    about = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return list(about.get("domains") or [])
