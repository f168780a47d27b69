"""Keeping the thread: opening, coming back to the pending question, stopping, starting over."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, EventType, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import handover, options, store
from actions.base import Step
from actions.case import Case, intent_of
from actions.say import Say, quote
from actions.summary import for_resident
from bot.followup import service as follow_ups

SAME_ANSWER = {"compliment": "thank", "resume": "back"}
# After these nothing has to follow.
COMPLETE = {"thank", "compliment", "wait", "privacy_other_person"}


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


class Answer(Step):
    """A question about Naast, or something said in passing: answer it, and pick up the thread again."""

    def name(self) -> str:
        return "action_answer"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        intent = intent_of(tracker)
        if options.door_stayed_shut(case, say, tracker):
            return
        names = [f"utter_{SAME_ANSWER.get(intent, intent)}"]
        if intent not in COMPLETE:
            names += _pending(case) or ([] if case.story else ["utter_resume_story"])
        # "Waar waren we?" is answered with what was written down.
        written = for_resident(case, say) if intent == "resume" and case.story else None
        say.message(*names, quote=_latest(case), summary=written)


class AskErase(Step):
    """The resident wants everything gone: ask once, because nobody can bring it back."""

    def name(self) -> str:
        return "action_ask_erase"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        if case.stage == "erase":
            say.erase()
            return
        case.before_erase, case.stage = case.stage, "erase"
        say.message("utter_privacy_delete")


class StartOver(Step):
    """Forget what was told and begin again; what was already passed on stays with the person."""

    def name(self) -> str:
        return "action_start_over"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        case.start_over()
        say.message("utter_start_over")


class Stop(Step):
    """The resident stops; the story is kept for when they come back."""

    def name(self) -> str:
        return "action_stop"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        if case.stage == "consent":
            handover.decline(case, say)
            return
        with store.sessions()() as db:
            asked_later = follow_ups.stop(db, case.conversation_id)
        case.stage = "done" if case.stage in ("asked", "follow_up") else case.stage
        say.message("utter_follow_up_stopped" if asked_later else "utter_stop")


def _pending(case: Case) -> list[str]:
    return [f"utter_resume_{case.stage}"] if case.stage else []


def _latest(case: Case) -> str:
    return quote(case.story[-1]) if case.story else ""
