"""The page a resident takes along: their own words, as a personal plan or to prepare a talk."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions import store
from actions.base import Step
from actions.case import Case
from actions.say import Say
from actions.summary import TOLD, dates
from bot.socialmap import service as social_map


class TakeAway(Step):
    """Make the page of what was told, shown and chosen."""

    def name(self) -> str:
        return "action_take_away"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        if not case.story:
            case.stage = case.stage or "story"
            say.message("utter_take_away_empty")
        else:
            say.message("utter_take_away", page=page(case, say))


def page(case: Case, say: Say) -> dict[str, Any]:
    """`{"title", "language", "parts": [{"heading", "lines"}], "closing"}`; only parts of which something is known."""
    answers = {text for kind in TOLD for text in case.known.get(kind, [])}
    chosen = [f"{case.chosen} ({case.mode})" if case.mode else case.chosen] if case.chosen else []
    parts: dict[str, list[str]] = {
        "story": [text for text in case.story if text not in answers and text != case.focus],
        "focus": [case.focus] if case.focus else [],
        **{kind: list(case.known.get(kind, [])) for kind in TOLD},
        "dates": dates(case),
        "chosen": [text for text in chosen if text],
        "options": _options(case),
    }
    return {
        "title": say.pick("utter_page_title"),
        "language": case.language,
        "parts": [
            {"heading": say.pick(f"utter_page_{name}"), "lines": lines} for name, lines in parts.items() if lines
        ],
        "closing": say.pick("utter_page_use"),
    }


def _options(case: Case) -> list[str]:
    """The services shown last, each with how to reach it, as far as the map knows."""
    with store.sessions()() as db:
        cards = [social_map.details(db, option) for option in case.options]
    return [
        ", ".join(str(part) for part in (card["name"], card.get("phone"), card.get("email"), card.get("url")) if part)
        for card in cards
    ]
