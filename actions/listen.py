"""Listening: receive what was told, ask one open question, then give back a summary."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import options
from actions.base import Step
from actions.case import Case, heard
from actions.handover import note_contact
from actions.say import Say, quote
from actions.summary import for_resident
from bot.text import words

# Shorter than this, a message after the options is a wish about them, not a new story.
SHORT = 14


class Hear(Step):
    """Whatever a resident tells, at whatever point of the conversation."""

    def name(self) -> str:
        return "action_hear"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text, scores = heard(tracker)
        intent = (tracker.latest_message.get("intent") or {}).get("name")
        if not text:
            say.message("utter_tell_more")
        elif case.stage == "contact":
            note_contact(case, say, text)
        elif case.stage in ("options", "mode", "done") and case.confirmed and len(words(text)) <= SHORT:
            case.hear(text, scores)
            options.show(case, say, query=text if scores else case.query, scores=scores or case.domain_weights)
        elif not case.story and not scores and intent == "out_of_scope":
            case.stage = "story"
            say.message("utter_out_of_scope")
        elif not case.story and not scores and intent == "frustration":
            case.stage = "story"
            say.message("utter_frustration", "utter_resume_story")
        elif not scores and len(words(text)) < 3:
            puzzled(case, say)
        else:
            self._tell(case, say, text, scores)

    def _tell(self, case: Case, say: Say, text: str, scores: dict[str, float]) -> None:
        first = not case.story
        case.hear(text, scores)
        if first:
            case.stage = "detail"
            main = _voice(case, say, scores)
            say.message(f"utter_{main}_acknowledge", "utter_quote", f"utter_{main}_ask", quote=quote(text))
        else:
            summarise(case, say, f"utter_{_voice(case, say, scores)}_acknowledge" if scores else "utter_added")


class Correct(Step):
    """The resident puts right what the assistant understood."""

    def name(self) -> str:
        return "action_correct"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text, scores = heard(tracker)
        if not text:
            say.message("utter_ask_correction")
            return
        if case.stage == "contact":
            note_contact(case, say, text)
            return
        # What was heard before may have been wrong: it fades twice as fast.
        case.weigh({})
        case.hear(text, scores)
        case.focus = text
        summarise(case, say, "utter_corrected")


class ReplaceSummary(Step):
    """The resident rewrote the summary: it is theirs, word for word."""

    def name(self) -> str:
        return "action_replace_summary"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text = str(next(tracker.get_latest_entity_values("text"), "") or "")
        lines = [line.strip("–- \t") for line in text.splitlines() if line.strip("–- \t")]
        if not lines:
            say.message("utter_ask_correction")
            return
        case.story, case.focus = lines, None
        summarise(case, say, "utter_corrected")


class DontKnow(Step):
    """ "Weet ik niet" and skipped questions: never a dead end, and after three of them a person."""

    def name(self) -> str:
        return "action_dont_know"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text, scores = heard(tracker)
        case.puzzled += 1
        if text and len(words(text)) >= 3 and case.stage in (None, "story"):
            # "weet niet, gewoon klaar mee" is also a story
            case.story = [*case.story, text]
            case.weigh(scores)
            case.stage = "detail"
        if case.puzzled >= 3:
            case.puzzled = 0
            say.message("utter_puzzled_person")
        elif case.stage in ("confirm", "options", "mode", "consent"):
            say.message(f"utter_resume_{case.stage}")
        elif len(case.story) >= 2:
            summarise(case, say, "utter_added")
        else:
            say.message("utter_dont_know")


def summarise(case: Case, say: Say, *opening: str) -> None:
    """Give back what was heard and ask whether it is right."""
    case.stage, case.confirmed = "confirm", False
    say.message(*opening, "utter_summary", summary=for_resident(case, say))


def puzzled(case: Case, say: Say) -> None:
    """Nothing could be made of the message: ask otherwise, and then offer a person."""
    case.puzzled += 1
    if case.puzzled >= 3:
        case.puzzled = 0
        say.message("utter_puzzled_person")
    elif not case.story:
        case.stage = "story"
        say.message("utter_ask_story")
    else:
        say.message("utter_puzzled")


def _voice(case: Case, say: Say, scores: dict[str, float]) -> str:
    """Whose sentences fit: those of the domain this message is most about, else the general ones."""
    code = max(scores, key=lambda c: scores[c]) if scores else None
    return code if code and say.knows(f"utter_{code}_acknowledge") else "general"
