"""Danger recognised by what was learned from examples: what no phrase pattern foresees.

A linear model over sentence vectors, words and letters. It reads the whole message and its pieces; the most dangerous
piece counts, and the whole beside it, because a piece alone may deceive. Beside it stands whether the nearest examples
are dangerous ones or harmless ones. Then a second small model weighs both together with what the phrase patterns found.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bot.learning.encoders import DEFAULT, Encoder, cached_vectors, load_encoder
from bot.learning.linear import OneVsRest
from bot.learning.memory import sentence_vectors
from bot.learning.neighbours import Neighbours
from bot.learning.words import LETTERS, WORDS, WordViews
from bot.safety.contract import IMPRESSION, Detector, Signal
from bot.safety.pieces import AT_MOST, pieces

VIEWS: dict[str, dict[str, Any]] = {
    "words": {**WORDS, "ngram_range": (1, 3), "min_df": 2, "weight": 1.5},
    "letters": {**LETTERS, "ngram_range": (2, 5), "min_df": 3},
}
PIECE_DISCOUNT = 0.3  # a piece has lost its surroundings, so it must be a little clearer than the whole
WHOLE_COUNTS = 0.7  # beside the most dangerous piece, which counts as 1
# A thought of suicide that is missed weighs more than a gentle question too many: it is asked about earlier.
SOONER = {"suicide": 0.5}
BARE_WORDS = 7  # a message of so few words that holds such a phrase says little else: it is asked about
DANGER = "danger"
NEAR = "neighbours.npz"


@dataclass(frozen=True)
class Reading:
    """What the model makes of a message: `score` as log-odds, `nearness` to dangerous examples, the likeliest code."""

    score: float
    nearness: float
    code: str


@dataclass(frozen=True)
class Weighing:
    """The second model: weights of score, nearness and phrases, which add up to log-odds; and its two thresholds."""

    bias: float
    score: float
    nearness: float
    possible_phrase: float
    certain_phrase: float
    possible_from: float
    certain_from: float

    def log_odds(self, reading: Reading, phrase: Signal | None) -> float:
        found = 0.0 if phrase is None else self.certain_phrase if phrase.certain else self.possible_phrase
        return self.bias + self.score * reading.score + self.nearness * reading.nearness + found


class DangerModel:
    """Scores messages; knows nothing of phrases or thresholds."""

    def __init__(
        self,
        encoder: Encoder,
        mean: np.ndarray,
        views: WordViews,
        danger: OneVsRest,
        codes: OneVsRest,
        neighbours: Neighbours,
    ) -> None:
        self._encoder, self._mean, self._views = encoder, mean, views
        self._danger, self._codes, self._neighbours = danger, codes, neighbours

    def features(self, texts: list[str]) -> csr_matrix:
        """Shape (texts, features)."""
        return features(self._encoder, self._mean, self._views, texts)

    def read(self, text: str) -> Reading:
        """One message."""
        return self.judge(self.features(pieces(text)))

    def judge(self, rows: csr_matrix) -> Reading:
        """The same for one message's rows of features: the whole first, then its pieces."""
        score, best = self.score(rows)
        by_code = self._codes.log_odds(rows[[0, best]]).mean(axis=0)
        nearness = self.nearness(rows[0, : len(self._mean)].toarray())[0]
        return Reading(score, float(nearness), self._codes.labels[int(by_code.argmax())])

    def score(self, rows: csr_matrix) -> tuple[float, int]:
        """The log-odds of one message, and the number of its most dangerous piece."""
        scores = discounted(self._danger.log_odds(rows)[:, 0], np.zeros(1, dtype=int))
        return float(together(scores, np.zeros(1, dtype=int))[0]), int(scores.argmax())

    def nearness(self, vectors: np.ndarray) -> np.ndarray:
        """For whole messages; `vectors` of shape (messages, dimensions), less the mean."""
        return self._neighbours.nearness(vectors)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._views.save(folder / "words.json")
        np.save(folder / "mean.npy", self._mean)
        for name, model in (("danger", self._danger), ("codes", self._codes)):
            (folder / name).mkdir(exist_ok=True)
            model.save(folder / name)
        self._neighbours.save(folder / NEAR)

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> DangerModel:
        return cls(
            encoder,
            np.load(folder / "mean.npy"),
            WordViews.load(folder / "words.json", VIEWS),
            OneVsRest.load(folder / "danger"),
            OneVsRest.load(folder / "codes"),
            Neighbours.load(folder / NEAR),
        )


def discounted(odds: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The log-odds of pieces with those of parts lowered; `starts` are the places of the whole messages among them."""
    lowered = odds - PIECE_DISCOUNT
    lowered[starts] += PIECE_DISCOUNT
    return lowered


def together(scores: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Of each message its most dangerous piece and, beside it, the whole; `scores` as `discounted` gives them."""
    return np.asarray((np.maximum.reduceat(scores, starts) + WHOLE_COUNTS * scores[starts]) / (1 + WHOLE_COUNTS))


def features(encoder: Encoder, mean: np.ndarray, views: WordViews, texts: list[str]) -> csr_matrix:
    """Vectors (less the mean), words and letters of each text: shape (texts, features)."""
    vectors = sentence_vectors(encoder, texts) if len(texts) <= AT_MOST else cached_vectors(encoder, texts)
    words = views.transform(dict.fromkeys(VIEWS, texts))
    return csr_matrix(hstack([csr_matrix(vectors - mean), words]), dtype=np.float32)


class TrainedDetector:
    """Phrases and model together, as one detector."""

    def __init__(self, phrases: Detector, model: DangerModel, weighing: Weighing) -> None:
        self._phrases, self._model, self._weighing = phrases, model, weighing

    @classmethod
    def load(cls, folder: Path, phrases: Detector) -> TrainedDetector:
        """Reads what `training.train` wrote."""
        return cls(phrases, DangerModel.load(folder, load_encoder(DEFAULT)), load_weighing(folder))

    def detect(self, text: str) -> Signal | None:
        """The danger in the message, or None."""
        phrase = self._phrases.detect(text)
        reading = self._model.read(text)
        odds = self._weighing.log_odds(reading, phrase)
        code = reading.code if phrase is None else phrase.code  # a phrase names the danger in so many words
        bare = code in SOONER and len(text.split()) <= BARE_WORDS
        never_passed_over = phrase is not None and (phrase.certain or bare)  # at least it is asked about
        if odds < self._weighing.possible_from - SOONER.get(code, 0.0) and not never_passed_over:
            return None
        certain = odds >= self._weighing.certain_from
        if phrase is not None:
            return Signal(code, certain, phrase.evidence, phrase.topic)
        return Signal(code, certain, code + IMPRESSION)


def save_weighing(weighing: Weighing, folder: Path) -> None:
    (folder / "weighing.json").write_text(json.dumps(asdict(weighing), indent=1), encoding="utf8")


def load_weighing(folder: Path) -> Weighing:
    return Weighing(**json.loads((folder / "weighing.json").read_text(encoding="utf8")))
