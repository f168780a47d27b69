"""The plain-language gate: syllables, reading ease, and words that need an explanation."""

from __future__ import annotations

import pytest

from bot.content.plain import ease, problems_of, syllables

HARD = "Desbetreffende cliëntondersteuningsorganisaties inventariseren mogelijkheden betreffende zelfredzaamheid " * 2
EASY = "Vertel maar wat er is. Ik luister. Daarna kijken we samen wat er kan."


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("huis", 1),
        ("toeslagen", 3),
        ("financiële", 5),
        ("ruïne", 3),
        ("idee", 2),
        ("nieuw", 1),
        ("pssst", 1),
        ("mooie", 2),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_ease_is_the_formula() -> None:
    assert ease("Ik zie het huis.") == pytest.approx(206.84 - 0.93 * 4 - 77)
    assert ease(EASY) > 80 > 0 > ease(HARD)


def test_what_is_hard_is_named() -> None:
    assert list(problems_of([("easy", EASY)], {})) == []
    assert [line.split(":")[0] for line in problems_of([("hard", HARD)], {})] == ["hard"]
    long = "dan " * 21
    assert list(problems_of([("long", long)], {})) == ["long: a sentence of 21 words; cut it up, 20 is the most."]


def test_a_word_of_the_trade_needs_its_explanation() -> None:
    jargon = {"indicatie": [], "cliëntondersteuning": ["naast je staat"]}
    assert len(list(problems_of([("a", "Je indicatie loopt af.")], jargon))) == 1
    assert len(list(problems_of([("b", "Vraag om Clientondersteuning.")], jargon))) == 1
    assert not list(problems_of([("c", "Iemand die naast je staat: dat heet cliëntondersteuning.")], jargon))
    assert not list(problems_of([("d", "Een vindicatie is iets anders.")], jargon))
