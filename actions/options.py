"""Options from the social map: at most three, one of them always a person, each with its reason."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions import store
from actions.base import Step
from actions.case import Case, cues_of, heard, intent_of
from actions.say import Say
from actions.summary import CLEAR, first_choice, several
from bot.languages import DUTCH, base
from bot.socialmap import gaps
from bot.socialmap import service as social_map
from bot.text import words

NUMBERS = {
    **{"eerste": 1, "een": 1, "1": 1, "tweede": 2, "twee": 2, "2": 2, "derde": 3, "drie": 3, "3": 3, "laatste": 3},
    **{"first": 1, "second": 2, "two": 2, "third": 3, "three": 3, "last": 3},
}
LONG_LASTING = {"langdurig_ziek", "dementie", "zorgkind"}
VISIT = re.compile(r"\b(langs\w*|inloop\w*|spreekuur\w*|loket\w*|balie)\b", re.IGNORECASE)


def show(
    case: Case,
    say: Say,
    *,
    query: str | list[str],
    scores: dict[str, float],
    first: bool = False,
    doors: list[str] | None = None,
) -> None:
    """Show what fits; plainly say so when nothing does, and then what comes near. Nothing is shown twice.

    `doors` are the ways in which a door stayed shut: then it is another route, and never the same one again.
    """
    if not say.speaks("utter_options"):
        say.message("utter_language_person")
        return
    domains = sorted(scores, key=lambda code: -scores[code]) or case.domains
    if base(say.language) != DUTCH and domains:
        query = ""  # the map is in Dutch, so the words of another language find nothing on it
    seen = set() if first else set(case.options_shown)
    with store.sessions()() as db:
        found = social_map.options(db, query, domains, exclude=seen)
        near = not found.confident and bool(domains)
        if near:
            found = social_map.options(db, "", domains, exclude=seen)
            gaps.record(db, domains, case.known.get("life_event", []), case.known.get("place"))
    again = case.stage == "options"
    case.options = found.ids
    case.options_shown = list(dict.fromkeys([*case.options_shown, *found.ids[:-1]]))
    case.stage, case.chosen, case.mode = "options", None, None
    if len(found.cards) < 2:
        say.message("utter_no_more_options" if again else "utter_no_options", organisations=found.cards)
        return
    shut = doors if doors is not None else case.known.get("closed_door", []) if first else []
    names = [f"utter_door_{shut[0]}"] if shut else ["utter_help_gone"] if first and _help_gone(case) else []
    names.append("utter_near_options" if near else "utter_options" if first else "utter_options_again")
    names += _professional(case, domains) if first else []
    names += ["utter_visit"] if VISIT.search(" ".join(case.story[-1:])) else []
    names += [] if base(say.language) == DUTCH else ["utter_cards_in_dutch"]
    buttons = [
        {
            "title": say.pick("utter_word_person") if card["offered_by"] == "person" else card["name"],
            "payload": f'/choose_option{{"number": "{place}"}}',
        }
        for place, card in enumerate(found.cards, 1)
    ]
    say.message(*names, organisations=found.cards, buttons=buttons)


def confirmed(case: Case, say: Say, more: str, scores: dict[str, float], first: str | None = None) -> None:
    """The summary is right; `more` is what was said besides the yes, `first` the life domain chosen by button."""
    case.confirmed = True
    if more:
        case.focus = more
        case.weigh(scores)
    first_choice(case, first, scores)
    show(case, say, query=case.query, scores=case.domain_weights, first=True)


def were_shown(case: Case) -> bool:
    return case.confirmed and case.stage in ("options", "mode", "done", "follow_up", "next")


def door_stayed_shut(case: Case, say: Say, tracker: Tracker) -> bool:
    """After options were shown: was one of them no help? Then another route, whatever else the message seems to be."""
    text, scores = heard(tracker)
    doors = cues_of(tracker, "closed_door")
    if not (text and doors and were_shown(case)):
        return False
    case.hear(text, scores)
    show(case, say, query=case.query, scores=scores or case.domain_weights, doors=doors)
    return True


def _help_gone(case: Case) -> bool:
    return "hulp_valt_weg" in case.known.get("life_event", [])


def _professional(case: Case, domains: list[str]) -> list[str]:
    """Why somebody with a trade is wise here: it is unsafe, legal, long-lasting, or many things at once."""
    if "veiligheid" in domains[:2]:
        return ["utter_professional_unsafe"]
    if "regels" in domains[:1] or "afgewezen" in case.known.get("closed_door", []):
        return ["utter_professional_legal"]
    if LONG_LASTING & set(case.known.get("life_event", [])):
        return ["utter_professional_long"]
    return ["utter_professional_complex"] if len([c for c in case.domain_weights.values() if c >= CLEAR]) > 2 else []


class AskAddress(Step):
    """An address, asked for in so many words: given at once when it is clear what for."""

    def name(self) -> str:
        return "action_ask_address"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        from actions.listen import Hear, puzzled

        text, scores = heard(tracker)
        sure = (tracker.latest_message.get("intent") or {}).get("confidence", 0.0) >= 0.5
        if case.stage == "contact":
            Hear().take(case, say, tracker)
        elif not case.story and not scores:
            puzzled(case, say)
        elif not case.story and not (sure and len(words(text)) <= 14):
            Hear().take(case, say, tracker)
        else:
            if text:
                case.hear(text, scores)
            show(case, say, query=case.query, scores=case.domain_weights, first=not case.options_shown)


class ChooseOption(Step):
    """The resident picks one of the options by its button, its number or its name."""

    def name(self) -> str:
        return "action_choose_option"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        from actions import handover
        from actions.listen import Hear

        if door_stayed_shut(case, say, tracker):
            return
        if case.stage == "confirm" and (place := _number(tracker)) and place <= len(codes := several(case)):
            confirmed(case, say, "", {}, codes[place - 1])  # the summary asked which of these comes first
            return
        if not case.options:
            Hear().take(case, say, tracker)
            return
        wanted = _chosen(case, tracker)
        if wanted is None:
            say.message("utter_which_option")
            return
        with store.sessions()() as db:
            card = social_map.details(db, wanted)
        case.chosen = card["name"]
        if card["offered_by"] == "person":
            handover.preview(case, say)
            return
        case.stage = "mode"
        say.message("utter_choice", name=card["name"], how=card.get("how") or "", next_step=card.get("next_step") or "")


class ChooseMode(Step):
    """Myself, together, or somebody else."""

    def name(self) -> str:
        return "action_choose_mode"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        from actions import follow_up, handover

        intent = intent_of(tracker)
        case.mode = {"choose_self": "zelf", "choose_together": "samen"}.get(intent, "ander")
        if case.mode == "zelf":
            handover.leave(case)
            follow_up.offer(case, say, "utter_self")
        else:
            handover.preview(case, say)


class OtherOptions(Step):
    """None of these: search on, with what was shown left out."""

    def name(self) -> str:
        return "action_other_options"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        from actions.listen import Hear

        text, scores = heard(tracker)
        if door_stayed_shut(case, say, tracker):
            return
        if not case.options:
            Hear().take(case, say, tracker)
            return
        if len(words(text)) >= 6:
            case.hear(text, scores)
        show(case, say, query=case.query, scores=case.domain_weights)


class MoreInfo(Step):
    """More about one of the options."""

    def name(self) -> str:
        return "action_more_info"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        from actions.listen import Hear

        if door_stayed_shut(case, say, tracker):
            return
        if not case.options:
            Hear().take(case, say, tracker)
            return
        wanted = _chosen(case, tracker) or case.options[0]
        with store.sessions()() as db:
            card = social_map.details(db, wanted)
        say.message(
            "utter_details",
            organisations=[card],
            name=card["name"],
            description=card["description"],
            how=card.get("how") or "",
            fees=card.get("fees") or "",
        )


def _chosen(case: Case, tracker: Tracker) -> str | None:
    """The id of the option meant, from an entity, a number or a word of its name."""
    text = str((tracker.latest_message or {}).get("text") or "").lower()
    if number := _number(tracker):
        place = len(case.options) if "laatste" in text or "last" in text else min(number, len(case.options))
        return case.options[place - 1]
    with store.sessions()() as db:
        names = {option: social_map.details(db, option)["name"].lower() for option in case.options}
    spoken = {word for word in words(text) if len(word) >= 5}
    for option, name in names.items():
        if spoken & set(words(name)):
            return option
    return case.options[0] if len(case.options) == 1 else None


def _number(tracker: Tracker) -> int | None:
    """Which of the things that were shown is meant, from a pressed button or a word for a number: 1, 2 or 3."""
    text = str((tracker.latest_message or {}).get("text") or "").lower()
    number = next(tracker.get_latest_entity_values("number"), None)
    if number is None and not text.startswith("/"):
        number = next((NUMBERS[word] for word in words(text) if word in NUMBERS), None)
    place = int(str(number)) if str(number).isdigit() else 0
    return place if 1 <= place <= 3 else None
