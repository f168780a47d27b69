"""A vector is computed once, and travels with its message."""

from __future__ import annotations

import numpy as np
import pytest

from bot.learning import memory


class Counting:
    """An encoder that counts what it is asked."""

    name, dimensions = "counting", 3

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), 1, 2] for text in texts], dtype=np.float32).reshape(-1, 3)


@pytest.fixture(autouse=True)
def empty_memory() -> None:
    memory.forget()


def test_a_text_is_encoded_once() -> None:
    encoder = Counting()
    first = memory.sentence_vectors(encoder, ["a", "bb", "a"])
    again = memory.sentence_vectors(encoder, ["bb", "ccc"])
    assert encoder.asked == ["a", "bb", "ccc"]
    assert first[:, 0].tolist() == [1, 2, 1] and again[:, 0].tolist() == [2, 3]
    assert memory.sentence_vectors(encoder, []).shape == (0, 3)


def test_a_vector_travels_with_its_message() -> None:
    encoder = Counting()
    memory.sentence_vectors(encoder, ["hoi"])
    sent = memory.to_json("hoi")
    memory.forget()
    memory.remember_json("hoi", sent)
    assert memory.sentence_vectors(encoder, ["hoi"]).tolist() == [[3, 1, 2]]
    assert encoder.asked == ["hoi"]


@pytest.mark.parametrize("sent", [None, {}, "x", {"encoder": 3, "values": "AA=="}, {"encoder": "counting"}])
def test_anything_else_that_travels_is_left_alone(sent: object) -> None:
    memory.remember_json("hoi", sent)
    assert memory.to_json("hoi") is None


def test_a_vector_of_another_encoder_is_not_used() -> None:
    encoder = Counting()
    memory.sentence_vectors(encoder, ["hoi"])
    other = Counting()
    other.name = "other"
    memory.sentence_vectors(other, ["hoi"])
    assert other.asked == ["hoi"]


def test_memory_keeps_the_newest_and_no_text() -> None:
    encoder = Counting()
    memory.sentence_vectors(encoder, [f"bericht {number}" for number in range(600)])
    assert len(memory._known) == memory.KEPT
    assert memory.to_json("bericht 599") is not None and memory.to_json("bericht 0") is None
    assert not any(b"bericht" in key for key in memory._known)
