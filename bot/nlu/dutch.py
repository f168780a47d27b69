"""The Dutch tokenizer as a Rasa component."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.dutch.pipeline import MODEL, load_dutch


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
            Token(word.text, word.idx, lemma=(word.lemma_ or word.text).lower(), data={"pos": word.pos_ or word.tag_})
            for word in doc
            if word.text.strip()
        ]
        return self._apply_token_pattern(tokens)
