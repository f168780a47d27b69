"""Intent and life domains from a message's features."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.codes import LIFE_DOMAINS
from bot.nlu.domain_classifier import LifeDomainClassifier, labels
from bot.nlu.intent_classifier import LinearIntentClassifier

from .conftest import Place, example, training, with_features

# One feature each for money, home and a greeting.
MONEY, HOME, BOTH, GREETING = [4.0, 0, 0], [0, 4.0, 0], [4.0, 4.0, 0], [0, 0, 4.0]


def examples() -> list[Message]:
    kinds = [
        ("tell_need", ["geld"], MONEY),
        ("tell_need", ["wonen"], HOME),
        ("tell_need", ["geld", "wonen"], BOTH),
        ("greet", [], GREETING),
    ]
    return [
        with_features(example(f"zin {number}", intent, domains), row)
        for number in range(12)
        for intent, domains, row in kinds
    ]


def intents(place: Place) -> LinearIntentClassifier:
    storage, resource, context = place
    config = {**LinearIntentClassifier.get_default_config(), "c": 50.0}
    LinearIntentClassifier.create(config, storage, resource, context).train(training(examples()))
    return LinearIntentClassifier.load(config, storage, resource, context)


def domains(place: Place, **config: float) -> LifeDomainClassifier:
    storage, resource, context = place
    settings = {**LifeDomainClassifier.get_default_config(), "c": 50.0, **config}
    LifeDomainClassifier.create(settings, storage, resource, context).train(training(examples()))
    return LifeDomainClassifier.load(settings, storage, resource, context)


@pytest.mark.parametrize(("row", "intent"), [(MONEY, "tell_need"), (GREETING, "greet")])
def test_the_intent_is_the_likeliest_and_all_add_up_to_one(place: Place, row: list[float], intent: str) -> None:
    (message,) = intents(place).process([with_features(example("iets"), row)])
    ranking = message.get("intent_ranking")
    assert message.get(INTENT)["name"] == ranking[0]["name"] == intent
    assert sum(entry["confidence"] for entry in ranking) == pytest.approx(1)


def test_a_message_without_text_is_left_alone(place: Place) -> None:
    (message,) = intents(place).process([Message(data={})])
    assert message.get(INTENT) is None


@pytest.mark.parametrize(
    ("row", "found"), [(MONEY, ["geld"]), (HOME, ["wonen"]), (BOTH, ["geld", "wonen"]), (GREETING, [])]
)
def test_several_domains_may_be_heard_at_once_or_none(place: Place, row: list[float], found: list[str]) -> None:
    (message,) = domains(place).process([with_features(example("iets"), row)])
    assert sorted(message.get("domains")) == found
    scores = message.get("domain_scores")
    assert list(scores) == message.get("domains")
    assert list(scores.values()) == sorted(scores.values(), reverse=True)
    assert all(score >= 0.3 for score in scores.values())


def test_no_more_domains_than_asked_for(place: Place) -> None:
    (message,) = domains(place, at_most=1).process([with_features(example("iets"), BOTH)])
    assert len(message.get("domains")) == 1


def test_a_pressed_button_has_no_domains(place: Place) -> None:
    (message,) = domains(place).process([with_features(example("/affirm"), MONEY)])
    assert message.get("domains") is None


def test_labels_come_from_the_metadata_of_an_example() -> None:
    assert labels(example("a", "tell_need", ["geld"])) == ["geld"]
    assert labels(example("a")) == []
    assert len(LIFE_DOMAINS) == len(set(LIFE_DOMAINS)) == 13


def test_the_code_knows_the_same_domains_everywhere() -> None:
    from bot.content import fragments

    assert fragments.LIFE_DOMAINS == LIFE_DOMAINS
