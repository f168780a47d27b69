"""Walks through whole talks with the real content."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from bot.safety.contract import CODES, Signal
from bot.safety.service import SafetyNet

from .conftest import Talk

OPENERS = {
    "suicide": "ik wil dood",
    "suicide_other": "mijn vriendin wil dood",
    "violence": "mijn man slaat me",
    "child": "het buurmeisje wordt geslagen",
    "sexual": "ik ben verkracht",
    "medical": "mijn vader heeft pijn op de borst",
    "shelter": "ik heb vannacht geen bed",
    "confused": "mijn zoon hoort stemmen",
    "elder": "mijn zoon pakt mijn pinpas",
    "exploitation": "mijn baas heeft mijn paspoort afgepakt",
}
OTHER = "ik wil graag weten hoe ik huurtoeslag kan aanvragen en welke papieren daar dan bij horen"


def test_an_ordinary_message_is_left_alone(net: SafetyNet) -> None:
    assert net.look("hoe laat is het stadhuis open", None) is None


@pytest.mark.parametrize("code", CODES)
def test_every_code_answers_its_opener(net: SafetyNet, code: str) -> None:
    reply = net.look(OPENERS[code], None)
    assert reply is not None and reply.code == code and reply.answered and reply.replies[0]["text"]


def test_suicide_confirmed_then_company_then_stop(net: SafetyNet) -> None:
    talk = Talk(net)
    assert "denk je aan zelfmoord?" in talk.text("ik wil dood")
    assert "Is er iemand bij je?" in talk.text("ja")
    assert "niet alleen bent" in talk.text("ja mijn zus is bij me")
    assert "altijd terugkomen" in talk.text("laat maar")
    assert talk.say(OTHER) is None


def test_acting_now_gets_the_alarm_number_first(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik wil dood")
    assert "Bel nu 112" in talk.text("ik ga het nu doen")
    assert "Bel nu 112" in Talk(net).text("ik wil dood ik sta op het dak")


def test_a_possible_signal_is_asked_once_and_a_denial_believed(net: SafetyNet) -> None:
    talk = Talk(net)
    assert "denk je aan zelfmoord?" in talk.text("ik zie het niet meer zitten")
    assert "Ik geloof je" in talk.text("nee hoor")
    assert talk.say("ik zie het niet meer zitten") is None
    assert "?" in talk.text("ik ben gewoon klaar met alles")


def test_a_possible_signal_that_becomes_certain_gets_the_protocol(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik zie het niet meer zitten")
    assert "Dank je dat je dat eerlijk zegt" in talk.text("ja eigenlijk wil ik dood")


def test_another_certain_danger_takes_over(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("mijn man slaat me")
    reply = talk.say("ik heb te veel pillen geslikt")
    assert reply is not None and reply.code == "medical" and reply.replies[0]["text"].startswith("Bel nu 112")


def test_no_to_a_question_means_what_the_question_meant(net: SafetyNet) -> None:
    talk = Talk(net)
    assert "Kun je nu veilig typen?" in talk.text("mijn man slaat me")
    assert "112" in talk.text("nee")
    other = Talk(net)
    other.text("mijn man slaat me")
    assert "een kamer met een slot" in other.text("ja")


def test_a_child_gets_the_child_line_and_no_parent(net: SafetyNet) -> None:
    first = Talk(net, "u").text("papa slaat niet zeggen ben 13")
    assert "0800-0432" in first and "niet jouw schuld" in first and "niet aan je ouders" in first
    photos = Talk(net)
    reply = photos.say("ik ben 14")
    assert reply is not None and not reply.answered and reply.replies == [] and reply.state
    shown = photos.text("iemand heeft een naaktfoto van mij")
    assert "0800-0432" in shown and "helpwanted.nl" in shown


def test_two_long_messages_about_something_else_end_the_care(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("mijn man slaat me")
    talk.text(OTHER)
    reply = talk.say(OTHER)
    assert reply is not None and not reply.answered and reply.code == ""
    assert talk.state is not None and talk.state["phase"] == "after"
    assert talk.say("dank je") is None


def test_care_ends_after_eight_turns_and_opens_again_at_a_new_signal(net: SafetyNet) -> None:
    talk = Talk(net)
    first = talk.text("ik wil dood")
    for _ in range(8):
        talk.text("ik weet niet")
    reply = talk.say("ik weet niet")
    assert reply is not None and not reply.answered
    again = talk.text("ik wil dood")
    assert again != first and "113" in again


def test_a_yes_to_the_offer_of_a_person_asks_for_a_handover(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik wil dood")
    assert "0800-0113" in talk.text("Ik wil iemand spreken")
    reply = talk.say("Medewerker spreken")
    assert reply is not None and reply.answered and reply.wants_person
    again = talk.say("ik wil een medewerker spreken")
    assert again is not None and again.wants_person and again.replies != reply.replies
    urgency = net.urgency(talk.state)
    assert urgency is not None and urgency.level == "now" and "zelfmoord" in urgency.reason


def test_danger_that_passed_is_still_a_reason_for_some_haste(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("mijn man slaat mij")
    talk.text("stop")
    urgency = net.urgency(talk.state)
    assert urgency is not None and urgency.level == "soon"
    assert net.urgency(None) is None and net.urgency({"phase": "after"}) is None


def test_the_polite_form(net: SafetyNet) -> None:
    assert "denkt u aan zelfmoord?" in Talk(net, "u").text("ik wil dood")


@pytest.mark.parametrize(
    "state", [{}, {"phase": "care"}, {"phase": 3, "used": []}, {"phase": "onbekend"}, {"phase": "care", "code": "x"}]
)
def test_a_damaged_state_is_a_fresh_start(net: SafetyNet, state: dict[str, Any]) -> None:
    assert net.look("goedemorgen", state) is None


def test_the_state_never_holds_what_was_said(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik wil dood zegt Wilhelmina niemand")
    talk.text("Wilhelmina weet van niks")
    assert "wilhelmina" not in json.dumps(talk.state).lower()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("seed", range(3))
def test_twenty_random_turns_never_repeat_a_text_in_a_row(net: SafetyNet, code: str, seed: int) -> None:
    chance = random.Random(seed)
    words = [
        "ja",
        "nee",
        "ik weet niet",
        "hij is weg",
        "ik bel nu",
        "ik ben bang dat hij boos wordt",
        "al maanden",
        "wat kan ik doen",
        "hm",
        "ik wil iemand spreken",
        OPENERS[code],
        "laat maar",
    ]
    talk, last = Talk(net), ""
    talk.text(OPENERS[code])
    for _ in range(20):
        reply = talk.say(chance.choice(words))
        shown = reply.replies[0]["text"] if reply and reply.answered else ""
        assert not shown or shown != last
        last = shown or last


def test_another_detector_joins_the_patterns(net: SafetyNet) -> None:
    class Model:
        def detect(self, text: str) -> Signal | None:
            return Signal("shelter", False, "model") if "koud" in text else None

    joined = SafetyNet([Model()], net._voices)
    reply = joined.look("het is zo koud", None)
    assert reply is not None and reply.code == "shelter"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nee hoor", False),
        ("nee joh, ik ben gewoon moe van het werk", True),
        ("wat moet ik nu precies gaan doen dan?", False),
        ("mijn man slaat me", True),
    ],
)
def test_a_story_is_told_from_an_answer(net: SafetyNet, text: str, told: bool) -> None:
    talk = Talk(net)
    talk.text("ik zie het niet meer zitten")
    reply = talk.say(text)
    assert reply is not None and reply.told is told
