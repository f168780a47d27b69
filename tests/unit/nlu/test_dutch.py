"""Dutch tokens and lemmas, from packages alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT

from bot.nlu.dutch import DutchTokenizer

from .conftest import example


@pytest.fixture(scope="module")
def tokenizer() -> DutchTokenizer:
    return DutchTokenizer(DutchTokenizer.get_default_config())


def test_words_stand_at_their_place_with_their_lemma(tokenizer: DutchTokenizer) -> None:
    text = "De rekeningen  liggen\nongeopend."
    tokens = tokenizer.tokenize(example(text), TEXT)
    assert [token.text for token in tokens] == ["De", "rekeningen", "liggen", "ongeopend", "."]
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert {"rekening", "liggen"} <= {token.lemma for token in tokens}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_split(text: str) -> None:
    tokens = DutchTokenizer(DutchTokenizer.get_default_config()).tokenize(example(text), TEXT)
    assert all(token.text.strip() and text[token.start : token.end] == token.text for token in tokens)
