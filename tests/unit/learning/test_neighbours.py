from pathlib import Path

import numpy as np
import pytest

from bot.learning.neighbours import Neighbours


def points() -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(3)
    marked = np.arange(400) % 2 == 0
    vectors = chance.normal(0, 1, (400, 300))
    vectors[marked, 0] += 30
    vectors[~marked, 0] -= 30
    return vectors.astype(np.float32), marked


def test_a_vector_is_nearer_to_its_own_side() -> None:
    vectors, marked = points()
    nearness = Neighbours.fit(vectors[20:], marked[20:]).nearness(vectors[:20])
    assert (nearness[marked[:20]] > 0.5).all() and (nearness[~marked[:20]] < -0.5).all()


def test_what_is_kept_says_the_same(tmp_path: Path) -> None:
    vectors, marked = points()
    near = Neighbours.fit(vectors, marked)
    near.save(tmp_path / "near.npz")
    assert Neighbours.load(tmp_path / "near.npz").nearness(vectors[:9]) == pytest.approx(
        near.nearness(vectors[:9]), abs=0.01
    )


def test_an_empty_message_is_near_to_neither_side() -> None:
    vectors, marked = points()
    assert Neighbours.fit(vectors, marked).nearness(np.zeros((1, 300), dtype=np.float32))[0] == 0
