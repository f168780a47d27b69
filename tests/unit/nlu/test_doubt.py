"""When in doubt, listen."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import INTENT, METADATA
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.doubt import LISTENING, MAY_HAVE_DOMAIN, TELL, UNDOES, Doubt

from .conftest import Place, example

CONFIG = Doubt.get_default_config()


@pytest.fixture
def doubt(place: Place) -> Doubt:
    return Doubt.create(CONFIG, *place)


def heard(
    doubt: Doubt,
    intent: str,
    confidence: float,
    scores: dict[str, float] | None = None,
    stage: str | None = None,
    text: str = "iets",
    language: str = "nl",
) -> dict[str, Any]:
    data: dict[str, Any] = {
        INTENT: {"name": intent, "confidence": confidence},
        "domain_scores": scores or {},
        METADATA: {"stage": stage},
        "language": language,
    }
    messages: list[Message] = [example(text, **data)]
    return dict(doubt.process(messages)[0].get(INTENT))


def test_a_sure_intent_stays(doubt: Doubt) -> None:
    assert heard(doubt, "who_are_you", 0.9) == {"name": "who_are_you", "confidence": 0.9}


def test_a_weak_intent_counts_as_something_told_and_says_what_it_was(doubt: Doubt) -> None:
    found = heard(doubt, "who_are_you", CONFIG["unsure"] - 0.01)
    assert (found["name"], found["instead_of"]) == (TELL, "who_are_you")


def test_after_an_open_question_more_is_needed(doubt: Doubt) -> None:
    between = (CONFIG["unsure"] + CONFIG["unsure_while_listening"]) / 2
    assert heard(doubt, "small_talk", between, stage="options")["name"] == "small_talk"
    for stage in LISTENING:
        assert heard(doubt, "small_talk", between, stage=stage)["name"] == TELL


@pytest.mark.parametrize("intent", sorted(UNDOES - {"withdraw_handover"}))
def test_what_undoes_something_must_be_said_clearly(doubt: Doubt, intent: str) -> None:
    assert heard(doubt, intent, CONFIG["unsure_to_undo"] - 0.01, stage="detail")["name"] == TELL
    assert heard(doubt, intent, CONFIG["unsure_to_undo"] + 0.01, stage="detail")["name"] == intent


def test_a_clear_life_domain_contradicts_a_command(doubt: Doubt) -> None:
    clear, sure = {"geld": CONFIG["clear_domain"]}, CONFIG["contradicted_below"]
    assert "who_are_you" not in MAY_HAVE_DOMAIN
    assert heard(doubt, "who_are_you", sure - 0.01, clear)["name"] == TELL
    assert heard(doubt, "who_are_you", sure + 0.01, clear)["name"] == "who_are_you"
    assert heard(doubt, "who_are_you", sure - 0.01, {"geld": CONFIG["clear_domain"] - 0.01})["name"] == "who_are_you"


@pytest.mark.parametrize("intent", ["affirm", "deny", "correct", "ask_human"])
def test_an_answer_may_speak_of_a_life_domain(doubt: Doubt, intent: str) -> None:
    assert heard(doubt, intent, CONFIG["contradicted_below"] - 0.01, {"geld": 1.0})["name"] == intent


def test_buttons_and_needs_are_never_doubted(doubt: Doubt) -> None:
    assert heard(doubt, "affirm", 0.0, text="/affirm")["name"] == "affirm"
    assert heard(doubt, TELL, 0.0) == {"name": TELL, "confidence": 0.0}


def test_a_message_without_intent_or_text_is_left_alone(doubt: Doubt) -> None:
    message = Message(data={})
    assert doubt.process([message])[0].get(INTENT) is None


def test_every_intent_it_knows_exists() -> None:
    from bot.content.fragments import read
    from bot.settings import ROOT

    known = {name if isinstance(name, str) else next(iter(name)) for name in read(ROOT / "domain.yml")["intents"]}
    assert (MAY_HAVE_DOMAIN | UNDOES | {TELL}) - known == set()


def test_in_a_language_with_few_examples_a_story_is_not_taken_for_a_question(doubt: Doubt) -> None:
    confidence = CONFIG["unsure_in_another_language"] - 0.05
    assert heard(doubt, "privacy_identity", confidence, stage="detail", language="uk")["name"] == TELL
    assert heard(doubt, "privacy_identity", confidence, stage="detail", language="en")["name"] == "privacy_identity"
    assert heard(doubt, "stop", confidence, stage="detail", language="uk")["name"] == "stop"
