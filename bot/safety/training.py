"""Training the danger classifier from the examples, with thresholds from messages each model had not seen."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from bot.fingerprint import fingerprint
from bot.learning.encoders import DEFAULT, Encoder, cached_vectors, load_encoder
from bot.learning.linear import OneVsRest
from bot.learning.neighbours import Neighbours
from bot.learning.words import WordViews
from bot.phrases.vocabulary import Vocabulary
from bot.safety.classifier import (
    DANGER,
    VIEWS,
    DangerModel,
    Weighing,
    discounted,
    features,
    save_weighing,
    together,
)
from bot.safety.contract import CODES, Signal
from bot.safety.detector import PhraseDetector
from bot.safety.examples import QUIET, Example, load_examples, ordinary_messages
from bot.safety.pieces import pieces
from bot.safety.voice import MAIN

FOLDS, SEED = 4, 7
C = 6.0
# The share of hard negatives that may be answered, and that may be asked about.
MAY_ANSWER, MAY_ASK = 0.024, 0.059
PIECE_WEIGHT, ORDINARY_WEIGHT = 0.5, 1.0
ORDINARY = "ordinary"
# A change in any of these makes a new model, besides the content.
SOURCES = (
    *(f"bot/safety/{name}.py" for name in ("classifier", "detector", "examples", "pieces", "training")),
    "bot/phrases/*.py",
    "bot/learning/*.py",
    "bot/text.py",
)
CONTENT = (
    "_gedeeld/veiligheid/voorbeelden/*.yml",
    "_gedeeld/veiligheid/signalen/*.yml",
    f"_gedeeld/veiligheid/talen/{MAIN}/woorden.yml",
    "*/voorbeelden*.yml",
)


@dataclass
class Corpus:
    """All messages in pieces: `rows` are the pieces' features, `owner` the message each piece is of, in order.

    The ordinary messages stand among the examples, as quiet ones; `ordinary` says which they are.
    """

    examples: list[Example]
    ordinary: np.ndarray
    rows: csr_matrix
    owner: np.ndarray
    whole: np.ndarray  # True for the piece that is the message itself
    vectors: np.ndarray  # of the whole messages, less the mean
    mean: np.ndarray
    views: WordViews

    def rows_of(self, number: int) -> csr_matrix:
        """The features of one message: the whole first, then its pieces."""
        start, end = (int(np.searchsorted(self.owner, edge)) for edge in (number, number + 1))
        return self.rows[start:end]

    @cached_property
    def codes(self) -> np.ndarray:
        return np.array([example.code for example in self.examples])


def model_folder(project: Path, models: Path) -> Path:
    """Where the classifier of the present content lies, or would lie."""
    return models / f"danger-{fingerprint(project, SOURCES, CONTENT)}"


def train(project: Path, models: Path) -> Path:
    """Train unless a classifier of exactly this content is there. Returns its folder.

    Raises:
        ContentError: a content file is wrong; the message says which and where.
    """
    target = model_folder(project, models)
    if target.is_dir():
        return target
    encoder = load_encoder(DEFAULT)
    folder = project / "nlu_data" / "_gedeeld" / "veiligheid"
    corpus = read_corpus(load_examples(folder / "voorbeelden"), ordinary_messages(project / "nlu_data"), encoder)
    phrases = PhraseDetector.load(folder / "signalen", Vocabulary.load(folder / "talen" / MAIN / "woorden.yml"))
    found = [phrases.detect(example.text) for example in corpus.examples]
    model, readings = fit_and_read(corpus, encoder)
    weighing = weigh(readings, found, corpus.codes != QUIET, ~corpus.ordinary)
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    model.save(fresh)
    save_weighing(weighing, fresh)
    for old in models.glob("danger-*"):
        if old != fresh:
            shutil.rmtree(old, ignore_errors=True)
    fresh.rename(target)
    return target


def read_corpus(examples: list[Example], ordinary: list[str], encoder: Encoder) -> Corpus:
    known = [*examples, *(Example(text, QUIET, ORDINARY, MAIN) for text in ordinary)]
    texts = [example.text for example in known]
    parts = [pieces(text) for text in texts]
    views = WordViews(VIEWS).fit(dict.fromkeys(VIEWS, texts))
    vectors = cached_vectors(encoder, texts)
    mean = np.asarray(vectors.mean(axis=0))
    return Corpus(
        known,
        np.arange(len(known)) >= len(examples),
        features(encoder, mean, views, [piece for those in parts for piece in those]),
        np.repeat(np.arange(len(parts)), [len(those) for those in parts]),
        np.array([place == 0 for those in parts for place in range(len(those))]),
        vectors - mean,
        mean,
        views,
    )


def fit(corpus: Corpus, encoder: Encoder, chosen: np.ndarray) -> DangerModel:
    """A model of the chosen examples (a boolean an example)."""
    return _model(corpus, encoder, _danger(corpus, [chosen])[0], chosen)


def fit_and_read(corpus: Corpus, encoder: Encoder) -> tuple[DangerModel, np.ndarray]:
    """The model of all examples, and what models that did not learn from an example make of it.

    Those readings are the score and the nearness of every example: shape (examples, 2).
    """
    everything = np.ones(len(corpus.examples), dtype=bool)
    splits = list(KFold(FOLDS, shuffle=True, random_state=SEED).split(everything))
    parts = [np.isin(np.arange(len(everything)), known) for known, _ in splits]
    whole, *others = _danger(corpus, [everything, *parts])
    found = np.zeros((len(everything), 2))
    starts = np.flatnonzero(corpus.whole)
    dangerous = corpus.codes != QUIET
    for (_, unknown), known, danger in zip(splits, parts, others, strict=True):
        scores = together(discounted(danger.log_odds(corpus.rows)[:, 0], starts), starts)
        found[unknown, 0] = scores[unknown]
        found[unknown, 1] = Neighbours.fit(corpus.vectors[known], dangerous[known]).nearness(corpus.vectors[unknown])
    return _model(corpus, encoder, whole, everything), found


def _danger(corpus: Corpus, choices: list[np.ndarray]) -> list[OneVsRest]:
    """Of each choice of examples the model that tells danger from quiet; all are fitted side by side.

    A quiet message is quiet in every piece; of a dangerous one only the whole is known to be so.
    """
    quiet = corpus.codes[corpus.owner] == QUIET
    counts = np.where(corpus.whole, 1.0, np.where(quiet, PIECE_WEIGHT, 0.0))
    counts *= np.where(corpus.ordinary[corpus.owner], ORDINARY_WEIGHT, 1.0)
    weights = np.column_stack([counts * chosen[corpus.owner] for chosen in choices])
    targets = np.repeat(~quiet[:, None], len(choices), axis=1)
    names = [f"{DANGER}-{number}" for number in range(len(choices))]
    fitted = OneVsRest.fit(corpus.rows, targets, names, c=C, balanced=False, weights=weights)
    return [fitted.only(name) for name in names]


def _model(corpus: Corpus, encoder: Encoder, danger: OneVsRest, chosen: np.ndarray) -> DangerModel:
    known = chosen[corpus.owner] & corpus.whole & (corpus.codes[corpus.owner] != QUIET)
    targets = corpus.codes[corpus.owner][known][:, None] == np.array(CODES)
    codes = OneVsRest.fit(corpus.rows[known], targets, list(CODES), c=C, balanced=True)
    near = Neighbours.fit(corpus.vectors[chosen], corpus.codes[chosen] != QUIET)
    return DangerModel(encoder, corpus.mean, corpus.views, danger, codes, near)


def weigh(
    readings: np.ndarray, phrases: Sequence[Signal | None], dangerous: np.ndarray, telling: np.ndarray
) -> Weighing:
    """How much score, nearness and phrases count together, and from where a message is answered or asked about.

    The shares of false alarms are those among the `telling` quiet messages: the hard negatives.
    """
    certain = np.array([signal is not None and signal.certain for signal in phrases])
    possible = np.array([signal is not None and not signal.certain for signal in phrases])
    columns = np.column_stack([readings, possible, certain]).astype(float)
    model = LogisticRegression(C=10.0).fit(columns, dangerous)
    (score, nearness, for_possible, for_certain), bias = model.coef_[0], model.intercept_[0]
    quiet = np.sort((columns @ model.coef_[0] + bias)[~dangerous & telling])
    return Weighing(
        bias=round(float(bias), 4),
        score=round(float(score), 4),
        nearness=round(float(nearness), 4),
        possible_phrase=round(float(for_possible), 4),
        certain_phrase=round(float(for_certain), 4),
        possible_from=round(float(np.quantile(quiet, 1 - MAY_ASK)), 4),
        certain_from=round(float(np.quantile(quiet, 1 - MAY_ANSWER)), 4),
    )
