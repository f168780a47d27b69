"""Replies made of the content's own sentences: in turn, filled in, with buttons and cards."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.say import QUOTE, Say, quote

YES = {"title": "Ja", "payload": "/affirm"}
RESPONSES: dict[str, list[dict[str, Any]]] = {
    "utter_hoor": [{"text": "een"}, {"text": "twee"}, {"text": "drie"}],
    "utter_vraag": [{"text": "Klopt het?", "buttons": [YES]}],
    "utter_citaat": [{"text": "Je schrijft: “{quote}” in {municipality}."}],
    "utter_naam": [{"text": "Goed: {name}."}],
}


def said(turns: int = 0, sender: str = "abc") -> tuple[Say, CollectingDispatcher]:
    dispatcher = CollectingDispatcher()
    events = [{"event": "user"}, {"event": "action"}] * turns
    tracker = Tracker(
        sender, {"municipality": "Waterrijk", "story": ["x"]}, {}, events, False, None, {}, "action_listen"
    )
    return Say(dispatcher, tracker, {"responses": RESPONSES}), dispatcher


def test_variants_follow_one_another_and_then_start_again() -> None:
    texts = [said(turn)[0].pick("utter_hoor") for turn in range(6)]
    assert sorted(texts[:3]) == ["drie", "een", "twee"]
    assert texts[3:] == texts[:3]


def test_a_replayed_conversation_says_the_same_and_another_may_differ() -> None:
    assert said(3)[0].pick("utter_hoor") == said(3)[0].pick("utter_hoor")
    assert len({said(0, str(number))[0].pick("utter_hoor") for number in range(30)}) == 3


def test_slots_and_values_are_filled_in_and_words_of_a_resident_are_never_filled_again() -> None:
    say, _ = said()
    assert say.pick("utter_citaat", quote="{municipality} {0}") == "Je schrijft: “{municipality} {0}” in Waterrijk."


def test_several_sentences_are_one_message_with_the_last_ones_buttons() -> None:
    say, dispatcher = said()
    say.message("utter_hoor", "utter_vraag", summary="– de huur")
    (message,) = dispatcher.messages
    assert message["text"].endswith(" Klopt het?")
    assert message["buttons"] == [YES]
    assert message["custom"] == {"kind": "summary", "summary": "– de huur"}


def test_cards_and_own_buttons_go_along() -> None:
    say, dispatcher = said()
    card, button = {"id": "1", "name": "Taalhuis"}, {"title": "Taalhuis", "payload": "/choose_option"}
    say.message("utter_vraag", organisations=[card], buttons=[button])
    (message,) = dispatcher.messages
    assert (message["custom"], message["buttons"]) == ({"organisations": [card]}, [button])


def test_a_name_can_be_filled_in() -> None:
    say, dispatcher = said()
    say.message("utter_naam", name="Taalhuis")
    assert dispatcher.messages[0]["text"] == "Goed: Taalhuis."


def test_it_knows_which_replies_there_are() -> None:
    say, _ = said()
    assert say.knows("utter_hoor") and not say.knows("utter_onbekend")
    with pytest.raises(KeyError):
        say.pick("utter_onbekend")


@given(st.text(max_size=600))
def test_a_quote_is_short_and_never_ends_its_own_quotation(text: str) -> None:
    shown = quote(text)
    assert len(shown) <= QUOTE
    assert "“" not in shown and "”" not in shown
