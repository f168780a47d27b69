"""The featurizer learns the mean of its examples and keeps it."""

from __future__ import annotations

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.sentence_vectors import SentenceVectors

from .conftest import Place, example, training


def test_the_mean_is_learned_and_kept(place: Place) -> None:
    storage, resource, context = place
    config = SentenceVectors.get_default_config()
    texts = ["hoi", "de huur is te hoog", "ik slaap slecht"]
    data = training([example(text) for text in texts])
    component = SentenceVectors.create(config, storage, resource, context)
    component.train(data)
    component.process_training_data(data)
    rows = [message.get_dense_features(TEXT)[1].features[0] for message in data.training_examples]
    np.testing.assert_allclose(np.mean(rows, axis=0), np.zeros(512), atol=1e-4)
    again = SentenceVectors.load(config, storage, resource, context)
    (message,) = again.process([example("hoi")])
    first = next(m for m in data.training_examples if m.get(TEXT) == "hoi")
    np.testing.assert_allclose(
        message.get_dense_features(TEXT)[1].features, first.get_dense_features(TEXT)[1].features, atol=1e-3
    )


def test_a_message_without_text_gets_no_vector(place: Place) -> None:
    storage, resource, context = place
    component = SentenceVectors.create(SentenceVectors.get_default_config(), storage, resource, context)
    messages = component.process([Message(data={}), example("hoi")])
    assert [len(message.features) for message in messages] == [0, 1]
