"""Yes and no: what they mean depends on what was asked."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import handover, options
from actions.base import Step
from actions.case import Case, heard
from actions.listen import puzzled, summarise
from actions.say import Say
from bot.text import words


class Affirm(Step):
    """Yes."""

    def name(self) -> str:
        return "action_affirm"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text, scores = heard(tracker)
        # "Ja klopt, en eerst een eigen plek": the part after the yes is what matters most.
        more = text if len(words(text)) >= 5 else ""
        if case.stage == "consent":
            handover.request(case, say, note=more)
        elif case.stage == "contact":
            handover.note_contact(case, say, text)
        elif case.stage == "confirm" or (case.stage == "detail" and len(case.story) >= 2):
            case.confirmed = True
            if more:
                case.focus = more
                case.weigh(scores)
            options.show(case, say, query=case.query, scores=case.domain_weights, first=True)
        elif case.stage == "options" and more:
            case.hear(more, scores)
            options.show(case, say, query=more, scores=scores)
        elif case.stage in ("options", "mode"):
            say.message("utter_which_option" if case.stage == "options" else "utter_resume_mode")
        elif more:
            case.hear(more, scores)
            summarise(case, say, "utter_added")
        elif case.story:
            say.message("utter_tell_more")
        else:
            puzzled(case, say)


class Deny(Step):
    """No."""

    def name(self) -> str:
        return "action_deny"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text, scores = heard(tracker)
        more = len(words(text)) >= 6 and bool(scores)
        if case.stage == "consent":
            handover.decline(case, say)
        elif case.stage == "contact":
            handover.note_contact(case, say, "")
        elif more and case.stage in ("options", "mode", "done"):
            case.hear(text, scores)
            options.show(case, say, query=text, scores=scores)
        elif more:
            case.hear(text, scores)
            if case.stage == "confirm":
                case.focus = text
            summarise(case, say, "utter_corrected" if case.stage == "confirm" else "utter_added")
        elif case.stage == "confirm":
            say.message("utter_ask_correction")
        elif case.stage in ("detail", "story") and text and len(words(text)) >= 4:
            case.hear(text, scores)
            summarise(case, say, "utter_added")
        else:
            case.stage = "done" if case.confirmed else case.stage
            say.message("utter_declined")
