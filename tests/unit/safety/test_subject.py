from __future__ import annotations

from pathlib import Path

import pytest

from bot.phrases.content import ContentError
from bot.phrases.vocabulary import Vocabulary
from bot.safety.contract import CODES
from bot.safety.subject import Subject

from .conftest import FOLDER


@pytest.fixture(scope="module")
def subject(vocabulary: Vocabulary) -> Subject:
    return Subject.load(FOLDER / "talen" / "nl" / "onderwerp.yml", vocabulary)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("suicide", "die gedachten blijven maar komen"),
        ("violence", "hij zit beneden te drinken"),
        ("shelter", "met mijn vrouw en drie kinderen"),
        ("medical", "de pijn wordt steeds erger"),
        ("elder", "zonder bankpas krijg ik niks"),
        ("confused", "ik ben zo bang"),
    ],
)
def test_words_that_belong_to_it(subject: Subject, code: str, text: str) -> None:
    assert subject.covers(code, text)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "text",
    [
        "ik wil weten hoe ik mijn parkeervergunning kan verlengen bij jullie",
        "wanneer wordt het oud papier opgehaald in mijn straatje",
        "bij welk loket kan ik huurtoeslag aanvragen en wat neem ik mee",
    ],
)
def test_an_ordinary_question_belongs_to_no_danger(subject: Subject, code: str, text: str) -> None:
    assert not subject.covers(code, text)


def test_every_code_must_be_there(tmp_path: Path, vocabulary: Vocabulary) -> None:
    file = tmp_path / "onderwerp.yml"
    file.write_text("altijd: [bang]\nsuicide: [dood]\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"onderwerp\.yml: .*violence"):
        Subject.load(file, vocabulary)
