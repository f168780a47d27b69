"""The language of the conversation, chosen by the resident."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import store
from actions.base import Step, language_button
from actions.case import Case, heard
from actions.listen import go_on
from actions.say import Say
from bot.languages import DUTCH, POLITE_DUTCH, base


class AskLanguage(Step):
    """Go on in the language that was named; else show the languages there are, each under its own name."""

    def name(self) -> str:
        return "action_ask_language"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        named = store.languages_named(heard(tracker)[0]) - {base(case.language)}
        if len(named) == 1:
            go_on_in(case, say, named.pop())
            return
        buttons = [
            language_button(name, code)
            for code, name in store.language_names().items()
            if code in say.languages() and code not in (POLITE_DUTCH, case.language)
        ]
        say.message("utter_ask_language", buttons=buttons)


class ChooseLanguage(Step):
    """Go on in the language that was chosen, where the conversation is."""

    def name(self) -> str:
        return "action_choose_language"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        go_on_in(case, say, str(next(tracker.get_latest_entity_values("language"), DUTCH)))


def go_on_in(case: Case, say: Say, wanted: str) -> None:
    """Speak the wanted language from here on, and pick up the thread in it."""
    case.language = say.language = wanted if wanted in say.languages() else DUTCH
    case.language_chosen = True
    if case.story and case.stage in (None, "story", "detail"):
        go_on(case, say, "utter_language_chosen")
    else:
        pending = f"utter_resume_{case.stage or 'story'}"
        say.message("utter_language_chosen", *([pending] if say.speaks(pending) else []), quote="")
