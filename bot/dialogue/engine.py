"""One whole turn over a Rasa agent: it happens completely, or not at all, and never twice.

Rasa by itself goes on when an action fails, and handles a repeated message as a new one. Here a turn in which the
action server did not answer is not saved, and a message id that was handled before gets the replies it got then. So
the front door may simply ask again.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, Protocol

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.learning.memory import remember_json

CHANNEL = "naast"
SESSION_TURNS = 8
_action_failed: ContextVar[list[str]] = ContextVar("naast_action_failed")


class TurnFailed(Exception):
    """The turn could not be completed; the conversation is as it was before."""


class ActionCaller(Protocol):
    """How one custom action is run: takes the action server's JSON request, gives its JSON response."""

    async def __call__(self, request: dict[str, Any]) -> Any: ...


class WatchedActions(EndpointConfig):
    """The action endpoint, remembering that a call failed during this turn (Rasa only logs it)."""

    def __init__(self, call: ActionCaller | None = None, inner: EndpointConfig | None = None) -> None:
        super().__init__(url=inner.url if inner else "http://in-process")
        self._call, self._inner = call, inner

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        try:
            if self._call is not None:
                return await self._call(kwargs["json"])
            assert self._inner is not None
            return await self._inner.request(*args, **kwargs)
        except Exception as error:
            # A 400 is the action server's way to say "this action rejects to run", not a failure.
            if getattr(error, "status", None) != 400 and (failed := _action_failed.get(None)) is not None:
                failed.append(type(error).__name__)
            raise


async def take_turn(
    agent: Agent, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Handle one message.

    Returns:
        `{"replies": [message of the collecting channel, …], "domains": [code, …], "language": code or None}`

    Raises:
        TurnFailed: an action failed; the tracker is as it was before.
    """
    failed: list[str] = []
    token = _action_failed.set(failed)
    processor, channel = agent.processor, CollectingOutputChannel()
    try:
        async with agent.lock_store.lock(conversation_id):
            tracker = await processor.fetch_tracker_and_update_session(conversation_id, channel, metadata)
            if (replies := _replies_to(tracker, message_id)) is not None:
                return _result(tracker, replies)
            _shorten(tracker)
            # What was asked last helps to understand the answer.
            about = {**(metadata or {}), "stage": tracker.get_slot("stage")}
            about["overheard"] = [await _understood(agent, earlier) for earlier in about.get("overheard") or []]
            remember_json(text, about.pop("vector", None))
            message = UserMessage(
                text, channel, conversation_id, input_channel=CHANNEL, message_id=message_id, metadata=about
            )
            # The steps of `MessageProcessor.handle_message`, which would save the tracker even when an action failed.
            await processor._handle_message_with_tracker(message, tracker)
            tracker = await processor.run_action_extract_slots(channel, tracker)
            await processor._run_prediction_loop(channel, tracker)
            if failed:
                raise TurnFailed(failed[0])
            await processor.save_tracker(tracker)
            return _result(tracker, _replies_to(tracker, message_id) or [])
    finally:
        _action_failed.reset(token)


async def forget(agent: Agent, conversation_id: str) -> None:
    """Delete a conversation from the tracker store."""
    # Rasa wraps the configured store in one that catches failures, and that one knows no deleting.
    store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
    delete = getattr(store, "delete_conversation", None)
    if delete is not None:
        await delete(conversation_id)


async def _understood(agent: Agent, text: str) -> dict[str, Any]:
    """A message that was answered elsewhere, with what the model makes of it: actions read it like the latest one."""
    return dict(await agent.processor.parse_message(UserMessage(text, input_channel=CHANNEL)))


def _shorten(tracker: DialogueStateTracker) -> None:
    """Begin a new session that carries the slots, so that the hundredth turn costs what the fifth does.

    Rasa reads and replays every event of a session in every turn, and loads only the newest session.
    """
    started = max((n for n, event in enumerate(tracker.events) if isinstance(event, SessionStarted)), default=0)
    turns = sum(isinstance(event, UserUttered) for event in list(tracker.events)[started:])
    if turns < SESSION_TURNS:
        return
    slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
    for event in (
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *(SlotSet(*slot) for slot in slots.items()),
    ):
        tracker.update(event)
    tracker.update(ActionExecuted(ACTION_LISTEN_NAME))


def _replies_to(tracker: DialogueStateTracker, message_id: str) -> list[dict[str, Any]] | None:
    """What was said after this message, or None when the tracker doesn't have it (or it was taken back)."""
    replies: list[dict[str, Any]] = []
    for event in reversed(tracker.applied_events()):
        if isinstance(event, BotUttered):
            replies.append(_message(event))
        elif isinstance(event, UserUttered):
            return list(reversed(replies)) if event.message_id == message_id else None
    return None


def _message(event: BotUttered) -> dict[str, Any]:
    data = event.data or {}
    return {"text": event.text, "buttons": data.get("buttons") or [], "custom": data.get("custom") or {}}


def _result(tracker: DialogueStateTracker, replies: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "replies": replies,
        "domains": list(tracker.get_slot("domains") or []),
        "language": tracker.get_slot("language"),
    }
