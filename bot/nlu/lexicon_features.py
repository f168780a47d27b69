"""The word list as a Rasa featurizer: how strongly a message's words point to each life domain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS, TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.codes import LIFE_DOMAINS
from bot.dutch.lexicon import Lexicon
from bot.dutch.pipeline import Word, load_dutch
from bot.text import fold

TERMS = "terms.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LexiconFeatures(DenseFeaturizer, GraphComponent):
    """Adds one dense sentence feature: a strength between 0 and `weight` for each life domain."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), "content": "nlu_data", "weight": 1.5}

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        lexicon: Lexicon | None = None,
    ) -> None:
        super().__init__(name, config)
        self._storage, self._resource, self._lexicon = model_storage, resource, lexicon

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LexiconFeatures:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LexiconFeatures:
        with model_storage.read_from(resource) as folder:
            lexicon = Lexicon.from_json(json.loads((folder / TERMS).read_text(encoding="utf8")))
        return cls(config, execution_context.node_name, model_storage, resource, lexicon)

    def train(self, training_data: TrainingData) -> Resource:
        """Read the word lists: what the model knows is kept with it."""
        self._lexicon = Lexicon.load(Path(self._config["content"]), load_dutch())
        with self._storage.write_to(self._resource) as folder:
            (folder / TERMS).write_text(json.dumps(self._lexicon.to_json(), ensure_ascii=False), encoding="utf8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        assert self._lexicon is not None
        for message in messages:
            if not message.get(TEXT):
                continue
            words = [Word(fold(token.text), fold(token.lemma)) for token in message.get(TOKENS_NAMES[TEXT]) or []]
            found = self._lexicon.strengths(words)
            row = np.array([[found.get(code, 0.0) for code in LIFE_DOMAINS]], dtype=np.float32)
            features = row * self._config["weight"]
            message.add_features(Features(features, FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS]))
        return messages

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass
