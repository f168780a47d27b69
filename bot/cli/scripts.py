"""The checks of a scripted conversation, and its readable transcript."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Turns = list[dict[str, Any]]


@dataclass(frozen=True)
class Result:
    """One check's outcome; turn 0 is the conversation as a whole."""

    turn: int
    check: dict[str, Any]
    held: bool


def judge(scenario: dict[str, Any], turns: Turns) -> list[Result]:
    """Every check of the conversation: `expect` on its turn (`never_contains` from there on), `final` on all."""
    results = []
    for number, step in enumerate(scenario["turns"], 1):
        for check in step.get("expect", []):
            scope = turns[number - 1 :] if "never_contains" in check else turns[number - 1 : number]
            results.append(Result(number, check, bool(scope) and holds(check, scope, whole=False)))
    for check in scenario.get("final", []):
        results.append(Result(0, check, bool(turns) and holds(check, turns, whole=True)))
    return results


def holds(check: dict[str, Any], turns: Turns, *, whole: bool) -> bool:
    """Whether one check holds over these turns.

    Raises:
        ValueError: the check is unknown.
    """
    ((name, value),) = check.items()
    text = "\n".join(reply["text"] for turn in turns for reply in turn["replies"])
    match name:
        case "reply_matches":
            return any(re.search(value, shown, re.IGNORECASE) for shown in (text, _digits_joined(text)))
        case "reply_not_matches":
            return not re.search(value, text, re.IGNORECASE)
        case "mentions_any":
            joined = _digits_joined(text.lower())
            return any(v.lower() in text.lower() or _digits_joined(v.lower()) in joined for v in value)
        case "never_contains":
            return str(value) not in text
        case "max_questions":
            return bool(text.count("?") <= value)
        case "buttons_max":
            return bool(sum(len(reply["buttons"]) for turn in turns for reply in turn["replies"]) <= value)
        case "org_listed" | "no_org_listed":
            listed = any(reply["organisations"] for turn in turns for reply in turn["replies"])
            return listed if name == "org_listed" else not listed
        case "handover_state":
            return turns[-1]["handover_state"] in value.split("|")
        case "domains_include":
            return set(value) <= set(turns[-1]["domains"])
        case "crisis":
            codes = [turn["crisis"] for turn in turns]
            if whole:
                return value in codes if value else not any(codes)
            return codes[-1] == value
    raise ValueError(f"unknown check {name!r}")


def transcript(scenario: dict[str, Any], turns: Turns, results: list[Result]) -> str:
    """The conversation for a human, each check's outcome under its turn."""
    lines = [f"\n=== {scenario['id']}: {scenario.get('title', '')}"]
    for turn in turns:
        lines.append(f"\n  > {turn['user']}")
        for reply in turn["replies"]:
            lines += [f"    {line}" for line in reply["text"].splitlines()]
            if reply["buttons"]:
                lines.append("    " + " ".join(f"[{button['title']}]" for button in reply["buttons"]))
        lines += [_line(result) for result in results if result.turn == turn["turn"]]
    lines.append("  whole conversation")
    lines += [_line(result) for result in results if result.turn == 0]
    return "\n".join(lines)


def _line(result: Result) -> str:
    return f"      {'ok  ' if result.held else 'FAIL'} {str(result.check)[:150]}"


def _digits_joined(text: str) -> str:
    return re.sub(r"(?<=\d)[\s-]+(?=\d)", "", text)
