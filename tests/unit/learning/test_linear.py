"""The linear model: learns, keeps what it learned, and is silent about what it never saw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bot.learning.linear import OneVsRest

LABELS = ["links", "rechts", "nooit", "altijd"]


def fitted() -> tuple[OneVsRest, csr_matrix, np.ndarray]:
    random = np.random.default_rng(7)
    points = random.normal(size=(80, 3)).astype(np.float32)
    targets = np.stack([points[:, 0] < 0, points[:, 0] >= 0, np.zeros(80, bool), np.ones(80, bool)], axis=1)
    features = csr_matrix(points)
    return OneVsRest.fit(features, targets, LABELS, c=10.0, balanced=True), features, targets


def test_it_learns_what_can_be_told_apart() -> None:
    model, features, targets = fitted()
    odds = model.probabilities(features)
    assert odds.shape == (80, 4)
    assert ((odds >= 0) & (odds <= 1)).all()
    assert ((odds[:, :2] > 0.5) == targets[:, :2]).mean() > 0.95


def test_a_label_nobody_has_is_never_given_and_one_all_have_always() -> None:
    model, features, _ = fitted()
    odds = model.probabilities(features)
    assert odds[:, 2].max() < 0.001 and odds[:, 3].min() > 0.999


def test_a_kept_model_says_the_same(tmp_path: Path) -> None:
    model, features, _ = fitted()
    model.save(tmp_path)
    again = OneVsRest.load(tmp_path)
    assert again.labels == LABELS
    np.testing.assert_allclose(again.probabilities(features), model.probabilities(features), atol=0.01)
    again.save(tmp_path)
    np.testing.assert_array_equal(OneVsRest.load(tmp_path).probabilities(features), again.probabilities(features))


def test_training_twice_gives_the_same_model() -> None:
    first, features, _ = fitted()
    np.testing.assert_array_equal(first.probabilities(features), fitted()[0].probabilities(features))
