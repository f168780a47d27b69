"""The course of a talk about danger: from a message's signal and move to the text that answers it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.safety.case import CARE, QUESTION, Case
from bot.safety.contract import Signal
from bot.safety.moves import ANGRY, COMING, PRESENCE

CARE_TURNS = 8
AWAY_TURNS = 2
AWAY_WORDS, LONG_AWAY_WORDS, ASIDE_WORDS, QUESTION_WORDS, ANSWER_WORDS = 8, 12, 3, 5, 5
FAINT_WORDS = 4
# Here someone may take words back out of fear: one line keeps the door open before the talk goes on elsewhere.
GRAVE = frozenset({"suicide", "violence", "child", "sexual"})
# Here a misunderstanding is likely and costs little: the talk goes on elsewhere at the first sign of one.
LIGHT = frozenset({"shelter", "medical", "confused", "elder", "exploitation"})
# Here the danger is a person, often the one who is near.
_BY_PERSON = frozenset({"violence", "child", "sexual", "elder", "exploitation"})
# Here "they are coming" is most often the help that was called.
_HELP_COMES = frozenset({"suicide", "medical", "shelter"})
# Here the question is asked once more, in other words, when the answer stays with it but says neither yes nor no.
_ASK_AGAIN = frozenset({"suicide"})
# After one of these the danger was just answered; to hear of it again is no return to it yet.
_JUST_TOLD = frozenset({"zeker", "mogelijk", "ja", "nu", "terug"})
# Moves beside which there may be a piece of story: "nee joh, ik ben gewoon moe van alles".
_MAY_TELL = frozenset({None, "nee", "correctie"})
_DEFAULT = {QUESTION: {"ja": "ja", "nee": "nee"}, CARE: {"ja": "anders", "nee": "anders"}}


@dataclass(frozen=True)
class Seen:
    """What was recognised in one message. `on_subject`: it has words that belong to the open case's danger."""

    signal: Signal | None
    move: str | None
    words: int
    asks: bool
    on_subject: bool


def next_key(case: Case, seen: Seen) -> str | None:
    """The key of the text to give, or None when the ordinary conversation answers. Changes `case`."""
    seen = _in_talk(case, seen)
    signal = seen.signal
    if case.is_open and seen.move == "correctie" and _taken_back(case, seen):
        told = case.faint and seen.words > ANSWER_WORDS  # what it is about instead: the conversation answers that
        key = "correctie" if case.code in GRAVE and not told else None
        case.close()
        return key
    if signal and signal.certain and (key := _certain(case, signal, _who_is_near(seen.move, signal.code))):
        case.note(signal.evidence)
        return key
    if signal and not signal.certain and _worth_asking(case, signal, seen.move):
        case.note(signal.evidence)
        case.open(QUESTION, signal.code, signal.topic)
        return "mogelijk"
    return _aftercare(case, seen) if case.is_open else None


def tells(seen: Seen) -> bool:
    """Whether a message tells something of one's life, and does not only answer or ask."""
    if seen.signal is not None:
        return True
    return seen.move in _MAY_TELL and seen.words > ANSWER_WORDS and not seen.asks


def _in_talk(case: Case, seen: Seen) -> Seen:
    """While a talk about danger is open, an impression without words that name a danger is no new danger.

    After a danger that was said it only shows that the talk is still about it; after a question, what is certain
    answers that question. So the talk does not jump from one protocol to another.
    """
    signal = seen.signal
    if signal is None or signal.named or not case.is_open:
        return seen
    if case.phase == QUESTION and signal.certain:
        return replace(seen, signal=replace(signal, code=case.code, topic=""))
    return replace(seen, signal=None, on_subject=seen.on_subject or case.sure)


def _taken_back(case: Case, seen: Seen) -> bool:
    """Whether a correction means that there is no such danger; not while it still speaks of it."""
    if seen.signal is None:
        return not (case.code in GRAVE and seen.on_subject)
    repeated = seen.signal.code == case.code and seen.signal.evidence in case.asked
    return repeated and case.code not in GRAVE


def _certain(case: Case, signal: Signal, move: str | None) -> str | None:
    """The protocol, where this certain signal is new or worse; None when it was answered and care goes on."""
    same = case.is_open and signal.code == case.code
    if case.phase == CARE and signal.code in case.given and case.turns < CARE_TURNS:
        return None
    answers = same and case.phase == QUESTION
    case.open(CARE, signal.code, signal.topic)
    if move == "nu":
        return "nu"
    return "ja" if answers else "zeker"


def _worth_asking(case: Case, signal: Signal, move: str | None) -> bool:
    """A possible danger is asked about once; during care only another one that weighs more, or a correction."""
    if signal.evidence in case.asked or (case.is_open and signal.code == case.code):
        return False
    if not case.is_open or move == "correctie":
        return True
    return signal.code in GRAVE and case.code not in GRAVE and not (case.code == "medical" and case.sure)


def _aftercare(case: Case, seen: Seen) -> str | None:
    case.turns += 1
    seen = replace(seen, move=_who_is_near(seen.move, case.code))
    worn_out = case.turns > CARE_TURNS and seen.signal is None and seen.move not in ("nu", "stop")
    if seen.move == "mens" and case.person:
        return "medewerker"  # asked for twice, or the button was pressed: the handover is requested
    if _elsewhere(case, seen) or worn_out:
        if case.phase == QUESTION and case.code in GRAVE:
            case.asked = case.asked[:-1]  # never answered, so it may be asked again
        case.close()
        return None
    key = _meaning(case, seen)
    if key in ("stop", "correctie") or (case.phase == QUESTION and key in ("nee", "veiliger")):
        case.close()
    elif key in ("ja", "nu"):
        case.open(CARE, case.code)
    elif seen.move:
        case.phase = CARE
    return key


def _elsewhere(case: Case, seen: Seen) -> bool:
    """Whether the resident went on to another subject; how soon we believe that depends on the danger."""
    if seen.signal or seen.move or seen.on_subject:
        case.away = 0
        return False
    light = case.code in LIGHT
    if (light or not case.sure) and seen.words >= (FAINT_WORDS if case.faint else AWAY_WORDS):
        return True
    if light and seen.asks and seen.words >= QUESTION_WORDS:
        return True
    case.away = case.away + 1 if seen.words >= (ASIDE_WORDS if light else LONG_AWAY_WORDS) else 0
    return case.away >= AWAY_TURNS


def _who_is_near(move: str | None, code: str) -> str | None:
    """Someone who is near is the danger where a person is the danger; elsewhere it is mostly support."""
    if move not in PRESENCE:
        return move
    if code in _BY_PERSON:
        return "nu"
    if move == ANGRY:
        return None
    return "nu" if move == COMING and code not in _HELP_COMES else "veiliger"


def _meaning(case: Case, seen: Seen) -> str:
    """What a message asks for; yes and no depend on the question that was asked last."""
    key = seen.move or "anders"
    if seen.move is None and case.phase == QUESTION and case.code in _ASK_AGAIN and case.turns == 1:
        return "mogelijk"
    if key in ("ja", "nee"):
        key = case.expects.get(key) or _DEFAULT[case.phase][key]
        if key == "nu" and seen.words > ANSWER_WORDS:
            # "nee, dat is het niet, ik ben gewoon moe" does not say that someone is unsafe
            key = "anders" if case.sure else "nee"
    signal = seen.signal
    if signal is None or signal.code != case.code or key not in ("anders", "nee", "stop", "veiliger", "correctie"):
        return key
    if signal.certain and case.expects.get("ja") == "ja":
        return "ja"  # "nee ik wil echt dood": the words themselves are the answer
    if signal.certain and key != "anders":
        return "terug"
    return "terug" if key == "anders" and case.key not in _JUST_TOLD else key
