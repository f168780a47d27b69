"""One-vs-rest logistic regression over a message's features, kept as plain arrays.

Trained in seconds, applied with one sparse product, and stored without pickles.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

# From this many numbers to read on (of all labels together), processes of their own are worth starting.
WORTH_SHARING = 20_000_000
NEVER, ALWAYS = -20.0, 20.0


class OneVsRest:
    """For each label: the probability that it applies, by itself."""

    def __init__(self, labels: list[str], weights: np.ndarray, bias: np.ndarray) -> None:
        self.labels, self._weights, self._bias = labels, weights, bias

    @classmethod
    def fit(
        cls,
        features: csr_matrix,
        targets: np.ndarray,
        labels: list[str],
        *,
        c: float,
        balanced: bool,
        weights: np.ndarray | None = None,
    ) -> OneVsRest:
        """Fit one model a label; `targets` is boolean, shape (messages, labels). What nobody has gets probability 0.

        `weights` says how much each message counts: shape (messages,) or (messages, labels).
        A message that counts 0 for a label is not seen by it.
        """
        rows = features.astype(np.float64)  # what the solver wants: else each label would convert them again
        with_work = len(labels) if rows.nnz * len(labels) > WORTH_SHARING else 1
        counts = None if weights is None else np.broadcast_to(weights.reshape(len(weights), -1), targets.shape)
        fitted = Parallel(n_jobs=min(with_work, os.cpu_count() or 1))(
            delayed(_fit_one)(rows, targets[:, column], c, balanced, None if counts is None else counts[:, column])
            for column in range(len(labels))
        )
        coefficients = np.stack([one for one, _ in fitted], axis=1)
        return cls(labels, coefficients, np.array([bias for _, bias in fitted], dtype=np.float32))

    def only(self, label: str) -> OneVsRest:
        """The model of one label by itself."""
        at = self.labels.index(label)
        return OneVsRest([label], self._weights[:, [at]].copy(), self._bias[[at]])

    def log_odds(self, features: csr_matrix) -> np.ndarray:
        """Shape (messages, labels); 0 is as likely as not."""
        # Of the weights' own type: else every product would convert all weights first.
        return np.asarray(features.astype(self._weights.dtype, copy=False) @ self._weights + self._bias)

    def probabilities(self, features: csr_matrix) -> np.ndarray:
        """Shape (messages, labels), each between 0 and 1."""
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(self.log_odds(features), -30, 30))))

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / "model.npz",
            labels=np.array(self.labels),
            bias=self._bias,
            weights=self._weights.astype(np.float16),
        )

    @classmethod
    def load(cls, folder: Path) -> OneVsRest:
        with np.load(folder / "model.npz") as kept:
            return cls([str(label) for label in kept["labels"]], kept["weights"].astype(np.float32), kept["bias"])


def _fit_one(
    rows: csr_matrix, wanted: np.ndarray, c: float, balanced: bool, weights: np.ndarray | None
) -> tuple[np.ndarray, float]:
    """Weights and bias of one label. The solver holds Python's lock, so labels share the cores as processes."""
    if wanted.all() or not wanted.any():
        return np.zeros(rows.shape[1], dtype=np.float32), ALWAYS if wanted.all() else NEVER
    model = LogisticRegression(
        C=c,
        solver="liblinear",
        dual=True,
        tol=1e-2,
        max_iter=200,
        random_state=7,
        class_weight="balanced" if balanced else None,
    )
    model.fit(rows, wanted, sample_weight=weights)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])
