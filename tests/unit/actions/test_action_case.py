"""What is known of a resident's situation: read from slots, written back, and weighed."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions.case import MAX_STORY, Case, heard
from bot.content.fragments import read
from bot.settings import ROOT

FULL = {
    "stage": "options",
    "story": ["de huur is te hoog", "en de buren"],
    "focus": "de huur",
    "domain_weights": {"wonen": 0.4, "geld": 0.9},
    "options": ["1", "2"],
    "options_shown": ["1"],
    "chosen": "Taalhuis",
    "mode": "samen",
    "confirmed": True,
    "puzzled": 2.0,
}


def tracker(slots: dict[str, Any] | None = None, **message: Any) -> Tracker:
    return Tracker("abc", slots or {}, message, [], False, None, {}, "action_listen")


def written(case: Case) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in case.events()}


def changed() -> Case:
    """A new case in which everything of FULL was set."""
    case = Case.of(tracker())
    for name, value in FULL.items():
        setattr(case, name, value)
    return case


def test_a_case_that_is_written_and_read_is_the_same() -> None:
    case = changed()
    assert Case.of(tracker(written(case))) == case


def test_the_slots_are_the_ones_of_the_domain() -> None:
    values = written(changed())
    assert set(values) <= set(read(ROOT / "domain.yml")["slots"])
    assert {name: values[name] for name in FULL} == FULL


def test_only_what_changed_is_written() -> None:
    case = Case.of(tracker({**FULL, "domains": ["geld", "wonen"]}))
    assert case.events() == []
    case.hear("en de trap", {})
    assert set(written(case)) == {"story", "domain_weights", "puzzled"}


def test_a_case_never_shares_its_lists_with_the_tracker() -> None:
    slots = {"story": ["a"], "domain_weights": {"geld": 1.0}}
    case = Case.of(tracker(slots))
    case.hear("b", {"wonen": 0.5})
    assert slots == {"story": ["a"], "domain_weights": {"geld": 1.0}}


def test_domains_stand_most_central_first_and_later_words_weigh_more() -> None:
    case = Case("abc")
    case.hear("geldzorgen", {"geld": 0.6})
    case.hear("maar eigenlijk mijn huis", {"wonen": 0.6})
    assert case.domains == ["wonen", "geld"]
    case.hear("en toch het geld", {"geld": 0.6})
    assert case.domains == ["geld", "wonen"]


def test_a_story_keeps_its_newest_messages_and_ends_being_puzzled() -> None:
    case = Case("abc", puzzled=2)
    for number in range(MAX_STORY + 3):
        case.hear(str(number), {})
    assert case.story == [str(number) for number in range(3, MAX_STORY + 3)]
    assert case.puzzled == 0


def test_the_search_ends_with_what_it_is_really_about() -> None:
    assert Case("abc", story=["a", "b"]).query == ["a", "b"]
    assert Case("abc", story=["a"], focus="c").query == ["a", "c"]


def test_heard_is_the_message_and_its_domains_but_nothing_of_a_button() -> None:
    assert heard(tracker(text="  de huur ", domain_scores={"wonen": 0.5})) == ("de huur", {"wonen": 0.5})
    assert heard(tracker(text="/affirm", domain_scores={"wonen": 0.5})) == ("", {})
    assert heard(tracker()) == ("", {})


def test_what_was_told_besides_is_kept_once_and_a_later_place_wins() -> None:
    case = Case("abc")
    first = {"life_event": ["dementie"], "quotes": {"tried": ["Ik heb al gebeld."]}}
    moment = {"day": "2027-01-04", "said": "4 januari"}
    case.know({**first, "place": {"municipality": "Zutphen"}})
    case.know({**first, "place": {"municipality": "Almelo"}, "moments": [moment]})
    assert case.known == {
        "life_event": ["dementie"],
        "tried": ["Ik heb al gebeld."],
        "moments": [moment],
        "place": "Almelo",
    }
    case.know({})
    assert case.known["place"] == "Almelo"
