"""The classifier on a handful of messages: it learns, keeps what it learned, and joins the phrases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.safety import training
from bot.safety.classifier import DangerModel, Reading, TrainedDetector, Weighing, save_weighing
from bot.safety.contract import Signal
from bot.safety.examples import Example

LETTERS_OF = "abcdefghijklmnopqrstuvwxyz"


class LetterEncoder:
    """A stand-in that is quick: how often each letter occurs."""

    name, dimensions = "letters", len(LETTERS_OF)

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = [[text.lower().count(letter) / (len(text) or 1) for letter in LETTERS_OF] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, self.dimensions)


DANGER = ["ik wil niet meer leven", "ik wil er niet meer zijn", "liever dood dan dit", "ik maak er een einde aan"]
BLOWS = ["mijn man slaat mij", "hij slaat de kinderen", "hij geeft mij klappen", "mijn man trapt mij"]
QUIET = ["waar is het stadhuis", "mijn fiets is gestolen", "hoe vraag ik een pas aan", "de klok slaat drie uur"]
ENCODER = LetterEncoder()


def examples() -> list[Example]:
    endings = ("", " al weken", " en nu", " zegt ze", " vandaag")
    rows = [("suicide", DANGER), ("violence", BLOWS), ("", QUIET)]
    return [Example(text + end, code, "direct", "nl") for code, texts in rows for text in texts for end in endings]


@pytest.fixture(scope="module")
def corpus() -> training.Corpus:
    return training.read_corpus(examples(), ["wanneer komt het vuilnis", "ik zoek een taalcursus"], ENCODER)


@pytest.fixture(scope="module")
def model(corpus: training.Corpus) -> DangerModel:
    return training.fit(corpus, ENCODER, np.ones(len(corpus.examples), dtype=bool))


@pytest.mark.parametrize(("text", "code"), [(DANGER[0], "suicide"), (BLOWS[0], "violence")])
def test_danger_scores_high_with_its_code(model: DangerModel, text: str, code: str) -> None:
    reading, quiet = model.read(text), model.read(QUIET[1])
    assert reading.score > 0 and reading.code == code
    assert reading.score > quiet.score + 1 and reading.nearness > 0 > quiet.nearness


def test_one_sentence_among_others_counts(model: DangerModel) -> None:
    long = f"Waar is het stadhuis? Hoe vraag ik een pas aan? {DANGER[0].capitalize()}. Ik zoek een taalcursus."
    assert model.read(long).score > model.read(QUIET[0]).score + 1


def test_a_kept_model_says_the_same(model: DangerModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = DangerModel.load(tmp_path, ENCODER)
    for text in (*DANGER, *QUIET):
        one, other = model.read(text), again.read(text)
        assert one.score == pytest.approx(other.score, abs=0.05) and one.code == other.code
        assert one.nearness == pytest.approx(other.nearness, abs=0.01)


def test_scores_of_unseen_messages_tell_danger_from_quiet(corpus: training.Corpus) -> None:
    _, readings = training.fit_and_read(corpus, ENCODER)
    dangerous = corpus.codes != ""
    assert readings.shape == (len(corpus.examples), 2)
    score, nearness = np.median(readings[dangerous], axis=0) - np.median(readings[~dangerous], axis=0)
    assert score > 1 and nearness > 0.1


def test_thresholds_keep_to_the_share_of_false_alarms() -> None:
    chance = np.random.default_rng(1)
    dangerous = np.arange(4000) < 2000
    scores = np.where(dangerous, 2.0, -2.0) + chance.normal(0, 2, 4000)
    phrases = [
        Signal("suicide", True, "x") if flag and number % 3 == 0 else None for number, flag in enumerate(dangerous)
    ]
    readings = np.column_stack([scores, scores / 10 + chance.normal(0, 0.1, 4000)])
    weighing = training.weigh(readings, phrases, dangerous, np.ones(4000, dtype=bool))
    odds = np.array(
        [weighing.log_odds(Reading(*row, ""), phrase) for row, phrase in zip(readings, phrases, strict=True)]
    )
    assert (odds[~dangerous] >= weighing.possible_from).mean() == pytest.approx(training.MAY_ASK, abs=0.005)
    assert (odds[~dangerous] >= weighing.certain_from).mean() == pytest.approx(training.MAY_ANSWER, abs=0.005)
    assert weighing.certain_phrase > 0 and weighing.score > 0 and weighing.nearness > 0


class Phrases:
    def __init__(self, signal: Signal | None) -> None:
        self.signal = signal

    def detect(self, text: str) -> Signal | None:
        return self.signal


class Model:
    def __init__(self, score: float, code: str) -> None:
        self.answer = Reading(score, 0.0, code)

    def read(self, text: str) -> Reading:
        return self.answer


SURE = Signal("medical", True, "medical/zeker/1")
MAYBE = Signal("medical", False, "medical/mogelijk/1")
WEIGHING = Weighing(bias=0, score=1, nearness=1, possible_phrase=1, certain_phrase=3, possible_from=2, certain_from=5)


@pytest.mark.parametrize(
    ("phrase", "score", "code", "expected"),
    [
        (None, 1.9, "violence", None),
        (None, 2.0, "violence", ("violence", False)),
        (None, 5.0, "violence", ("violence", True)),
        (None, 1.6, "suicide", ("suicide", False)),  # asked about earlier
        (None, 1.4, "suicide", None),
        (MAYBE, 0.9, "violence", None),
        (MAYBE, 1.0, "medical", ("medical", False)),
        (MAYBE, 4.0, "suicide", ("medical", True)),  # the phrase says which
        (SURE, -9.0, "suicide", ("medical", False)),  # a certain phrase is never passed over
        (SURE, 2.0, "suicide", ("medical", True)),
    ],
)
def test_phrases_and_model_are_weighed_together(
    phrase: Signal | None, score: float, code: str, expected: tuple[str, bool] | None
) -> None:
    signal = TrainedDetector(Phrases(phrase), Model(score, code), WEIGHING).detect("x")  # type: ignore[arg-type]
    assert (signal and (signal.code, signal.certain)) == expected


def test_a_short_message_that_holds_a_phrase_of_suicide_is_asked_about() -> None:
    phrase = Signal("suicide", False, "suicide/mogelijk/1")
    detector = TrainedDetector(Phrases(phrase), Model(-9.0, "geen"), WEIGHING)  # type: ignore[arg-type]
    assert detector.detect("ik zie het niet meer zitten") == phrase
    assert detector.detect("ik zie het niet meer zitten met die tuin van tweehonderd meter") is None


def test_a_detector_is_loaded_from_its_folder(
    model: DangerModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.safety.classifier.load_encoder", lambda name: ENCODER)
    model.save(tmp_path)
    save_weighing(WEIGHING, tmp_path)
    detector = TrainedDetector.load(tmp_path, Phrases(SURE))
    signal = detector.detect("mijn vader ligt op de grond")
    assert signal is not None and signal.code == "medical" and signal.evidence == "medical/zeker/1"
