from __future__ import annotations

from bot.privacy.phrases import Phrases


def found(text: str, *phrases: str) -> list[str]:
    return [text[start:end] for start, end in Phrases(phrases).find(text)]


def test_the_longest_phrase_wins() -> None:
    assert found("bel Leger des Heils nu", "leger", "Leger des Heils") == ["Leger des Heils"]


def test_case_accents_and_punctuation_do_not_matter() -> None:
    text = "De CLIENTENraad in 's Gravenhage"
    assert found(text, "cliëntenraad", "'s-Gravenhage") == ["CLIENTENraad", "s Gravenhage"]


def test_part_of_a_word_or_phrase_is_no_match() -> None:
    assert found("Leger van legers", "Leger des Heils", "leg") == []


def test_two_phrases_side_by_side() -> None:
    assert found("Ede Utrecht Ede", "Ede", "Utrecht") == ["Ede", "Utrecht", "Ede"]
