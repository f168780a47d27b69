"""Small text helpers hold for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.text import clip, fold, sentences, words


def test_fold_takes_off_case_and_accents() -> None:
    assert fold("Cliëntondersteuner ÉÉN") == "clientondersteuner een"


# The letters of Europe's Latin alphabets; beyond them some signs only get a capital form once they are taken apart.
@given(st.text(st.characters(max_codepoint=0x24F)))
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_sentences_split_on_ends_and_lines() -> None:
    assert sentences("Ik ben moe. Hoe nu?\nGeen idee… echt") == ["Ik ben moe.", "Hoe nu?", "Geen idee…", "echt"]
    assert sentences("geen punt aan het eind") == ["geen punt aan het eind"]


@given(st.text())
def test_sentences_lose_nothing_but_space(text: str) -> None:
    parts = sentences(text)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part and part == part.strip() for part in parts)


def test_words_keep_what_belongs_together() -> None:
    assert words("Zo'n huur-toeslag, 2x per jaar!") == ["Zo'n", "huur-toeslag", "2x", "per", "jaar"]
    assert words("... !? _ 🙂") == []


@given(st.text(), st.integers(1, 200))
def test_clip_never_exceeds_its_limit(text: str, limit: int) -> None:
    cut = clip(text, limit)
    whole = " ".join(text.split())
    assert len(cut) <= limit
    assert cut == whole if len(whole) <= limit else cut.endswith("…")


def test_clip_cuts_between_words() -> None:
    assert clip("de huur is te hoog", 13) == "de huur is…"
    assert clip("de  huur\nis", 20) == "de huur is"
