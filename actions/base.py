"""The frame of an action: read the case, take one step, write the case back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.case import Case
from actions.say import Say


class Step(Action, ABC):
    """One capability. Subclasses say their name and what they do with a case."""

    @abstractmethod
    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        """Change the case and say what is to be said."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        case = Case.of(tracker)
        case.know(dict((tracker.latest_message or {}).get("cues") or {}))
        self.take(case, Say(dispatcher, tracker, domain), tracker)
        return case.events()
