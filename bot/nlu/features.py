"""The sentence features that the featurizers before put on a message, as one matrix."""

from __future__ import annotations

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack, vstack


def feature_matrix(messages: list[Message]) -> csr_matrix:
    """Sparse and dense sentence features of each message side by side: shape (len(messages), features)."""
    return vstack([_row(message) for message in messages]).tocsr()


def _row(message: Message) -> csr_matrix:
    _, sparse = message.get_sparse_features(TEXT)
    _, dense = message.get_dense_features(TEXT)
    parts = [csr_matrix(part.features) for part in (sparse, dense) if part is not None]
    return hstack(parts).tocsr()
