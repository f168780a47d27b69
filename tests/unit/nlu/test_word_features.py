"""Words, lemmas and letters as features."""

from __future__ import annotations

import numpy as np
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.word_features import WordFeatures

from .conftest import Place, example, training

TEXTS = ["de huur is te hoog", "de huren zijn hoog", "Ik zoek een cliëntondersteuner", "geen geld meer"]
LEMMAS = {"huren": "huur", "zijn": "is"}


def told(text: str) -> Message:
    tokens = [Token(word, text.index(word), lemma=LEMMAS.get(word, word)) for word in text.split()]
    return example(text, **{TOKENS_NAMES[TEXT]: tokens})


def trained(place: Place) -> WordFeatures:
    storage, resource, context = place
    component = WordFeatures.create(WordFeatures.get_default_config(), storage, resource, context)
    component.train(training([told(text) for text in TEXTS]))
    return component


def vector(component: WordFeatures, text: str) -> np.ndarray:
    (message,) = component.process([told(text)])
    _, sentence = message.get_sparse_features(TEXT)
    assert sentence is not None
    return np.asarray(sentence.features.todense()).ravel()


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def test_kept_features_are_the_same_features(place: Place) -> None:
    component = trained(place)
    storage, resource, context = place
    again = WordFeatures.load(WordFeatures.get_default_config(), storage, resource, context)
    for text in [*TEXTS, "iets heel anders", "???"]:
        np.testing.assert_allclose(vector(again, text), vector(component, text), atol=1e-4)


def test_accents_and_capitals_make_no_difference(place: Place) -> None:
    component = trained(place)
    typed = vector(component, "ik zoek een clientondersteuner")
    np.testing.assert_array_equal(typed, vector(component, "Ik zoek een CLIËNTONDERSTEUNER"))


def test_a_misspelling_stays_near(place: Place) -> None:
    component = trained(place)
    right = vector(component, "clientondersteuner")
    assert likeness(right, vector(component, "clientonderstuener")) > 0.4
    assert likeness(right, vector(component, "clientonderstuener")) > likeness(right, vector(component, "geen geld"))


def test_a_message_without_text_gets_nothing(place: Place) -> None:
    (message,) = trained(place).process([Message(data={})])
    assert message.features == []
