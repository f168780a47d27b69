"""The summary in the resident's own words: for the resident to correct, and for a supporter to read."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.case import Case
from actions.say import Say, quote
from bot.text import clip

LINES = 5
CLEAR = 0.5  # from this weight on a life domain was clearly heard


def labels(case: Case, say: Say, at_most: int = 3) -> list[str]:
    """The names of the life domains in play, as residents know them."""
    names = [say.pick(f"utter_{code}_label") for code in case.domains[:at_most] if say.knows(f"utter_{code}_label")]
    return names or [say.pick("utter_general_label")]


def join(parts: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"


def for_resident(case: Case, say: Say) -> str:
    """What was heard, in the resident's words, one line each."""
    lines = [f"– {quote(text)}" for text in case.story[-LINES:] if text != case.focus]
    if case.focus:
        lines.append(say.pick("utter_summary_focus", focus=quote(case.focus)))
    lines.append(say.pick("utter_summary_about", labels=join(labels(case, say))))
    if also := [*names(case, say, "life_event"), *dates(case), *places(case)]:
        lines.append(say.pick("utter_summary_also", also=join(also)))
    return "\n".join(lines)


def names(case: Case, say: Say, kind: str) -> list[str]:
    """What was heard of one kind of cue, in plain words."""
    return [say.pick(f"utter_cue_{label}") for label in case.known.get(kind, []) if say.knows(f"utter_cue_{label}")]


def dates(case: Case) -> list[str]:
    """Days ahead that were named, the first one first: `4-1-2027 (“over zes weken”)`."""
    named = sorted(case.known.get("moments", []), key=lambda moment: str(moment["day"]))
    days = [(date.fromisoformat(moment["day"]), moment["said"]) for moment in named]
    return [f"{day.day}-{day.month}-{day.year} (“{said}”)" for day, said in days]


def places(case: Case) -> list[str]:
    return [case.known["place"]] if case.known.get("place") else []


def for_supporter(
    case: Case, say: Say, *, shown: list[str], contact: str | None = None, language: str = "nl"
) -> dict[str, Any]:
    """What a handover holds; what was not discussed is marked as such, never guessed."""
    known = {
        **{kind: clip(" ".join(case.known.get(kind, [])), 500) or None for kind in ("tried", "network", "wish")},
        "underlying": case.focus if case.confirmed else None,
    }
    return {
        "name": None,
        "stated": clip(case.story[0], 500) if case.story else "",
        "own_words": case.story[-LINES:],
        "domains": case.domains[:3],
        "domain_labels": labels(case, say) if case.domains else [],
        "options_shown": shown,
        "option_chosen": case.chosen,
        "mode": case.mode,
        "contact": contact,
        "safe_times": None,
        "language": language,
        "reading": names(case, say, "language"),
        "life_events": names(case, say, "life_event"),
        "about": names(case, say, "about"),
        "closed_doors": names(case, say, "closed_door"),
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
