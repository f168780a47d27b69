"""The summary in the resident's own words: for the resident to correct, and for a supporter to read."""

from __future__ import annotations

from typing import Any

from actions.case import Case
from actions.say import Say, quote
from bot.text import clip

LINES = 5


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
    return "\n".join(lines)


def for_supporter(
    case: Case, say: Say, *, shown: list[str], contact: str | None = None, language: str = "nl"
) -> dict[str, Any]:
    """What a handover holds; what was not discussed is marked as such, never guessed."""
    known = {
        "tried": None,
        "network": None,
        "wish": None,
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
        "next_step": None,
        **known,
        "not_discussed": [key for key, value in known.items() if value is None],
        "unsure": [] if case.confirmed else ["summary"],
    }
