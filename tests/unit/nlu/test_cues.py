"""Cues and word list as Rasa components: trained on the project's content, kept, loaded and asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from rasa.shared.nlu.constants import ENTITIES, TEXT

from bot.nlu.cues import CueExtractor
from bot.settings import ROOT

from .conftest import Place, example, training


@pytest.fixture
def extractor(place: Place) -> CueExtractor:
    config = {**CueExtractor.get_default_config(), "folder": str(ROOT / "nlu_data/_gedeeld/aanwijzingen")}
    CueExtractor.create(config, *place).train(training([]))
    return CueExtractor.load(config, *place)


def test_a_rich_message_gives_labels_quotes_a_moment_and_a_place(extractor: CueExtractor) -> None:
    text = "Mijn moeder in Zutphen heeft dementie. Ik heb al drie keer gebeld met de gemeente. Morgen komt er iemand."
    (message,) = extractor.process([example(text)])
    cues = message.get("cues")
    assert cues["life_event"] == ["dementie"] and cues["about"] == ["ouder"]
    assert cues["quotes"]["tried"] == ["Ik heb al drie keer gebeld met de gemeente."]
    assert cues["place"]["municipality"] == "Zutphen"
    assert [moment["day"] for moment in cues["moments"]] == [(date.today() + timedelta(days=1)).isoformat()]
    found = {entity["entity"]: text[entity["start"] : entity["end"]] for entity in message.get(ENTITIES)}
    assert found == {"moment": "Morgen", "place": "Zutphen"}


def test_a_message_without_cues_has_none(extractor: CueExtractor) -> None:
    (message,) = extractor.process([example("hallo")])
    assert message.get("cues") == {} and message.get(ENTITIES) == []


def test_a_button_is_not_read(extractor: CueExtractor) -> None:
    (message,) = extractor.process([example('/choose_option{"number": "1"}')])
    assert message.get("cues") is None and message.get(TEXT).startswith("/")
