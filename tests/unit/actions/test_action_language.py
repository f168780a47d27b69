"""Which language somebody asks for."""

from __future__ import annotations

import pytest

from actions import store


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("English please", {"en"}),
        ("kan het ook in het Pools?", {"pl"}),
        ("Türkçe konuşabilir miyiz", {"tr"}),
        ("my Dutch is bad, can we use English", {"nl", "en"}),
        ("українською, будь ласка", {"uk"}),
        ("ممكن بالعربية", {"ar"}),
        ("nederlands graag", {"nl"}),
        ("in mijn eigen taal", set()),
    ],
)
def test_the_languages_named(text: str, codes: set[str]) -> None:
    assert store.languages_named(text) == codes
