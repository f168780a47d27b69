from __future__ import annotations

from bot.phrases.matching import MASK, PatternSet, clues_in
from bot.phrases.normalise import Normaliser
from bot.phrases.patterns import Pattern

NORMALISER = Normaliser()


def patterns(*sources: str) -> PatternSet:
    return PatternSet({source: Pattern(source, NORMALISER, {}) for source in sources})


def test_clues_are_the_words_and_the_stems_of_a_sentence() -> None:
    assert clues_in(" ik help ") == {"ik", "help", "hel*", "help*"}


def test_a_pattern_needs_every_one_of_its_words() -> None:
    needs = Pattern("(ik|wij) wil ... dood* nu? *moord", NORMALISER, {}).needs
    assert needs == (frozenset({"ik", "wij"}), frozenset({"wil"}), frozenset({"dood*"}))


def test_found_in_the_order_of_the_file() -> None:
    found = patterns("dood", "ik wil", "moord*", "*oord")
    assert list(found.find(" ik wil moorden dood ")) == ["dood", "ik wil", "moord*"]
    assert list(found.find(" een woord ")) == ["*oord"]


def test_clues_passed_along_give_the_same_answer() -> None:
    found, sentence = patterns("ik .. dood", "dood"), " ik ben dood "
    assert list(found.find(sentence, clues_in(sentence))) == list(found.find(sentence)) == ["ik .. dood", "dood"]


def test_a_mask_takes_the_words_away() -> None:
    assert patterns("telefoon .. dood").mask(" mijn telefoon is dood nu ") == f" mijn {MASK}nu "
