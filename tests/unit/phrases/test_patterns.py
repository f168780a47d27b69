from __future__ import annotations

import pytest

from bot.phrases.matching import PatternSet
from bot.phrases.normalise import Normaliser
from bot.phrases.patterns import Pattern, PatternError

NORMALISER = Normaliser({"k": "ik", "nie": "niet", "mn": "mijn", "nmt": "niet meer te"})
GROUPS = {"mijn": ["mijn", "me"], "iemand": ["<mijn> (man|ex man)"]}


def matches(pattern: str, text: str) -> bool:
    found = PatternSet({"p": Pattern(pattern, NORMALISER, GROUPS)})
    return any(next(found.find(sentence), None) for form in NORMALISER.forms(text) for sentence in form)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("dood", "Dood!"),
        ("zelfmoord", "zelfmoort"),
        ("slaat", "hij slaad me"),
        ("slapen", "kan niet slape"),
        ("ik wil dood", "k wil doooood"),
        ("help", "heeeelp"),
        ("zelfmoord*", "zelfmoordgedachten"),
        ("*moord", "zelfmoord"),
        ("(wil|wou ook) weg", "ik wou ook weg"),
        ("wil (heel)? graag?", "ik wil"),
        ("wil graag? weg", "wil weg"),
        ("wil ... weg", "wil hier nu toch echt weg"),
        ("wil ...... weg", "wil een twee drie vier vijf zes zeven weg"),
        ("man .. weg", "man is weg"),
        ("<iemand> slaat", "me ex-man slaat"),
        ("^ ja $", "Ja."),
        ("m'n man", "mn man"),
        ("niet meer te leven", "nmt leven"),
        ("suicidaal", "suïcidaal"),
        ("my baby", "my baby"),
        ("chce umrzec", "chcę umrzeć"),
        ("اريد الموت", "أريد الموت"),
        ("не хочу жити", "Не хочу жити"),
    ],
)
def test_matches(pattern: str, text: str) -> None:
    assert matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("dood", "doodle"),
        ("wil ... weg", "wil een twee drie vier vijf weg"),
        ("man .. weg", "man en ik gaan weg"),
        ("^ ja $", "ja hoor"),
        ("wil weg", "Ik wil. Weg hier."),
        ("(a|b) c", "d c"),
        ("*moord", "moorden"),
    ],
)
def test_does_not_match(pattern: str, text: str) -> None:
    assert not matches(pattern, text)


@pytest.mark.parametrize("pattern", ["(a|b", "a)", "<onbekend>", "", "()", "(a|)", "a <b", "!!"])
def test_an_unreadable_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Pattern(pattern, NORMALISER, GROUPS)


def test_a_mask_takes_words_away_and_no_gap_crosses_it() -> None:
    masks = PatternSet({"m": Pattern("telefoon .. dood", NORMALISER, {})})
    assert masks.mask(" mijn telefoon is dood en ik ook ") == " mijn | en ik ook "
    gap = PatternSet({"g": Pattern("mijn ... ik", NORMALISER, {})})
    assert not list(gap.find(masks.mask(" mijn telefoon is dood en ik ")))


def test_patterns_without_a_fixed_word_are_always_tried() -> None:
    assert matches("*ord nu?", "woord")
