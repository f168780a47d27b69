from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.privacy import resources


def test_every_marker_is_different_and_can_be_recognised() -> None:
    labels = list(resources.markers().values())
    assert len(labels) == len(set(labels)) == 12
    assert not any(re.search(r"[‹›\n]", label) for label in labels)


def test_words_that_look_like_other_types_stay_text() -> None:
    assert "088" in resources.cues("bedrijf_netnummer")
    assert "no" in resources.cues("geen_postcode")


def test_a_space_in_a_cue_stands_for_white_space_on_one_line() -> None:
    pattern = re.compile(resources.either("bsn"), re.IGNORECASE)
    assert pattern.fullmatch("Burger  Service nummer")
    assert not pattern.fullmatch("burger\nservice nummer")


def test_a_list_leaves_out_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "woorden.txt").write_text("# uitleg\n\nEde\nUtrecht \n", encoding="utf-8")
    monkeypatch.setattr(resources, "DATA", tmp_path)
    assert resources.lines("woorden.txt") == {"ede", "utrecht"}


def test_a_misspelt_list_gives_one_clear_line() -> None:
    with pytest.raises(resources.ListError, match="'bestaat_niet' must be a list of words"):
        resources.cues("bestaat_niet")
