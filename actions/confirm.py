"""Yes and no: what they mean depends on what was asked."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import follow_up, handover, options
from actions.base import Step
from actions.case import QUESTIONS, Case, cues_of, heard
from actions.listen import answer, go_on, puzzled
from actions.say import Say
from actions.summary import summarise
from bot.text import words

TELLING = 0.35  # from this probability on a life domain in a no is something told
# What says yes and nothing more, in "ja klopt dat is het" and "yes that is right".
YES = frozenset(
    {
        *("ja", "jawel", "jep", "klopt", "dat", "is", "het", "zo", "goed", "prima", "hoor", "precies", "helemaal"),
        *("inderdaad", "juist", "echt", "dus", "nu", "oke", "oké", "ok", "doe", "maar", "graag", "mag", "wel", "wil"),
        *("ik", "u", "je", "yes", "yep", "that", "that's", "right", "correct", "it", "the", "fine"),
    }
)


class Affirm(Step):
    """Yes."""

    def name(self) -> str:
        return "action_affirm"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text, scores = heard(tracker)
        # "Ja klopt, en eerst een eigen plek": the part after the yes is what matters most.
        more = text if len([word for word in words(text.lower()) if word not in YES]) >= 3 else ""
        if case.stage == "consent":
            handover.request(case, say, note=more)
        elif case.stage == "contact":
            handover.note_contact(case, say, text)
        elif case.stage == "erase":
            say.erase()
        elif case.stage == "follow_up":
            follow_up.plan(case, say)
        elif case.stage == "next":
            follow_up.take_next(case, say)
        elif case.stage == "asked":
            follow_up.worked(case, say)
        elif case.stage == "confirm" or (case.stage in QUESTIONS and len(case.story) >= 2 and more):
            first = next(tracker.get_latest_entity_values("first"), None)
            options.confirmed(case, say, more, scores, first)
        elif case.stage == "options" and more:
            case.hear(more, scores)
            options.show(case, say, query=more, scores=scores)
        elif case.stage in ("options", "mode"):
            say.message("utter_which_option" if case.stage == "options" else "utter_resume_mode")
        elif more:
            case.hear(more, scores)
            answer(case, more)
            go_on(case, say, "utter_added")
        elif case.stage in QUESTIONS and case.story:
            summarise(case, say)  # "klopt" before there was a summary: then it is time for one
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
        more = len(words(text)) >= 6 and max(scores.values(), default=0.0) >= TELLING
        if case.stage == "consent":
            handover.decline(case, say)
        elif case.stage == "contact":
            handover.note_contact(case, say, "")
        elif case.stage == "erase":
            case.stage = case.before_erase
            say.message("utter_not_erased")
        elif case.stage == "follow_up":
            follow_up.decline(case, say)
        elif case.stage == "next":
            follow_up.leave(case, say)
        elif case.stage == "asked":
            if more:
                case.hear(text, scores)
            follow_up.did_not_work(case, say, cues_of(tracker, "closed_door"))
        elif more and case.stage in ("options", "mode", "done"):
            case.hear(text, scores)
            options.show(case, say, query=text, scores=scores)
        elif more:
            case.hear(text, scores)
            if case.stage == "confirm":
                case.focus = text
                summarise(case, say, "utter_corrected")
            else:
                answer(case, text)
                go_on(case, say, "utter_added")
        elif case.stage == "confirm":
            say.message("utter_ask_correction")
        elif case.stage in ("tried", "network", "wish"):
            answer(case, text or say.pick("utter_word_no"))
            go_on(case, say, "utter_skipped")
        elif case.stage in ("detail", "story") and text and len(words(text)) >= 4:
            case.hear(text, scores)
            go_on(case, say, "utter_added")
        else:
            case.stage = "done" if case.confirmed else case.stage
            say.message("utter_declined")
