"""TF-IDF of words and of parts of words as a Rasa featurizer: what the sentence vectors miss, names of letters and
benefits, street words, and misspellings that still share their letters."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
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
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.text import fold

# Three views of a message: its words, its lemmas, and its letters.
VIEWS: dict[str, dict[str, Any]] = {
    "words": {"analyzer": "word", "token_pattern": r"\w+", "ngram_range": (1, 2)},
    "lemmas": {"analyzer": "word", "token_pattern": r"\w+", "ngram_range": (1, 1)},
    "letters": {"analyzer": "char_wb", "ngram_range": (1, 4), "min_df": 2},
}


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
        views: dict[str, TfidfVectorizer] | None = None,
    ) -> None:
        super().__init__(name, config)
        self._storage, self._resource = model_storage, resource
        self._views = views or {}

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
        views = {}
        with model_storage.read_from(resource) as folder:
            kept = json.loads((folder / "words.json").read_text(encoding="utf8"))
        for name, view in kept.items():
            views[name] = _vectorizer(name, vocabulary=view["vocabulary"])
            views[name].idf_ = np.array(view["idf"])
        return cls(config, execution_context.node_name, model_storage, resource, views)

    def train(self, training_data: TrainingData) -> Resource:
        messages = [m for m in training_data.training_examples if m.get(TEXT)]
        kept = {}
        for name in VIEWS:
            vectorizer = _vectorizer(name).fit([_text(name, m) for m in messages] or ["leeg"])
            self._views[name] = vectorizer
            kept[name] = {
                "vocabulary": {k: int(v) for k, v in vectorizer.vocabulary_.items()},
                "idf": [round(float(v), 5) for v in vectorizer.idf_],
            }
        with self._storage.write_to(self._resource) as folder:
            (folder / "words.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        with_text = [message for message in messages if message.get(TEXT)]
        if not with_text:
            return messages
        views = [self._views[name].transform([_text(name, m) for m in with_text]) for name in VIEWS]
        rows = csr_matrix(hstack(views))
        for place, message in enumerate(with_text):
            message.add_features(
                Features(rows[place], FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS])
            )
        return messages

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass


def _vectorizer(view: str, **options: Any) -> TfidfVectorizer:
    settings = {**VIEWS[view], **options}
    if "vocabulary" in options:
        settings.pop("min_df", None)
    return TfidfVectorizer(lowercase=False, sublinear_tf=True, **settings)


def _text(view: str, message: Message) -> str:
    if view == "lemmas":
        return fold(" ".join(token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or []))
    return fold(str(message.get(TEXT)))
