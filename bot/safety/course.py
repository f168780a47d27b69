"""The course of a talk about danger: from a message's signal and move to the text that answers it."""

from __future__ import annotations

from bot.safety.case import AFTER, CARE, QUESTION, Case
from bot.safety.contract import Signal

CARE_TURNS = 8
AWAY_TURNS = 2
AWAY_WORDS = 12
_DEFAULT = {QUESTION: {"ja": "ja", "nee": "nee"}, CARE: {"ja": "anders", "nee": "anders"}}


def next_key(case: Case, signal: Signal | None, move: str | None, words: int) -> str | None:
    """The key of the text to give, or None when the ordinary conversation answers. Changes `case`."""
    if signal and signal.certain and (key := _certain(case, signal, move)):
        case.note(signal.evidence)
        return key
    if not case.is_open:
        if signal is None or signal.evidence in case.asked:
            return None
        case.note(signal.evidence)
        case.open(QUESTION, signal.code)
        return "mogelijk"
    return _aftercare(case, signal, move, words)


def _certain(case: Case, signal: Signal, move: str | None) -> str | None:
    """The protocol, where this certain signal is new or worse; None when it was answered and care goes on."""
    same = case.is_open and signal.code == case.code
    if case.phase == CARE and signal.code in case.given and case.turns < CARE_TURNS:
        return None
    answers = same and case.phase == QUESTION
    case.open(CARE, signal.code)
    if move == "nu":
        return "nu"
    return "ja" if answers else "zeker"


def _aftercare(case: Case, signal: Signal | None, move: str | None, words: int) -> str | None:
    case.turns += 1
    off_topic = signal is None and move is None and words >= AWAY_WORDS
    case.away = case.away + 1 if off_topic else 0
    worn_out = case.turns > CARE_TURNS and signal is None and move not in ("nu", "stop")
    if worn_out or case.away >= AWAY_TURNS or (move == "mens" and case.person):
        case.close()
        return None
    key = _meaning(case, move)
    if key == "stop" or (case.phase == QUESTION and key in ("nee", "veiliger")):
        case.close()
    elif key in ("ja", "nu"):
        case.open(CARE, case.code)
    elif move:
        case.phase = CARE
    case.person = case.phase != AFTER and (case.person or key == "mens")
    return key


def _meaning(case: Case, move: str | None) -> str:
    """What a move asks for; yes and no depend on the question that was asked last."""
    if move in ("ja", "nee"):
        return case.expects.get(move) or _DEFAULT[case.phase][move]
    return move or "anders"
