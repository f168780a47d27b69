"""The frame of an action: read the case, hear in what language is spoken, take one step, write the case back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.case import Case, cues_of, heard
from actions.say import Say
from bot.languages import DUTCH, POLITE_DUTCH, base
from bot.text import says_u, words

# Fewer words say too little about the language they are in, above all in the middle of a conversation.
TELLING, TELLING_LATER = 3, 5


class Step(Action, ABC):
    """One capability. Subclasses say their name and what they do with a case."""

    @abstractmethod
    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        """Change the case and say what is to be said."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        case = Case.of(tracker)
        message = tracker.latest_message or {}
        for earlier in (message.get("metadata") or {}).get("overheard") or []:
            case.overhear(earlier)
            _mirror_address(case, earlier["text"])
        case.know(dict(message.get("cues") or {}))
        say = Say(dispatcher, tracker, domain, case.language)
        _hear_language(case, say, tracker)
        self.take(case, say, tracker)
        return case.events()


def language_button(title: str, code: str) -> dict[str, str]:
    """Goes on in a language when it is pressed."""
    return {"title": title, "payload": f'/choose_language{{"language": "{code}"}}'}


def _mirror_address(case: Case, text: str) -> None:
    """Who says `u` is answered with `u`."""
    if base(case.language) == DUTCH and says_u(text):
        case.language = POLITE_DUTCH


def _hear_language(case: Case, say: Say, tracker: Tracker) -> None:
    """Go on in the language that is typed, where Naast speaks it, and offer the way back; a choice is kept to."""
    text, _ = heard(tracker)
    found = str((tracker.latest_message or {}).get("language") or DUTCH)
    if found == DUTCH:
        _mirror_address(case, text)
        say.language = case.language
    if "nederlands" in cues_of(tracker, "language") and found == DUTCH and "language" not in case.asked:
        case.asked = [*case.asked, "language"]
        other = {"title": say.pick("utter_word_other_language"), "payload": "/ask_language"}
        say.begin_with(say.pick("utter_own_language"), [other])
    needed = TELLING if not case.story else TELLING_LATER
    if case.language_chosen or found == base(case.language) or len(words(text)) < needed:
        return
    if found in say.languages():
        case.language = say.language = found
        back = language_button(say.pick("utter_language_back", DUTCH), DUTCH)
        say.begin_with(say.pick("utter_language_noticed"), [] if found == DUTCH else [back])
