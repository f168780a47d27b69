"""A whole turn over Rasa: completely or not at all, and never twice."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from actions import store
from bot.conversation.dialogue import DialogueDown
from bot.db import Sessions
from bot.dialogue import engine
from bot.dialogue.local import LocalRasa
from bot.handover import service

pytestmark = pytest.mark.slow

NEED = "ik kan de huur niet meer betalen en de deurwaarder belt steeds"


@pytest.fixture
def conversation_id(rasa: LocalRasa, sessions: Sessions) -> str:
    """A new conversation; the actions work on this test's database."""
    rasa.reset()
    store.use(sessions)
    with sessions() as db:
        return str(service.open_conversation(db, "web", "a").id)


def turn(rasa: LocalRasa, conversation_id: str, message_id: str, text: str) -> dict[str, Any]:
    return asyncio.run(engine.take_turn(rasa.agent, conversation_id, message_id, text, {"channel": "web"}))


def slots(rasa: LocalRasa, conversation_id: str) -> dict[str, Any]:
    tracker = asyncio.run(rasa.agent.tracker_store.retrieve(conversation_id))
    assert tracker is not None
    return dict(tracker.current_slot_values())


def events(rasa: LocalRasa, conversation_id: str) -> int:
    tracker = asyncio.run(rasa.agent.tracker_store.retrieve(conversation_id))
    return len(tracker.events) if tracker is not None else 0


def broken(rasa: LocalRasa, monkeypatch: pytest.MonkeyPatch, error: Exception, only: str = "") -> None:
    endpoint: Any = rasa.agent.action_endpoint
    works = endpoint._call

    async def call(request: dict[str, Any]) -> Any:
        if request["next_action"].startswith(only):
            raise error
        return await works(request)

    monkeypatch.setattr(endpoint, "_call", call)


def test_a_turn_gives_replies_and_the_domains_heard(rasa: LocalRasa, conversation_id: str) -> None:
    result = turn(rasa, conversation_id, "m1", NEED)
    assert result["replies"] and all(reply["text"] for reply in result["replies"])
    assert "geld" in result["domains"]


def test_a_repeated_message_gives_the_same_replies_and_changes_nothing(rasa: LocalRasa, conversation_id: str) -> None:
    first = turn(rasa, conversation_id, "m1", NEED)
    before = slots(rasa, conversation_id), events(rasa, conversation_id)
    assert turn(rasa, conversation_id, "m1", NEED) == first
    assert (slots(rasa, conversation_id), events(rasa, conversation_id)) == before


def test_a_turn_with_a_failed_action_is_taken_back(
    rasa: LocalRasa, conversation_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(rasa, conversation_id, "m1", NEED)
    before = slots(rasa, conversation_id)
    with monkeypatch.context() as patch:
        broken(rasa, patch, ConnectionError("no action server"))
        with pytest.raises(engine.TurnFailed):
            turn(rasa, conversation_id, "m2", "vooral de brieven maken me bang")
    assert slots(rasa, conversation_id) == before
    again = turn(rasa, conversation_id, "m2", "vooral de brieven maken me bang")
    assert again["replies"]
    assert slots(rasa, conversation_id)["story"] == [NEED, "vooral de brieven maken me bang"]


def test_the_very_first_turn_can_fail_and_be_asked_again(
    rasa: LocalRasa, conversation_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        broken(rasa, patch, ConnectionError("no action server"))
        with pytest.raises(engine.TurnFailed):
            turn(rasa, conversation_id, "m1", "/welcome")
    again = turn(rasa, conversation_id, "m1", "/welcome")
    assert [bool(reply["text"]) for reply in again["replies"]] == [True]
    asked = turn(rasa, conversation_id, "m2", "ik wil iemand spreken")
    assert "{" not in asked["replies"][0]["text"]
    assert slots(rasa, conversation_id)["municipality"] == "Waterrijk"


def test_a_fixed_reply_before_a_failed_action_is_not_given_twice(
    rasa: LocalRasa, conversation_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(rasa, conversation_id, "m1", "/welcome")
    with monkeypatch.context() as patch:
        broken(rasa, patch, ConnectionError("no action server"), only="action_answer")
        with pytest.raises(engine.TurnFailed):
            turn(rasa, conversation_id, "m2", "/who_are_you")
    texts = [reply["text"] for reply in turn(rasa, conversation_id, "m2", "/who_are_you")["replies"]]
    assert len(texts) == len(set(texts)) > 0


def test_local_rasa_reports_a_failed_turn_as_an_engine_that_is_down(
    rasa: LocalRasa, conversation_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(rasa, monkeypatch, ConnectionError("no action server"))
    with pytest.raises(DialogueDown):
        asyncio.run(rasa.ask(conversation_id, "m1", NEED, {}))


def test_conversations_know_nothing_of_one_another(rasa: LocalRasa, conversation_id: str) -> None:
    turn(rasa, conversation_id, "m1", NEED)
    other = turn(rasa, "another", "m1", "/resume")
    assert not any("huur" in reply["text"] for reply in other["replies"])
    assert other["domains"] == []


def test_quoted_braces_stay_what_the_resident_typed(rasa: LocalRasa, conversation_id: str) -> None:
    text = "mijn brief zegt {naam} en {0} over de huur die ik niet betaal"
    replies = turn(rasa, conversation_id, "m1", text)["replies"]
    assert "{naam}" in " ".join(reply["text"] for reply in replies)


def test_a_corrected_summary_is_taken_word_for_word(rasa: LocalRasa, conversation_id: str) -> None:
    turn(rasa, conversation_id, "m1", NEED)
    turn(rasa, conversation_id, "m2", '/correct_summary{"text": "– Het gaat om \\"de huur\\"\\n– en {rust}"}')
    assert slots(rasa, conversation_id)["story"] == ['Het gaat om "de huur"', "en {rust}"]


def test_what_the_safety_net_answered_belongs_to_the_story(rasa: LocalRasa, conversation_id: str) -> None:
    earlier = "mijn moeder heeft dementie en ik zorg voor haar, kunt u meedenken"
    metadata = {"channel": "web", "overheard": [earlier]}
    asyncio.run(engine.take_turn(rasa.agent, conversation_id, "m1", "ik slaap ook niet meer", metadata))
    known = slots(rasa, conversation_id)
    assert known["story"][0] == earlier and len(known["story"]) == 2
    assert "mantelzorg" in known["domain_weights"]
    assert known["language"] == "nl-u"
