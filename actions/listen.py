"""Listening: receive what was told, ask one open question at a time, then give back a summary."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions import options
from actions.base import Step
from actions.case import QUESTIONS, Case, cues_of, heard, intent_of
from actions.follow_up import did_not_work
from actions.handover import note_contact
from actions.say import Say, quote
from actions.summary import summarise
from bot.text import words

# Shorter than this, a message after the options is a wish about them, not a new story.
SHORT = 14
# From this many words on there is enough to give back; until then at most this many questions.
ENOUGH_WORDS, MOST_QUESTIONS = 14, 4
# Who asks for an address gets it, without a talk first.
ADDRESS = re.compile(r"\b(een|het|welk|alleen|geef|stuur) (adres|telefoonnummer)\b(?! ‹)", re.IGNORECASE)
SAID_YES = (["ja"], ["klopt"], ["yes"])
# After so many answers that say nothing a person is offered.
PATIENCE = 3


class Hear(Step):
    """Whatever a resident tells, at whatever point of the conversation."""

    def name(self) -> str:
        return "action_hear"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text, scores = heard(tracker)
        intent = intent_of(tracker)
        doors = cues_of(tracker, "closed_door")
        after_options = options.were_shown(case)
        if not text:
            say.message("utter_tell_more")
        elif case.stage == "confirm" and words(text.lower())[:1] in SAID_YES:
            options.confirmed(case, say, text, scores)
        elif ADDRESS.search(text) and (scores or case.story) and case.stage not in ("contact", "consent"):
            case.hear(text, scores)
            options.show(case, say, query=case.query, scores=case.domain_weights, first=not case.options_shown)
        elif case.stage == "contact":
            note_contact(case, say, text)
        elif case.stage == "asked":
            case.hear(text, scores)
            did_not_work(case, say, doors)
        elif options.door_stayed_shut(case, say, tracker):
            pass
        elif after_options and len(words(text)) <= SHORT:
            case.hear(text, scores)
            options.show(case, say, query=text if scores else case.query, scores=scores or case.domain_weights)
        elif not case.story and not scores and intent == "out_of_scope":
            case.stage = "story"
            say.message("utter_out_of_scope")
        elif not case.story and not scores and intent == "frustration":
            case.stage = "story"
            say.message("utter_frustration", "utter_resume_story")
        elif not scores and len(words(text)) < 3 and case.stage not in QUESTIONS:
            puzzled(case, say)
        else:
            tell(case, say, text, scores)


def tell(case: Case, say: Say, text: str, scores: dict[str, float]) -> None:
    """Add to the story; then one more question, or the summary."""
    case.hear(text, scores)
    answer(case, text)
    voice = _voice(case, say, scores)
    opening = f"utter_{voice}_acknowledge" if scores or len(case.story) == 1 else "utter_added"
    go_on(case, say, opening, voice=voice, text=text)


def answer(case: Case, text: str) -> None:
    """Keep the answer to what was asked where the summary looks for it."""
    if case.stage in QUESTIONS and case.stage != "detail":
        case.note(case.stage, [text])


def go_on(case: Case, say: Say, *opening: str, voice: str = "general", text: str = "") -> None:
    """The next open question, the summary when there is enough, or a person where Naast speaks the language little."""
    asked = next_question(case)
    if not say.speaks("utter_summary") and "detail" in case.asked:
        case.stage = "detail"
        say.message(*opening, "utter_language_person")
    elif asked is None:
        summarise(case, say, *opening)
    else:
        case.stage, case.asked = asked, [*case.asked, asked]
        question = f"utter_{voice}_ask" if asked == "detail" else f"utter_ask_{asked}"
        names = [*opening, "utter_quote"] if text and asked == "detail" else list(opening)
        say.message(*names, question if say.speaks(question) else "utter_general_ask", quote=quote(text))


def next_question(case: Case) -> str | None:
    """What was neither asked nor told yet; None when enough was told."""
    told = sum(len(words(text)) for text in case.story)
    if case.asked and (told >= ENOUGH_WORDS or len(case.asked) >= MOST_QUESTIONS):
        return None
    return next((kind for kind in QUESTIONS if kind not in case.asked and not case.known.get(kind)), None)


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
        if not case.story:
            tell(case, say, text, scores)  # there was nothing yet to put right
            return
        # What was heard before may have been wrong: it fades twice as fast.
        case.weigh({})
        case.hear(text, scores)
        case.focus = text
        summarise(case, say, "utter_corrected")


class DontKnow(Step):
    """ "Weet ik niet" and skipped questions: never a dead end, and after some of them a person."""

    def name(self) -> str:
        return "action_dont_know"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text, scores = heard(tracker)
        skips = intent_of(tracker) == "skip_question"
        case.puzzled += not skips  # who skips a question is not lost
        if text and not skips and len(words(text)) >= 3 and case.stage in (None, "story"):
            # "weet niet, gewoon klaar mee" is also a story
            case.story = [*case.story, text]
            case.weigh(scores)
            case.stage, case.asked = "detail", ["detail"]
        if case.puzzled >= PATIENCE:
            case.puzzled = 0
            say.message("utter_puzzled_person")
        elif case.stage in ("confirm", "options", "mode", "consent", "follow_up", "next", "asked"):
            say.message(f"utter_resume_{case.stage}")
        elif case.stage in QUESTIONS and (skips or case.stage != "detail"):
            go_on(case, say, "utter_skipped")
        elif len(case.story) >= 2:
            summarise(case, say, "utter_added")
        else:
            say.message("utter_dont_know")


def puzzled(case: Case, say: Say) -> None:
    """Nothing could be made of the message: ask otherwise, and then offer a person."""
    case.puzzled += 1
    if case.puzzled >= PATIENCE:
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
    return code if code and say.speaks(f"utter_{code}_acknowledge") else "general"
