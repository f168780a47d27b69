"""Rasa and the actions inside one process, for commands and tests: the same turn, without servers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore

from bot.conversation.dialogue import Answer, DialogueDown
from bot.dialogue import engine, speed


class LocalRasa:
    """A `Dialogue` over an agent in this process. Actions run on the database given to `actions.store.use`."""

    def __init__(self, model: Path) -> None:
        from rasa_sdk.executor import ActionExecutor

        speed.remember()
        executor = ActionExecutor()
        executor.register_package("actions")
        self.agent = Agent.load(str(model), action_endpoint=engine.WatchedActions(call=executor.run))
        self.reset()

    def reset(self) -> None:
        """Forget every conversation."""
        store = InMemoryTrackerStore(self.agent.domain)
        self.agent.tracker_store = store
        assert self.agent.processor is not None
        self.agent.processor.tracker_store = store

    async def ask(self, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any]) -> Answer:
        try:
            result = await engine.take_turn(self.agent, conversation_id, message_id, text, metadata)
        except engine.TurnFailed as error:
            raise DialogueDown(str(error)) from error
        return Answer.of(result)

    async def parse(self, text: str) -> dict[str, Any]:
        """What the model makes of one message: intent, domains, language and their scores."""
        assert self.agent.processor is not None
        return dict(await self.agent.processor.parse_message(UserMessage(text)))

    async def ready(self) -> bool:
        return True

    async def forget(self, conversation_id: str) -> None:
        await engine.forget(self.agent, conversation_id)
