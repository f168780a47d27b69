"""Turns when things go wrong: an outage, a message that keeps failing, and everything deleted in between."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.conversation import turn
from bot.db import utc_now
from bot.handover import service

from .conftest import World

LATER = turn.PATIENCE + timedelta(seconds=1)


def test_an_outage_is_told_once_and_then_everything_is_answered_in_order(world: World) -> None:
    world.dialogue.down = True
    world.receive("een ding")
    world.receive("nog een ding")
    assert world.answer() is False
    assert turn.tell_outage(world.parts, utc_now()) == []
    conversation_id = world.conversation().id
    assert turn.tell_outage(world.parts, utc_now() + LATER) == [conversation_id]
    assert turn.tell_outage(world.parts, utc_now() + LATER) == []
    assert turn.pending_conversations(world.parts) == [conversation_id]
    world.dialogue.down = False
    assert world.answer() is True
    assert world.sent() == [world.phrase("outage"), "hoor: een ding", "hoor: nog een ding"]
    assert turn.pending_conversations(world.parts) == []


def test_the_next_outage_is_told_again(world: World) -> None:
    for text in ("een ding", "nog een ding"):
        world.dialogue.down = True
        world.receive(text)
        assert len(turn.tell_outage(world.parts, utc_now() + LATER)) == 1
        world.dialogue.down = False
        world.answer()


def test_a_conversation_deleted_during_a_turn_stays_deleted(world: World) -> None:
    def delete() -> None:
        with world.sessions() as db:
            found = service.find_conversation(db, "web", "a")
            assert found is not None
            service.forget(db, found.id)

    world.receive("de huur is te hoog")
    conversation_id = world.conversation().id
    world.dialogue.meanwhile = delete
    assert world.answer() is True
    assert world.sent() == [] and world.stored() == []
    # The engine kept its own record of the turn that it was just busy with.
    assert world.dialogue.forgotten == [conversation_id]


def test_a_message_that_keeps_failing_gets_an_honest_word_and_holds_nothing_up(world: World) -> None:
    world.dialogue.fails_on = "een ding"
    world.receive("een ding")
    world.receive("nog een ding")
    for _ in range(turn.MOST_ATTEMPTS - 1):
        assert world.answer() is False
        assert world.sent() == []
    assert world.answer() is True
    assert world.sent() == [world.phrase("server_error"), "hoor: nog een ding"]


def test_an_outage_is_not_held_against_a_message(world: World) -> None:
    world.receive("een ding")
    world.dialogue.down = True
    for _ in range(turn.MOST_ATTEMPTS + 2):
        assert world.answer() is False
    world.dialogue.down = False
    world.answer()
    assert world.sent() == ["hoor: een ding"]


@pytest.mark.parametrize("owner", ["assistant", "waiting", "with_supporter"])
def test_erasing_leaves_nothing_but_the_word_that_it_is_done(world: World, owner: str) -> None:
    world.say("geheim verhaal")
    if owner != "assistant":
        world.hand_over(owner)
    world.offer("Wis alles", turn.ERASE)
    before = world.conversation().id
    world.say("Wis alles", turn.ERASE)
    assert world.dialogue.forgotten == [before]
    assert world.conversation().id != before
    assert world.stored() == [] and world.sent() == [world.phrase("erased")]


def test_erasing_waits_for_the_engine_so_that_it_forgets_too(world: World) -> None:
    world.say("geheim verhaal")
    world.offer("Wis alles", turn.ERASE)
    world.dialogue.down = True
    world.receive("Wis alles", turn.ERASE)
    assert world.answer() is False
    world.dialogue.down = False
    assert world.answer() is True
    assert world.sent() == [world.phrase("erased")]


def test_typing_the_word_for_erasing_erases_nothing(world: World) -> None:
    world.say("geheim verhaal")
    world.say("wissen", turn.ERASE)
    assert world.dialogue.texts == ["geheim verhaal", "wissen"] and world.dialogue.forgotten == []
