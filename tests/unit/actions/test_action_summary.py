"""The summary: what was heard besides the domains is shown to the resident and passed on, with doubt marked."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.case import Case
from actions.say import Say
from actions.summary import for_resident, for_supporter

RESPONSES = {
    "utter_summary_about": [{"text": "Het gaat over {labels}."}],
    "utter_summary_also": [{"text": "Ook gehoord: {also}."}],
    "utter_geld_label": [{"text": "geld"}],
    "utter_word_and": [{"text": "en"}],
    "utter_general_label": [{"text": "wat je vertelde"}],
    "utter_cue_dementie": [{"text": "dementie"}],
    "utter_cue_ouder": [{"text": "een ouder"}],
    "utter_cue_wachtlijst": [{"text": "wachtlijst"}],
}
CUES: dict[str, Any] = {
    "life_event": ["dementie"],
    "about": ["ouder"],
    "closed_door": ["wachtlijst"],
    "quotes": {"tried": ["Ik heb al gebeld."], "wish": ["Ik wil gewoon slapen."]},
    "moments": [{"day": "2027-01-04", "said": "4 januari", "precision": "day", "deadline": True}],
    "place": {"name": "Zutphen", "municipality": "Zutphen"},
}


@pytest.fixture
def say() -> Say:
    tracker = Tracker("abc", {}, {}, [], False, None, {}, "action_listen")
    return Say(CollectingDispatcher(), tracker, {"responses": RESPONSES})


@pytest.fixture
def case() -> Case:
    case = Case("abc", story=["Mijn vader vergeet alles. Ik heb al gebeld."], domain_weights={"geld": 0.9})
    case.know(CUES)
    return case


def test_the_resident_sees_what_else_was_heard(case: Case, say: Say) -> None:
    assert for_resident(case, say).splitlines()[-1] == "Ook gehoord: dementie, 4-1-2027 (“4 januari”) en Zutphen."


def test_without_cues_no_line_is_added(say: Say) -> None:
    assert for_resident(Case("abc", story=["ja"]), say).splitlines()[-1] == "Het gaat over wat je vertelde."


def test_the_supporter_gets_it_with_doubt_marked_until_it_is_confirmed(case: Case, say: Say) -> None:
    summary = for_supporter(case, say, shown=[])
    assert summary["life_events"] == ["dementie"] and summary["about"] == ["een ouder"]
    assert summary["closed_doors"] == ["wachtlijst"] and summary["place"] == "Zutphen"
    assert summary["tried"] == "Ik heb al gebeld." and summary["wish"] == "Ik wil gewoon slapen."
    assert summary["not_discussed"] == ["network", "underlying"]
    assert summary["unsure"] == ["summary", "life_events", "about", "closed_doors", "dates"]
    case.confirmed = True
    assert for_supporter(case, say, shown=[])["unsure"] == []


def test_a_domain_that_was_hardly_heard_is_marked(say: Say) -> None:
    case = Case("abc", story=["iets"], domain_weights={"geld": 0.3}, confirmed=True)
    assert for_supporter(case, say, shown=[])["unsure"] == ["domains"]
