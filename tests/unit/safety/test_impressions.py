"""A danger that nobody named, only an impression of the classifier: asked about gently, and let go of easily."""

from __future__ import annotations

import pytest

from bot.safety.contract import IMPRESSION, Signal
from bot.safety.service import SafetyNet

from .conftest import Talk

FAINT, STRONG = "vandaag is het grijs", "vandaag is het zwart"


class Impressions:
    """Has an impression of two messages, and knows the phrases beside it."""

    def __init__(self, net: SafetyNet, code: str) -> None:
        self._phrases, self._code = net._detectors[0], code

    def detect(self, text: str) -> Signal | None:
        if text.startswith((FAINT, STRONG)):
            return Signal(self._code, text.startswith(STRONG), self._code + IMPRESSION)
        return self._phrases.detect(text)


def talk(net: SafetyNet, code: str = "suicide") -> Talk:
    return Talk(SafetyNet([Impressions(net, code)], net._voices))


def test_an_impression_is_asked_about_and_a_strong_one_is_answered(net: SafetyNet) -> None:
    assert "denk je aan zelfmoord?" in talk(net).text(FAINT)
    assert "112" in talk(net).text(STRONG)


@pytest.mark.parametrize("code", ["suicide", "violence", "child", "medical"])
def test_an_ordinary_message_after_a_faint_question_goes_on_as_usual(net: SafetyNet, code: str) -> None:
    asked = talk(net, code)
    asked.text(FAINT)
    assert asked.left("formulier heeft acht bladzijden zeg")


def test_another_impression_does_not_hold_a_talk_that_nobody_wanted(net: SafetyNet) -> None:
    asked = talk(net)
    asked.text(FAINT)
    assert asked.left(f"{FAINT} en ik zoek mijn brief")


def test_a_correction_that_tells_what_it_is_about_is_answered_by_the_conversation(net: SafetyNet) -> None:
    asked = talk(net)
    asked.text(FAINT)
    assert asked.left("nee dat bedoel ik niet, ik bedoel mijn kaart voor de taxi")


def test_a_long_no_is_no_cry_for_help(net: SafetyNet) -> None:
    asked = talk(net, "violence")
    asked.text(FAINT)
    assert "112" not in asked.text("nee dat is het niet hoor ik ben gewoon leeg")
    assert asked.state is not None and asked.state["phase"] == "after"


def test_a_short_no_still_is(net: SafetyNet) -> None:
    asked = talk(net, "violence")
    asked.text(FAINT)
    assert "112" in asked.text("nee")


def test_a_yes_opens_the_protocol(net: SafetyNet) -> None:
    asked = talk(net)
    asked.text(FAINT)
    assert "113" in asked.text("ja")
    assert asked.state is not None and asked.state["phase"] == "care"


def test_a_strong_impression_answers_the_question_that_was_asked(net: SafetyNet) -> None:
    asked = talk(net)
    asked.text(FAINT)
    asked.text(STRONG)
    assert asked.state is not None and (asked.state["phase"], asked.state["code"]) == ("care", "suicide")


def test_an_impression_of_another_danger_does_not_take_over_a_talk(net: SafetyNet) -> None:
    asked = talk(net, "child")
    asked.text("mijn man slaat mij")
    asked.text(STRONG)
    assert asked.state is not None and asked.state["code"] == "violence"


def test_a_named_danger_does(net: SafetyNet) -> None:
    asked = talk(net, "child")
    asked.text("mijn man slaat mij")
    asked.text("ik wil dood")
    assert asked.state is not None and asked.state["code"] == "suicide"
