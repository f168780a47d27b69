"""Afterwards: may I ask whether it worked out, did it, and what else was there to look at."""

from __future__ import annotations

from datetime import timedelta

from rasa_sdk import Tracker

from actions import options, store
from actions.base import Step
from actions.case import Case
from actions.say import Say
from bot.db import utc_now
from bot.followup import service

AFTER = timedelta(days=14)


def offer(case: Case, say: Say, *opening: str) -> None:
    """Close a step: ask whether to come back to it, unless that was settled; then what was left for later."""
    if case.chosen and "follow_up" not in case.asked:
        case.stage, case.asked = "follow_up", [*case.asked, "follow_up"]
        say.message(*opening, "utter_ask_follow_up")
    else:
        _and_then(case, say, *opening)


def plan(case: Case, say: Say) -> None:
    """The resident said yes."""
    due = utc_now() + AFTER
    with store.sessions()() as db:
        service.plan(db, case.conversation_id, due)
    _and_then(case, say, "utter_follow_up_planned", day=f"{due.day}-{due.month}-{due.year}")


def decline(case: Case, say: Say) -> None:
    _and_then(case, say, "utter_follow_up_declined")


def take_next(case: Case, say: Say) -> None:
    """Yes, look at the other thing now: nothing of the story is asked again."""
    code, *case.later = case.later
    options.show(case, say, query=case.query, scores={code: 1.0})


def leave(case: Case, say: Say) -> None:
    case.stage = "done"
    say.message("utter_later")


def worked(case: Case, say: Say) -> None:
    _answered(case)
    _and_then(case, say, "utter_follow_up_good")


def did_not_work(case: Case, say: Say, doors: list[str]) -> None:
    """The conversation goes on where it was: another route, and a person."""
    _answered(case)
    options.show(case, say, query=case.query, scores=case.domain_weights, doors=doors or ["failed"])


def _answered(case: Case) -> None:
    with store.sessions()() as db:
        service.stop(db, case.conversation_id)


def _and_then(case: Case, say: Say, *opening: str, day: str = "") -> None:
    if case.later:
        case.stage = "next"
        say.message(*opening, "utter_next_domain", label=say.pick(f"utter_{case.later[0]}_label"), date=day)
    else:
        case.stage = "done"
        say.message(*opening, date=day)


class Ask(Step):
    """The time has come: the front door asks for this step, not the resident."""

    def name(self) -> str:
        return "action_follow_up"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        if case.chosen:
            case.stage = "asked"
            say.message("utter_follow_up", name=case.chosen)


class Worked(Step):
    """It worked out."""

    def name(self) -> str:
        return "action_follow_up_good"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        worked(case, say)


class DidNotWork(Step):
    """It did not work out."""

    def name(self) -> str:
        return "action_follow_up_failed"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        did_not_work(case, say, [])
