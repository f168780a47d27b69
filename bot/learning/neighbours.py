"""Nearest examples: whether a message lies nearer to examples of one side than to those of the other.

What a linear model averages away, a single example that says nearly the same can still tell.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

AXES = 128  # principal axes keep what counts in a fourth of the size
NEAREST = 2
_BATCH = 500


class Neighbours:
    """The examples' vectors on their principal axes, of length one; `marked` says which side each is of."""

    def __init__(self, axes: np.ndarray, points: np.ndarray, marked: np.ndarray) -> None:
        self._axes = axes
        order = np.argsort(~marked, kind="stable")  # the marked ones first, so that a side is one slice
        self._points, self._marked, self._sides = points[order], marked[order], int(marked.sum())

    @classmethod
    def fit(cls, vectors: np.ndarray, marked: np.ndarray) -> Neighbours:
        """`vectors` of shape (examples, dimensions) around zero; `marked` is a boolean an example, of both kinds."""
        _, axes = np.linalg.eigh(vectors.T @ vectors)
        axes = np.ascontiguousarray(axes[:, ::-1][:, :AXES], dtype=np.float32)
        return cls(axes, _unit(vectors @ axes), np.asarray(marked, dtype=bool))

    def nearness(self, vectors: np.ndarray) -> np.ndarray:
        """Per vector the cosine to its nearest marked examples less that to its nearest others: between -2 and 2."""
        found = np.zeros(len(vectors))
        for start in range(0, len(vectors), _BATCH):
            cosines = _unit(vectors[start : start + _BATCH] @ self._axes) @ self._points.T
            found[start : start + _BATCH] = _top(cosines[:, : self._sides]) - _top(cosines[:, self._sides :])
        return found

    def save(self, file: Path) -> None:
        np.savez(file, axes=self._axes, points=self._points.astype(np.float16), marked=self._marked)

    @classmethod
    def load(cls, file: Path) -> Neighbours:
        with np.load(file) as kept:
            return cls(kept["axes"], kept["points"].astype(np.float32), kept["marked"])


def _unit(vectors: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)


def _top(cosines: np.ndarray) -> np.ndarray:
    """The mean of each row's highest values."""
    left, rows = cosines.copy(), np.arange(len(cosines))
    count = min(NEAREST, cosines.shape[1])
    total = np.zeros(len(cosines))
    for _ in range(count):  # for a few of them quicker than sorting
        best = left.argmax(axis=1)
        total += left[rows, best]
        left[rows, best] = -np.inf
    return total / count
