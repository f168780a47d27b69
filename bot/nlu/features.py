"""The sentence features that the featurizers before put on a message, as one matrix."""

from __future__ import annotations

import numpy as np
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, hstack, vstack

ROW = "feature_row"


def feature_matrix(messages: list[Message]) -> csr_matrix:
    """Sparse and dense sentence features of each message side by side: shape (len(messages), features).

    Of a single message it is kept with the message: each classifier asks for it.
    """
    if len(messages) == 1:
        number, row = messages[0].get(ROW) or (None, None)
        if number != len(messages[0].features):
            row = _matrix(messages)
            messages[0].set(ROW, (len(messages[0].features), row))
        return row
    return _matrix(messages)


def _matrix(messages: list[Message]) -> csr_matrix:
    # One block a featurizer, each of all messages: a matrix a message would take many times as long.
    by_featurizer = zip(*(_of(message) for message in messages), strict=True)
    return csr_matrix(hstack([_block(list(features)) for features in by_featurizer]))


def _of(message: Message) -> list[Features]:
    mine = [one for one in message.features if one.attribute == TEXT and one.type == FEATURE_TYPE_SENTENCE]
    return sorted(mine, key=lambda one: str(one.origin))  # the same columns in training and in use


def _block(features: list[Features]) -> csr_matrix:
    rows = [one.features for one in features]
    return csr_matrix(vstack(rows)) if features[0].is_sparse() else csr_matrix(np.vstack(rows))
