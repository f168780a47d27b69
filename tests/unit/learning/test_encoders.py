"""Sentence vectors: near in meaning is near in space, in any language, and no text breaks them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning.encoders import Encoder, clean, load_encoder

USE = "bot.learning.encoders:UseEncoder"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(USE)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_no_text_breaks_the_encoder(text: str) -> None:
    vectors = load_encoder(USE).encode([text])
    assert vectors.shape == (1, 512) and vectors.dtype == np.float32
    assert np.isfinite(vectors).all()


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "a" * 20_000, "🙂" * 50, "\u200d\ufe0f", "١٢٣"])
def test_strange_texts_have_a_vector_too(encoder: Encoder, text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_together_is_the_same_as_alone(encoder: Encoder) -> None:
    texts = ["hoi", "de huur is veel te hoog voor ons", "ik slaap slecht"]
    alone = np.vstack([encoder.encode([text]) for text in texts])
    np.testing.assert_allclose(encoder.encode(texts), alone, atol=1e-4)


@pytest.mark.parametrize("other", ["I cannot pay the rent", "Nie mogę zapłacić czynszu", "Kirayı ödeyemiyorum"])
def test_the_same_need_in_another_language_is_near(encoder: Encoder, other: str) -> None:
    dutch, foreign, else_ = encoder.encode(["ik kan de huur niet betalen", other, "mijn hond blaft naar de postbode"])
    assert dutch @ foreign > dutch @ else_ + 0.1


@given(st.text(st.characters()))
def test_clean_text_can_be_encoded_and_is_never_empty(text: str) -> None:
    kept = clean(text)
    assert kept and "\x00" not in kept and len(kept) <= 4000
    kept.encode("utf-8")
