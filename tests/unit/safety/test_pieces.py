"""A message in pieces: everything that was said is in one of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.safety.pieces import AT_MOST, pieces


def test_the_whole_comes_first_then_sentences_then_pairs() -> None:
    text = "Ik heb een brief. Ik wil niet meer. Wanneer moet ik betalen?"
    assert pieces(text) == [
        text,
        "Ik heb een brief.",
        "Ik wil niet meer.",
        "Wanneer moet ik betalen?",
        "Ik heb een brief. Ik wil niet meer.",
        "Ik wil niet meer. Wanneer moet ik betalen?",
    ]


def test_one_sentence_is_one_piece() -> None:
    assert pieces("Ik heb een brief.") == ["Ik heb een brief."]


def test_what_has_no_full_stops_is_read_in_windows_that_overlap() -> None:
    words = [f"woord{number}" for number in range(70)]
    found = pieces(" ".join(words))
    assert len(found) > 4 and all(len(piece.split()) <= 18 for piece in found[1:])
    assert set(" ".join(found[1:]).split()) == set(words)


@given(st.text(max_size=2000))
def test_no_text_has_too_many_pieces(text: str) -> None:
    found = pieces(text)
    assert found[0] == text and len(found) <= AT_MOST and len(set(found)) == len(found)
