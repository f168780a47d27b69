"""Training the danger classifier from the examples, with thresholds from messages each model had not seen."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
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
from bot.safety.classifier import DANGER, VIEWS, DangerModel, Weighing, features, save_weighing
from bot.safety.contract import CODES, Signal
from bot.safety.detector import PhraseDetector
from bot.safety.examples import QUIET, Example, load_examples, ordinary_messages
from bot.safety.pieces import pieces
from bot.safety.voice import MAIN

FOLDS, SEED = 4, 7
C = 6.0
# The share of hard negatives that may be answered, and that may be asked about.
MAY_ANSWER, MAY_ASK = 0.02, 0.055
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

    @property
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
    model = fit(corpus, encoder, np.ones(len(corpus.examples), dtype=bool))
    weighing = weigh(unseen_readings(corpus, encoder), found, corpus.codes != QUIET, ~corpus.ordinary)
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


def fit(corpus: Corpus, encoder: Encoder, chosen: np.ndarray, *, with_codes: bool = True) -> DangerModel:
    """A model of the chosen examples (a boolean an example).

    A quiet message is quiet in every piece; of a dangerous one only the whole is known to be so.
    """
    quiet = corpus.codes[corpus.owner] == QUIET
    mine = chosen[corpus.owner] & (corpus.whole | quiet)
    weights = np.where(corpus.whole, 1.0, PIECE_WEIGHT) * np.where(corpus.ordinary[corpus.owner], ORDINARY_WEIGHT, 1.0)
    dangerous = ~quiet[mine][:, None]
    danger = OneVsRest.fit(corpus.rows[mine], dangerous, [DANGER], c=C, balanced=False, weights=weights[mine])
    known = chosen[corpus.owner] & corpus.whole & ~quiet
    targets = corpus.codes[corpus.owner][known][:, None] == np.array(CODES)
    codes = OneVsRest.fit(corpus.rows[known], targets, list(CODES), c=C, balanced=True) if with_codes else danger
    near = Neighbours.fit(corpus.vectors[chosen], corpus.codes[chosen] != QUIET)
    return DangerModel(encoder, corpus.mean, corpus.views, danger, codes, near)


def unseen_readings(corpus: Corpus, encoder: Encoder) -> np.ndarray:
    """For every example the score and the nearness of a model that did not learn from it: shape (examples, 2)."""
    found = np.zeros((len(corpus.examples), 2))
    for known, unknown in KFold(FOLDS, shuffle=True, random_state=SEED).split(found):
        model = fit(corpus, encoder, np.isin(np.arange(len(found)), known), with_codes=False)
        found[unknown, 0] = [model.score(corpus.rows_of(number))[0] for number in unknown]
        found[unknown, 1] = model.nearness(corpus.vectors[unknown])
    return found


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
