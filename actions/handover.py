"""A person: preview, consent, passing on, taking back. Nothing goes to anyone without a yes."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import follow_up, store
from actions.base import Step
from actions.case import Case, heard
from actions.say import Say
from actions.summary import for_resident, for_supporter
from bot.handover import service
from bot.socialmap import service as social_map
from bot.text import words

SAID_YES = [["ja"], ["yes"], ["tak"], ["evet"], ["так"], ["نعم"]]


def preview(case: Case, say: Say) -> None:
    """Show what would be passed on, and ask."""
    with store.sessions()() as db:
        current = service.current(db, case.conversation_id)
        if current is None:
            service.preview(db, case.conversation_id)
    if current is not None:
        case.stage = "contact"
        say.message("utter_already_requested", reference=current.reference)
        return
    asked_before, case.stage = case.stage == "consent", "consent"
    if asked_before:
        say.message("utter_resume_consent")
    elif case.story:
        say.message("utter_preview", summary=for_resident(case, say))
    else:
        say.message("utter_preview_empty")


def request(case: Case, say: Say, note: str = "") -> None:
    """The resident said yes: store it, and only then say that it is passed on."""
    consent = say.pick("utter_preview")
    with store.sessions()() as db:
        shown = [social_map.details(db, option)["name"] for option in case.options_shown]
        summary = for_supporter(case, say, shown=shown, contact=note or None)
        reference = service.request(db, case.conversation_id, summary, consent).reference
    case.stage = "contact"
    say.message("utter_requested", reference=reference)


def leave(case: Case) -> None:
    """What was only offered is off the table."""
    if case.stage == "consent":
        with store.sessions()() as db:
            service.withdraw(db, case.conversation_id)


def decline(case: Case, say: Say) -> None:
    """The resident said no: nothing is passed on."""
    leave(case)
    case.stage = "options" if case.options else ("detail" if case.story else None)
    say.message("utter_not_requested")


def note_contact(case: Case, say: Say, text: str) -> None:
    """Add a wish about how and when to be reached to what the supporter reads."""
    if len(words(text)) >= 2:
        with store.sessions()() as db:
            current = service.current(db, case.conversation_id)
            if current is not None:
                already = current.summary.get("contact")
                current.summary = {**current.summary, "contact": f"{already}; {text}" if already else text}
    follow_up.offer(case, say, "utter_contact_noted")


class AskHuman(Step):
    """The resident wants a person: always possible, at once."""

    def name(self) -> str:
        return "action_ask_human"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        text, scores = heard(tracker)
        if case.stage == "consent" and words(text.lower())[:1] in SAID_YES:
            request(case, say)  # "ja, verbind me met een mens"
            return
        if scores and len(words(text)) >= 8:
            case.hear(text, scores)
        preview(case, say)


class Withdraw(Step):
    """The resident takes a handover back."""

    def name(self) -> str:
        return "action_withdraw"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        with store.sessions()() as db:
            gone = service.withdraw(db, case.conversation_id)
        case.stage = "done" if case.confirmed else ("detail" if case.story else None)
        say.message("utter_withdrawn" if gone is not None else "utter_nothing_to_withdraw")
