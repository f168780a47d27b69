"""Word features as a Rasa featurizer: three views of a message, its words, its lemmas and its letters."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS, TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.learning.words import LETTERS, WORDS, Texts, WordViews
from bot.nlu.spelling import readable

VIEWS: dict[str, dict[str, Any]] = {
    "words": {**WORDS, "ngram_range": (1, 2)},
    "lemmas": {**WORDS, "ngram_range": (1, 1)},
    "letters": {**LETTERS, "ngram_range": (1, 4), "min_df": 2},
}
FILE = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class WordFeatures(SparseFeaturizer, GraphComponent):
    """Adds one sparse sentence feature a message."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {**SparseFeaturizer.get_default_config()}

    def __init__(
        self,
        config: dict[str, Any],
        name: str,
        model_storage: ModelStorage,
        resource: Resource,
        views: WordViews | None = None,
    ) -> None:
        super().__init__(name, config)
        self._storage, self._resource = model_storage, resource
        self._views = views or WordViews(VIEWS)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WordFeatures:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WordFeatures:
        with model_storage.read_from(resource) as folder:
            views = WordViews.load(folder / FILE, VIEWS)
        return cls(config, execution_context.node_name, model_storage, resource, views)

    def train(self, training_data: TrainingData) -> Resource:
        self._views.fit(_texts([m for m in training_data.training_examples if m.get(TEXT)]))
        with self._storage.write_to(self._resource) as folder:
            self._views.save(folder / FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        with_text = [message for message in messages if message.get(TEXT)]
        if not with_text:
            return messages
        rows = self._views.transform(_texts(with_text))
        for place, message in enumerate(with_text):
            message.add_features(
                Features(rows[place], FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS])
            )
        return messages

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass


def _texts(messages: list[Message]) -> Texts:
    plain = [readable(message) for message in messages]
    lemmas = [" ".join(token.lemma for token in m.get(TOKENS_NAMES[TEXT]) or []) for m in messages]
    return {"words": plain, "lemmas": lemmas, "letters": plain}
