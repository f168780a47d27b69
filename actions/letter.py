"""A pasted letter: what is literally in it, in at most five sentences, and never advice."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions.base import Step
from actions.case import Case, heard
from actions.say import Say, quote

STORY = 400  # of a letter the beginning is enough to search with


class ExplainLetter(Step):
    """Say who wrote, what about, what is asked and by when; then what the resident wants with it."""

    def name(self) -> str:
        return "action_letter"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        letter = dict((tracker.latest_message or {}).get("letter") or {})
        _, scores = heard(tracker)
        case.weigh(scores)
        case.asked = [*case.asked, "detail"] if "detail" not in case.asked else case.asked
        if subject := letter.get("subject"):
            case.story = [*case.story, subject]
        for deadline in letter.get("deadlines") or []:
            if deadline["day"]:
                case.note("moments", [{"day": deadline["day"], "said": quote(deadline["said"])}])
        if not say.speaks("utter_letter_close"):
            say.message("utter_language_person")
            return
        case.stage = "letter"
        said = list(_facts(letter, say)) or [say.pick("utter_letter_nothing")]
        say.begin_with(" ".join(said))
        say.message("utter_letter_close")


def _facts(letter: dict[str, Any], say: Say) -> list[str]:
    """At most four sentences; the fifth is the question what to do with it."""
    found = []
    if letter.get("sender"):
        found.append(say.pick("utter_letter_sender", sender=letter["sender"]))
    if letter.get("subject"):
        found.append(say.pick("utter_letter_subject", subject=quote(letter["subject"])))
    deadlines = letter.get("deadlines") or []
    dated = [deadline["said"] for deadline in deadlines[:1]]
    asks = [ask for ask in letter.get("asks") or [] if ask not in dated]  # each sentence is read out once
    found += [say.pick("utter_letter_ask", quote=quote(ask)) for ask in asks[:1]]
    found += [_deadline(deadline, say) for deadline in deadlines[:1]]
    return found


def _deadline(deadline: dict[str, Any], say: Say) -> str:
    if not deadline["day"]:
        return say.pick("utter_letter_term", quote=quote(deadline["said"]))
    day = date.fromisoformat(deadline["day"])
    return say.pick("utter_letter_deadline", date=f"{day.day}-{day.month}-{day.year}", quote=quote(deadline["said"]))
