"""The summary in the resident's own words: for the resident to correct and keep, and for a supporter to read."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions.base import Step
from actions.case import Case
from actions.say import Say, quote
from bot.languages import DUTCH, base
from bot.text import clip

LINES = 5
CLEAR = 0.5  # from this weight on a life domain was clearly heard
TOLD = ("tried", "network", "wish")
# What cannot wait is put to the resident first.
URGENT = ("veiligheid",)


def summarise(case: Case, say: Say, *opening: str) -> None:
    """Give back what was heard, and ask whether it is right and, of several things, which comes first.

    In a language of which Naast knows little, a person is offered instead.
    """
    if not say.speaks("utter_summary"):
        case.stage = "detail"
        say.message(*opening, "utter_language_person")
        return
    case.stage, case.confirmed = "confirm", False
    buttons = say.buttons_of("utter_summary")
    if codes := several(case):
        yes = [
            {
                "title": say.pick("utter_word_first", label=say.pick(f"utter_{code}_label")),
                "payload": f'/affirm{{"first": "{code}"}}',
            }
            for code in codes
        ]
        buttons = [*yes, buttons[1]]  # three at most; a person can always be asked for in words
    say.message(*opening, "utter_summary", summary=for_resident(case, say), buttons=buttons)


def first_choice(case: Case, wanted: str | None, scores: dict[str, float]) -> None:
    """What the resident wants to look at first leads; the other things are kept for later."""
    heard_last = sorted(scores, key=lambda code: -scores[code])
    first = next(iter([wanted] if wanted else heard_last or case.domains), None)
    case.later = [code for code in several(case) if code != first]
    if wanted in case.domain_weights:
        case.domain_weights = {**case.domain_weights, wanted: round(1.0 + max(case.domain_weights.values()), 3)}


def several(case: Case) -> list[str]:
    """Two life domains that were clearly heard, the urgent one first; empty when there is only one."""
    clear = [code for code in case.domains if case.domain_weights[code] >= CLEAR][:2]
    return sorted(clear, key=lambda code: code not in URGENT) if len(clear) > 1 else []


def labels(case: Case, say: Say, at_most: int = 3, language: str | None = None) -> list[str]:
    """The names of the life domains in play, as residents know them."""
    names = [
        say.pick(f"utter_{code}_label", language) for code in case.domains[:at_most] if say.knows(f"utter_{code}_label")
    ]
    return names or [say.pick("utter_general_label", language)]


def join(parts: list[str], last: str) -> str:
    """`a`, `a en b`, `a, b en c`; `last` is the word between the last two."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def for_resident(case: Case, say: Say) -> str:
    """What was heard, in the resident's words, one line each."""
    answers = {text for kind in TOLD for text in case.known.get(kind, [])}
    told = [text for text in case.story if text != case.focus and text not in answers]
    lines = [f"– {quote(text)}" for text in told[-LINES:]]
    lines += [
        say.pick(f"utter_summary_{kind}", quote=quote(text))
        for kind, text in _answers(case)
        if text in case.story and say.speaks(f"utter_summary_{kind}")
    ]
    if case.focus:
        lines.append(say.pick("utter_summary_focus", focus=quote(case.focus)))
    last = say.pick("utter_word_and")
    lines.append(say.pick("utter_summary_about", labels=join(labels(case, say), last)))
    if say.speaks("utter_summary_also") and (also := [*names(case, say, "life_event"), *dates(case), *places(case)]):
        lines.append(say.pick("utter_summary_also", also=join(also, last)))
    return "\n".join(lines)


def _answers(case: Case) -> list[tuple[str, str]]:
    """What was tried, who is around and what is wished, as far as it was said by itself."""
    return [(kind, text) for kind in TOLD for text in case.known.get(kind, [])[:1]]


def names(case: Case, say: Say, kind: str, language: str | None = None) -> list[str]:
    """What was heard of one kind of cue, in plain words."""
    found = (f"utter_cue_{label}" for label in case.known.get(kind, []))
    return [say.pick(name, language) for name in found if (say.knows(name) if language else say.speaks(name))]


def dates(case: Case) -> list[str]:
    """Days ahead that were named, the first one first: `4-1-2027 (“over zes weken”)`."""
    named = sorted(case.known.get("moments", []), key=lambda moment: str(moment["day"]))
    days = [(date.fromisoformat(moment["day"]), moment["said"]) for moment in named]
    return [f"{day.day}-{day.month}-{day.year} (“{said}”)" for day, said in days]


def places(case: Case) -> list[str]:
    return [case.known["place"]] if case.known.get("place") else []


def for_supporter(case: Case, say: Say, *, shown: list[str], contact: str | None = None) -> dict[str, Any]:
    """What a handover holds, with labels in Dutch; what was not discussed is marked as such, never guessed."""
    known = {
        **{kind: clip(" ".join(case.known.get(kind, [])), 500) or None for kind in TOLD},
        "underlying": case.focus if case.confirmed else None,
    }
    return {
        "name": None,
        "stated": clip(case.story[0], 500) if case.story else "",
        "own_words": case.story[-LINES:],
        "domains": case.domains[:3],
        "domain_labels": labels(case, say, language=DUTCH) if case.domains else [],
        "options_shown": shown,
        "option_chosen": case.chosen,
        "mode": case.mode,
        "contact": contact,
        "safe_times": None,
        "language": base(case.language),
        "reading": names(case, say, "language", DUTCH),
        "life_events": names(case, say, "life_event", DUTCH),
        "about": names(case, say, "about", DUTCH),
        "closed_doors": names(case, say, "closed_door", DUTCH),
        "dates": dates(case),
        "place": case.known.get("place"),
        "next_step": None,
        **known,
        "not_discussed": [key for key, value in known.items() if value is None],
        "unsure": _unsure(case),
    }


def _unsure(case: Case) -> list[str]:
    """What the assistant understood by itself and the resident did not confirm, and what it hardly understood."""
    found = [] if case.confirmed else ["summary"]
    heard = {"life_event": "life_events", "about": "about", "closed_door": "closed_doors", "moments": "dates"}
    found += [name for kind, name in heard.items() if case.known.get(kind) and not case.confirmed]
    if max(case.domain_weights.values(), default=0.0) < CLEAR:
        found.append("domains")
    return found


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
        case.known = {kind: found for kind, found in case.known.items() if kind not in TOLD}
        summarise(case, say, "utter_corrected")


class ShowSummary(Step):
    """What was understood so far, whenever the resident wants to see it."""

    def name(self) -> str:
        return "action_show_summary"

    def take(self, case: Case, say: Say, tracker: Tracker) -> None:
        if not case.story:
            case.stage = case.stage or "story"
            say.message("utter_take_away_empty")
        elif case.confirmed:
            say.message("utter_shown", summary=for_resident(case, say))
        else:
            summarise(case, say)
