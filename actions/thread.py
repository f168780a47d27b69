"""Keeping the thread: opening, coming back to the pending question, stopping, starting over."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import store
from actions.base import Step
from actions.case import Case
from actions.say import Say, quote


class StartSession(Action):
    """A new conversation knows the municipality's own names."""

    def name(self) -> str:
        return "action_session_start"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        names = store.settings()
        return [
            SessionStarted(),
            SlotSet("municipality", names.municipality),
            SlotSet("supporter", names.supporter_name),
            SlotSet("phone", names.phone),
            ActionExecuted("action_listen"),
        ]


class Welcome(Step):
    """The opening words; in the middle of a conversation a short hello."""

    def name(self) -> str:
        return "action_welcome"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        if case.story:
            say.message("utter_welcome_again", *_pending(case), quote=_latest(case))
        elif case.stage == "story":
            say.message("utter_welcome_again", "utter_resume_story")
        else:
            case.stage = "story"
            say.message("utter_welcome")


class Resume(Step):
    """After an interruption: where we were."""

    def name(self) -> str:
        return "action_resume"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        names = _pending(case) or (["utter_resume_story"] if not case.story else [])
        if names:
            say.message(*names, quote=_latest(case))


class StartOver(Step):
    """Forget what was told and begin again; what was already passed on stays with the person."""

    def name(self) -> str:
        return "action_start_over"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        case.__dict__.update(Case(case.conversation_id, stage="story").__dict__)
        say.message("utter_start_over")


class Stop(Step):
    """The resident stops; the story is kept for when they come back."""

    def name(self) -> str:
        return "action_stop"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        if case.stage == "consent":
            from actions.handover import decline

            decline(case, say)
            return
        say.message("utter_stop")


def _pending(case: Case) -> list[str]:
    return [f"utter_resume_{case.stage}"] if case.stage else []


def _latest(case: Case) -> str:
    return quote(case.story[-1]) if case.story else ""
