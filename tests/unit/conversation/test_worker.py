"""The worker: one turn at a time in a conversation, conversations beside one another, and on after an outage."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.conversation import worker as module
from bot.conversation.dialogue import Answer, DialogueDown
from bot.conversation.messages import Reply
from bot.conversation.worker import Worker

from .conftest import FakeDialogue, World


class SlowDialogue(FakeDialogue):
    """Counts how many turns run at once, in a conversation and in all."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []
        self.most_in_one = self.most = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def ask(self, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any]) -> Answer:
        if self.down:
            raise DialogueDown("down")
        self.running.append(conversation_id)
        self.most = max(self.most, len(self.running))
        self.most_in_one = max(self.most_in_one, self.running.count(conversation_id))
        try:
            await self.gate.wait()
            await asyncio.sleep(0.005)
        finally:
            self.running.remove(conversation_id)
        self.asked.append((conversation_id, message_id, text))
        return Answer([Reply(f"hoor: {text}")])


async def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    for _ in range(int(seconds / 0.01)):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def run(world: World, play: Callable[[SlowDialogue], Awaitable[None]]) -> None:
    async def main() -> None:
        dialogue = SlowDialogue()
        world.dialogue = dialogue
        world.parts = module.Parts(
            world.sessions, world.parts.redactor, world.parts.safety, dialogue, world.parts.phrases
        )
        await play(dialogue)

    asyncio.run(main())


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.02)


def test_turns_of_one_conversation_follow_one_another(world: World) -> None:
    async def play(dialogue: SlowDialogue) -> None:
        async with Worker(world.parts) as worker:
            for number in range(6):
                receipt = world.receive(f"bericht {number}")
                worker.wake(receipt.conversation_id)
                worker.wake(receipt.conversation_id)
            await until(lambda: len(world.sent()) == 6)
        assert dialogue.most_in_one == 1
        assert world.sent() == [f"hoor: bericht {number}" for number in range(6)]

    run(world, play)


def test_conversations_do_not_wait_for_one_another(world: World) -> None:
    async def play(dialogue: SlowDialogue) -> None:
        dialogue.gate.clear()
        async with Worker(world.parts) as worker:
            for who in "abc":
                worker.wake(world.receive("hallo daar", who=who).conversation_id)
            await until(lambda: dialogue.most == 3)
            dialogue.gate.set()
            await until(lambda: all(world.sent(who) for who in "abc"))

    run(world, play)


def test_a_message_that_comes_during_a_turn_is_answered_too(world: World) -> None:
    async def play(dialogue: SlowDialogue) -> None:
        dialogue.gate.clear()
        async with Worker(world.parts) as worker:
            worker.wake(world.receive("een ding").conversation_id)
            await until(lambda: bool(dialogue.running))
            worker.wake(world.receive("nog een ding").conversation_id)
            dialogue.gate.set()
            await until(lambda: len(world.sent()) == 2)
        assert dialogue.most_in_one == 1

    run(world, play)


def test_what_was_pending_before_the_start_is_answered(world: World) -> None:
    async def play(dialogue: SlowDialogue) -> None:
        world.receive("van voor de herstart")
        async with Worker(world.parts):
            await until(lambda: world.sent() == ["hoor: van voor de herstart"])

    run(world, play)


def test_after_an_outage_everything_is_answered_without_a_new_message(world: World) -> None:
    async def play(dialogue: SlowDialogue) -> None:
        dialogue.down = True
        told: list[str] = []
        async with Worker(world.parts) as worker:
            worker.after_turn = told.append
            for who in "ab":
                worker.wake(world.receive("een ding", who=who).conversation_id)
                worker.wake(world.receive("nog een ding", who=who).conversation_id)
            await asyncio.sleep(0.1)
            assert world.sent() == []
            dialogue.down = False
            await until(lambda: all(len(world.sent(who)) == 2 for who in "ab"))
        assert world.sent() == ["hoor: een ding", "hoor: nog een ding"]
        assert {world.conversation(who).id for who in "ab"} <= set(told)

    run(world, play)


def test_a_turn_that_breaks_does_not_stop_the_worker(world: World) -> None:
    async def play(dialogue: SlowDialogue) -> None:
        broken = True

        def ring(conversation_id: str) -> None:
            if broken:
                raise RuntimeError("no bell")

        async with Worker(world.parts) as worker:
            worker.after_turn = ring
            worker.wake(world.receive("een ding").conversation_id)
            await until(lambda: len(world.sent()) == 1)
            broken = False
            worker.wake(world.receive("nog een ding").conversation_id)
            await until(lambda: len(world.sent()) == 2)

    run(world, play)


def test_nothing_runs_on_after_the_end(world: World) -> None:
    async def play(dialogue: SlowDialogue) -> None:
        dialogue.gate.clear()
        async with Worker(world.parts) as worker:
            worker.wake(world.receive("een ding").conversation_id)
            await until(lambda: bool(dialogue.running))
            worker.wake(world.receive("nog een ding").conversation_id)
        await asyncio.sleep(0.05)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert [row.status for row in world.stored()] == ["pending", "pending"]

    run(world, play)
