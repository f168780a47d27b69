"""One-vs-rest logistic regression over a message's features, kept as plain arrays.

Trained in seconds, applied with one sparse product, and stored without pickles.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression


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

        `weights` says how much each message counts.
        """
        coefficients = np.zeros((features.shape[1], len(labels)), dtype=np.float32)
        bias = np.full(len(labels), -20.0, dtype=np.float32)
        rows = features.astype(np.float64)  # what the solver wants: else each label would convert them again
        for column in range(len(labels)):
            wanted = targets[:, column]
            if wanted.all() or not wanted.any():
                bias[column] = 20.0 if wanted.all() else -20.0
                continue
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
            coefficients[:, column], bias[column] = model.coef_[0], model.intercept_[0]
        return cls(labels, coefficients, bias)

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
