"""The features of messages, as one matrix."""

from __future__ import annotations

from bot.nlu.features import feature_matrix

from .conftest import example, with_features


def test_features_of_messages_stand_in_rows() -> None:
    matrix = feature_matrix([with_features(example("a"), [1, 0]), with_features(example("b"), [0, 2])])
    assert matrix.toarray().tolist() == [[1, 0], [0, 2]]
