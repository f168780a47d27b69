"""The word list as a Rasa featurizer."""

from __future__ import annotations

import numpy as np
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.codes import LIFE_DOMAINS
from bot.nlu.dutch import DutchTokenizer
from bot.nlu.lexicon_features import LexiconFeatures
from bot.settings import ROOT

from .conftest import Place, example, training


@pytest.fixture
def featurizer(place: Place) -> LexiconFeatures:
    config = {**LexiconFeatures.get_default_config(), "content": str(ROOT / "nlu_data")}
    LexiconFeatures.create(config, *place).train(training([]))
    return LexiconFeatures.load(config, *place)


def row(featurizer: LexiconFeatures, text: str) -> np.ndarray:
    message: Message = example(text)
    DutchTokenizer(DutchTokenizer.get_default_config()).process([message])
    (done,) = featurizer.process([message])
    _, sentence = done.get_dense_features(TEXT)
    assert sentence is not None and sentence.features.shape == (1, len(LIFE_DOMAINS))
    return np.asarray(sentence.features[0])


def test_words_point_to_their_domain(featurizer: LexiconFeatures) -> None:
    found = row(featurizer, "de deurwaarders staan weer voor de deur")
    assert LIFE_DOMAINS[int(found.argmax())] == "geld" and found.max() > 0.5


def test_words_that_say_nothing_point_nowhere(featurizer: LexiconFeatures) -> None:
    assert row(featurizer, "qwx zzv").max() == 0
