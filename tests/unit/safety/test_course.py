"""How a talk about danger goes on, comes back and ends, with the real content."""

from __future__ import annotations

import pytest

from bot.safety.contract import CODES
from bot.safety.course import GRAVE
from bot.safety.service import SafetyNet

from .conftest import Talk
from .test_service import OPENERS

CORRECTIONS = [
    "nee dat bedoel ik niet, ik bedoel mijn kaart",
    "dat klopt niet, je begrijpt me verkeerd",
    "nee het gaat over iets anders",
]
OTHER = "ik wil weten hoe ik mijn parkeervergunning kan verlengen bij jullie"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("correction", CORRECTIONS)
def test_a_correction_ends_the_care_at_once(net: SafetyNet, code: str, correction: str) -> None:
    talk = Talk(net)
    talk.text(OPENERS[code])
    if code in GRAVE:
        shown = talk.text(correction)
        assert len(shown.split()) < 45 and ("Ik geloof je" in shown or "begreep ik het verkeerd" in shown)
        assert talk.state is not None and talk.state["phase"] == "after"
    else:
        assert talk.left(correction)
    assert talk.say("hoe vraag ik een kaart aan") is None


@pytest.mark.parametrize("code", sorted(GRAVE))
def test_a_correction_is_believed_only_without_the_danger_in_it(net: SafetyNet, code: str) -> None:
    talk = Talk(net)
    talk.text(OPENERS[code])
    talk.text("nee je begrijpt me verkeerd, " + OPENERS[code])
    assert talk.state is not None and talk.state["phase"] == "care"


def test_the_words_that_were_taken_back_may_be_in_the_correction(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik slaap in de auto")
    assert talk.left("nee dat bedoel ik niet, ik slaap in de auto als ik nachtdienst heb")


def test_a_correction_that_hints_at_another_danger_is_asked_about(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik kan nergens meer heen")
    assert "denk je aan zelfmoord?" in talk.text("nee je begrijpt me verkeerd, ik zie het niet meer zitten")


@pytest.mark.parametrize(
    "opener", ["ik kan nergens meer heen", "ik ben bang voor mijn man", "ik zie het niet meer zitten"]
)
def test_after_a_question_one_message_about_something_else_is_enough(net: SafetyNet, opener: str) -> None:
    talk = Talk(net)
    assert "?" in talk.text(opener)
    assert talk.left(OTHER)


@pytest.mark.parametrize("code", ["shelter", "medical", "confused", "elder", "exploitation"])
def test_where_a_misunderstanding_is_likely_one_other_message_is_enough(net: SafetyNet, code: str) -> None:
    talk = Talk(net)
    talk.text(OPENERS[code])
    assert talk.left(OTHER)
    talk = Talk(net)
    talk.text(OPENERS[code])
    assert talk.left("kan ik hier een rijbewijs aanvragen?")


@pytest.mark.parametrize("code", ["suicide", "violence", "child", "sexual", "suicide_other"])
def test_a_certain_danger_is_not_let_go_at_one_other_message(net: SafetyNet, code: str) -> None:
    talk = Talk(net)
    talk.text(OPENERS[code])
    assert talk.text(OTHER)


def test_the_answer_to_our_question_is_not_something_else(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik heb vannacht geen bed")
    assert talk.text("met mijn vrouw en drie kinderen de jongste is net twee")


def test_a_question_that_was_never_answered_may_be_asked_again(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik zie het niet meer zitten")
    assert talk.left(OTHER)
    assert "liever dood" in talk.text("ik zie het niet meer zitten")


def test_a_no_with_the_danger_in_it_is_a_yes(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik wil dood")
    assert "eerlijk" in talk.text("nee ik wil echt dood")


def test_a_heavier_suspicion_is_asked_about_during_lighter_care(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik heb vannacht geen bed")
    assert "denk je aan zelfmoord?" in talk.text("ik zie het niet meer zitten")


def test_acting_now_names_112_and_then_113(net: SafetyNet) -> None:
    shown = Talk(net).text("ik sta op de brug en ik wil dood")
    assert 0 <= shown.find("112") < shown.find("113") and len(shown) < 600


@pytest.mark.parametrize(
    "message", ["ik fluister", "de kinderen liggen boven", "ik zit in de badkamer", "hij schreeuwt zo"]
)
def test_after_the_violence_protocol_safety_is_named_again(net: SafetyNet, message: str) -> None:
    talk = Talk(net)
    talk.text("mijn man slaat me")
    shown = talk.text(message)
    assert "een kamer met een slot, of bij de buren. 112 kan ook als je niet kunt praten." in shown


def test_who_is_near_is_a_danger_in_violence_and_support_elsewhere(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("mijn man slaat me")
    assert "Bel nu 112" in talk.text("mijn man is hier")
    talk = Talk(net)
    talk.text("ik wil dood")
    assert "niet alleen bent" in talk.text("mijn man is hier")


@pytest.mark.parametrize("code", CODES)
def test_the_line_is_named_again_when_they_come_back_to_the_danger(net: SafetyNet, code: str) -> None:
    talk = Talk(net)
    talk.text(OPENERS[code])
    talk.text("ok")
    talk.text("hm")
    shown = talk.text(OPENERS[code])
    assert any(line in shown for line in ("112", "0800", "113.nl", "chatmetfier.nl"))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("message", ["ik bel nu", "ik ben bij mijn zus"])
def test_praise_comes_with_a_line(net: SafetyNet, code: str, message: str) -> None:
    talk = Talk(net)
    talk.text(OPENERS[code])
    shown = talk.text(message)
    assert any(word in shown.lower() for word in ("goed", "fijn", "knap"))
    assert any(line in shown for line in ("112", "0800", "chatmetfier.nl"))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("goodbye", ["stop", "ik ga slapen", "oke bedankt doei"])
def test_stop_is_a_warm_goodbye_with_the_door_open(net: SafetyNet, code: str, goodbye: str) -> None:
    talk = Talk(net)
    talk.text(OPENERS[code])
    shown = talk.text(goodbye)
    assert any(word in shown for word in ("terugkomen", "welkom"))
    assert talk.state is not None and talk.state["phase"] == "after"
    assert talk.say("hoe laat is het stadhuis open") is None


@pytest.mark.parametrize(
    "opener",
    [
        "er gaat een foto van mij rond",
        "er gaat een filmpje van mij rond",
        "ze hebben een foto van mij doorgestuurd",
        "ze hebben een foto van mij online gezet",
    ],
)
def test_an_image_of_an_adult_is_asked_about(net: SafetyNet, opener: str) -> None:
    talk = Talk(net)
    shown = talk.text(opener)
    assert "naakt" in shown and "niet jouw schuld" in shown
    confirmed = talk.text("ja")
    assert "0800-0188" in confirmed and "0900-0101" in confirmed


def test_an_image_that_is_not_sexual_is_believed(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("er gaat een foto van mij rond")
    assert "0900-0101" in talk.text("nee") and talk.state is not None and talk.state["phase"] == "after"


@pytest.mark.parametrize(
    "opener",
    [
        "er gaat een foto van mij rond",
        "ze hebben een filmpje van mij gedeeld",
        "hij dreigt mijn naaktfoto te sturen",
    ],
)
def test_an_image_of_a_child_is_answered_at_once(net: SafetyNet, opener: str) -> None:
    talk = Talk(net, "u")
    assert talk.left("ik ben 14")
    talk.say("hoe laat is de bieb open")
    first = talk.text(opener)
    assert "niet jouw schuld" in first and "strafbaar" in first
    assert "0800-0432" in first and "helpwanted.nl" in first
    afraid = talk.text("mijn moeder wordt zo boos als ze dit ziet")
    assert "bang" in afraid and "je ouders niets" in afraid
    gone = talk.text("ik wil dat het weg gaat")
    assert "helpwanted.nl" in gone and ("weet ik niet" in gone or "Beloven kan ik het niet" in gone)
    chat = talk.text("kan ik ergens chatten")
    assert "helpwanted.nl" in chat or "kindertelefoon.nl" in chat


def test_who_said_an_age_stays_a_child(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik ben 13 en mijn vader slaat me")
    talk.text("stop")
    talk.say("ik zoek een sportclub")
    assert "0800-0432" in talk.text("iemand zit aan me en ik ben verkracht")


def test_a_danger_to_life_is_not_dropped_when_someone_does_not_want_help(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("pa heeft pijn op de borst en zweet")
    assert "Bel toch 112" in talk.text("hij wil nie dat ik bel, vind het aanstellerij")
    assert "112" in talk.text("hij slikt bloedverdunners maakt dat uit")
    assert "Goed dat je belt" in talk.text("ok ik bel nu")
    assert "Goed dat er hulp is" in talk.text("ze komen eraan")


def test_the_question_about_suicide_is_asked_once_more(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik zie het niet meer zitten")
    again = talk.text("met alles. zie er het nut niet meer van")
    assert "liever dood" in again and "0800-0113" in again
    assert "liever dood" not in talk.text("alles is zo leeg en donker")


@pytest.mark.parametrize("code", ["violence", "child", "sexual", "elder", "exploitation"])
@pytest.mark.parametrize("message", ["hij komt hierheen", "hij komt naar boven", "hij is beneden en hij is boos"])
def test_where_a_person_is_the_danger_their_coming_is_danger_now(net: SafetyNet, code: str, message: str) -> None:
    talk = Talk(net)
    talk.text(OPENERS[code])
    assert "112" in talk.text(message)


def test_a_protocol_comes_with_now_when_he_comes(net: SafetyNet) -> None:
    assert "Bel nu 112" in Talk(net).text("mijn man slaat me en hij komt naar boven")


@pytest.mark.parametrize("message", ["broer belt net. hij komt eraan", "ok hij is er. ga nu"])
def test_who_comes_is_support_after_thoughts_of_suicide(net: SafetyNet, message: str) -> None:
    talk = Talk(net)
    talk.text("ik wil dood")
    assert "niet alleen bent" in talk.text(message)


def test_secrecy_is_never_promised(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik wil dood")
    shown = talk.text("ga je dit nu tegen iemand zeggen")
    assert "aan niemand" in shown and "kan ik dan niet beloven" in shown and "113" in shown


def test_the_talk_with_an_elder_stays_until_a_person_is_asked_for(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("mijn zoon heeft mijn bankpas en geeft hem niet terug")
    talk.text("hij is verder een goede jongen hoor, hij heeft het zelf ook niet breed")
    talk.text("liever iemand spreken als hij er niet is")
    reply = talk.say("medewerker spreken")
    assert reply is not None and reply.wants_person


def test_no_bed_is_promised_and_one_that_was_found_is_good(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text("ik heb vannacht geen bed")
    assert "kan ik niet beloven" in talk.text("hebben jullie nou een bed vannacht of niet")
    assert "Goed dat er een plek is" in talk.text("kunnen een nacht bij een tante terecht in de stad")
