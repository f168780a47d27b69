"""Misspelt words become the nearest known one; everything else is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learning.spelling import Spelling

SPELLING = Spelling(
    {"huur": 9, "betalen": 7, "schulden": 5, "uur": 4, "bellen": 3, "tellen": 8, "ik": 20}, {"fietsen"}.__contains__
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("betaln", "betalen"),  # a letter lost
        ("betaalen", "betalen"),  # one too many
        ("batalen", "betalen"),  # another one
        ("beatlen", "betalen"),  # two changed places
        ("BETALNE", "betalen"),
        ("de huur, betaln!", "de huur, betalen!"),
        ("zellen", "tellen"),  # two are as near: the commoner one
    ],
)
def test_one_slip_is_mended(written: str, meant: str) -> None:
    assert SPELLING.mend(written) == meant


@pytest.mark.parametrize(
    "text", ["Betalen", "fietsen", "huu", "met Huub", "kwartaalcijfers", "beetlan", "06-123", "ik", "", "‹naam›"]
)
def test_what_is_known_short_or_far_off_is_left(text: str) -> None:
    assert SPELLING.mend(text) == text


@given(st.text())
def test_signs_and_spaces_are_kept(text: str) -> None:
    mended = SPELLING.mend(text)
    assert [c for c in mended if not c.isalpha()] == [c for c in text if not c.isalpha()]
