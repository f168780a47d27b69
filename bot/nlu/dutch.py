"""Tokens and lemmas for Dutch: `nl_core_news_sm` where it is installed, else spaCy's tokenizer and lookup tables."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

log = logging.getLogger(__name__)

MODEL = "nl_core_news_sm"


@lru_cache(maxsize=2)
def load_dutch(model: str = MODEL) -> Language:
    """Load the Dutch pipeline once a process and say which of the two it is.

    The trained model is on no package index, so the fallback needs packages only: its lemmas come from the tables of
    `spacy-lookups-data`; it has no names and no parts of speech.
    """
    if spacy.util.is_package(model):
        log.warning("Dutch language model: %s", model)
        return spacy.load(model, disable=["parser"])
    nlp = spacy.blank("nl")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    log.warning("Dutch language model: tokenizer with lookup lemmas (%s is not installed)", model)
    return nlp


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class DutchTokenizer(Tokenizer):
    """Splits a message into tokens with lemmas and, with the trained model, parts of speech."""

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
            "model": MODEL,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._nlp = load_dutch(self._config["model"])

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of one attribute; blank tokens are left out, so offsets may have gaps."""
        doc = self._nlp(str(message.get(attribute)))
        tokens = [
            Token(word.text, word.idx, lemma=(word.lemma_ or word.text).lower(), data={"pos": word.tag_})
            for word in doc
            if word.text.strip()
        ]
        return self._apply_token_pattern(tokens)
