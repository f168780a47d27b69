"""The life-domain classifier: which parts of life does a resident speak of?

Several domains may be in one message, so each has a model of its own; a second model a domain says whether it is the
most central one. A message's `metadata: domains:` in the content says which domains are heard, the most central first;
messages without a need (`domains: []`) teach it to be silent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.codes import LIFE_DOMAINS
from bot.learning.linear import OneVsRest
from bot.nlu.features import feature_matrix
from bot.nlu.kept import Kept

HEARD, CENTRAL = "heard", "central"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LifeDomainClassifier(Kept):
    """Sets `domains`, most central first, and `domain_scores`: of each the mean of the probabilities that it is heard
    and that it is the most central.

    Hardly sure of any, it still names the likeliest one from `first_from` on: what follows is an open question, and
    what it was unsure of is told to the supporter. What is heard besides must be clearer (`also_from`). `domain_hints`
    holds weaker ones as well: in several messages they add up.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"c": 4.0, "first_from": 0.12, "also_from": 0.35, "at_most": 3, "hint_from": 0.08}

    @staticmethod
    def read(folder: Path) -> OneVsRest:
        return OneVsRest.load(folder)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        known = [labels(message) for message in examples]
        wanted = {(HEARD, code): [code in codes for codes in known] for code in LIFE_DOMAINS}
        wanted |= {(CENTRAL, code): [codes[:1] == [code] for codes in known] for code in LIFE_DOMAINS}
        self.kept = OneVsRest.fit(
            feature_matrix(examples),
            np.array(list(wanted.values())).T,
            [" ".join(label) for label in wanted],
            c=self._config["c"],
            balanced=False,
        )
        with self._storage.write_to(self._resource) as folder:
            self.kept.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if not message.get(TEXT) or message.get(TEXT).startswith("/"):
                continue  # a pressed button carries no words
            heard, central = np.split(self.kept.probabilities(feature_matrix([message]))[0], 2)
            scores = (heard + central) / 2
            found = {LIFE_DOMAINS[i]: round(float(scores[i]), 3) for i in self._named(heard, scores)}
            message.set("domains", list(found), add_to_output=True)
            message.set("domain_scores", found, add_to_output=True)
            hinted = {code: round(float(score), 3) for code, score in zip(LIFE_DOMAINS, scores, strict=True)}
            message.set("domain_hints", {c: s for c, s in hinted.items() if s >= self._config["hint_from"]}, True)
        return messages

    def _named(self, heard: np.ndarray, scores: np.ndarray) -> list[int]:
        first, *others = (int(place) for place in np.argsort(-scores))
        if scores[first] < self._config["first_from"]:
            return []
        also = [place for place in others if heard[place] >= self._config["also_from"]]
        return [first, *also][: self._config["at_most"]]


def labels(message: Message) -> list[str]:
    """The domains a training example is labelled with."""
    about = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return list(about.get("domains") or [])
