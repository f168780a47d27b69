"""What is misspelt is read as it was meant, and kept as it was typed."""

from __future__ import annotations

from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.spelling import SpellingMender, readable

from .conftest import Place, example, training

TEXTS = ["de schulden zijn te hoog", "ik heb schulden", "mijn schulden"]


def told(text: str) -> Message:
    tokens = [Token(word, text.index(word), lemma=word) for word in text.split()]
    return example(text, **{TOKENS_NAMES[TEXT]: tokens})


def mended(place: Place, text: str) -> Message:
    storage, resource, context = place
    SpellingMender.create({}, storage, resource, context).train(training([told(text) for text in TEXTS]))
    (message,) = SpellingMender.load({}, storage, resource, context).process([told(text)])
    return message


def test_a_slip_is_read_as_the_word_that_was_meant(place: Place) -> None:
    message = mended(place, "ik heb shculden")
    assert readable(message) == "ik heb schulden"
    assert message.get(TEXT) == "ik heb shculden"
    assert [token.text for token in message.get(TOKENS_NAMES[TEXT])] == ["ik", "heb", "shculden"]
    assert message.get(TOKENS_NAMES[TEXT])[-1].lemma == "schuld"


def test_a_dutch_word_that_no_example_has_is_left(place: Place) -> None:
    assert readable(mended(place, "ik ben beschuldigd van schuldeis")) == "ik ben beschuldigd van schuldeis"
    assert readable(mended(place, "schelden")) == "schelden"


def test_a_message_without_text_is_passed_on(place: Place) -> None:
    storage, resource, context = place
    component = SpellingMender.create({}, storage, resource, context)
    component.train(training([told(text) for text in TEXTS]))
    assert component.process([Message(data={})])[0].get("mended") is None
