"""What is known of the resident's situation, read from the tracker's slots and written back as slot events.

`stage` is what the assistant asked last, and so how an answer is to be read:

    None      nothing told yet              options    which of these?
    story     what is going on?             mode       yourself, together, or somebody else?
    detail    what makes it hardest?        consent    may I pass this on?
    wish      what should be different?     contact    passed on; how can they reach you?
    tried     what was tried already?       follow_up  may I ask later whether it worked out?
    network   who is around you?            next       shall we look at the other thing now?
    letter    what about this letter?       asked      did it work out?
    confirm   is this summary right?        erase      shall I erase everything?
                                            done       a step was agreed
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from bot.languages import DUTCH

MAX_STORY = 12
# A later message weighs more: people come to the point.
FADE = 0.8
MOST_KNOWN = 5
LEAST = 0.25  # the weight from which a life domain is in play
# Kinds of cue of which the label itself says enough.
LABELLED = ("life_event", "about", "closed_door", "language")
# What is asked while listening, in this order, as far as it was not told yet.
QUESTIONS = ("detail", "wish", "tried", "network")


@dataclass
class Case:
    """The slots as an object; `events()` gives those that changed."""

    conversation_id: str
    stage: str | None = None
    before_erase: str | None = None
    language: str = DUTCH
    language_chosen: bool = False  # by the resident, not only noticed
    story: list[str] = field(default_factory=list)
    focus: str | None = None
    domain_weights: dict[str, float] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    options_shown: list[str] = field(default_factory=list)
    chosen: str | None = None
    mode: str | None = None
    known: dict[str, Any] = field(default_factory=dict)
    confirmed: bool = False
    puzzled: float = 0

    @classmethod
    def of(cls, tracker: Tracker) -> Case:
        case = cls(tracker.sender_id)
        for name in case._slots():
            value = tracker.get_slot(name)
            if value is not None:
                setattr(case, name, copy(value))
        case._before = case._values()
        case._hints = dict((tracker.latest_message or {}).get("domain_hints") or {})
        return case

    def start_over(self) -> None:
        """Forget everything but the language."""
        fresh = Case(self.conversation_id, "story", language=self.language, language_chosen=self.language_chosen)
        for name in self._slots():
            setattr(self, name, getattr(fresh, name))

    @property
    def domains(self) -> list[str]:
        """Codes heard so far, most central first; what was only hinted at counts once it adds up."""
        heard = sorted(self.domain_weights, key=lambda code: -self.domain_weights[code])
        return [code for place, code in enumerate(heard) if place == 0 or self.domain_weights[code] >= LEAST]

    @property
    def query(self) -> list[str]:
        """What to search the social map for: the story as it was told, and last what it is really about."""
        return [*self.story, *([self.focus] if self.focus else [])]

    def hear(self, text: str, scores: dict[str, float]) -> None:
        """Add the resident's words, the life domains heard in them and, more weakly, those only hinted at."""
        self._add(text, self._hints, scores)
        self.puzzled = 0

    def overhear(self, message: dict[str, Any]) -> None:
        """Add an earlier message that was answered without this dialogue (a parsed message of Rasa)."""
        self.know(dict(message.get("cues") or {}))
        self._add(str(message["text"]).strip(), message.get("domain_hints") or {}, message.get("domain_scores") or {})

    def _add(self, text: str, hints: dict[str, float], scores: dict[str, float]) -> None:
        self.story = [*self.story, text][-MAX_STORY:]
        self.weigh({**hints, **scores})

    def weigh(self, scores: dict[str, float]) -> None:
        faded = {  # what was once heard stays in play
            code: max(weight * FADE, LEAST if weight >= LEAST else 0.0) for code, weight in self.domain_weights.items()
        }
        for code, score in scores.items():
            faded[code] = faded.get(code, 0.0) + score
        self.domain_weights = {code: round(weight, 3) for code, weight in faded.items()}

    def know(self, cues: dict[str, Any]) -> None:
        """Add what a message told besides its domains (`bot.nlu.cues`); a place named later replaces the earlier one.

        `known` maps kinds of cue to labels, `tried`, `network` and `wish` to the resident's own sentences, `moments` to
        what was said of dates, and `place` to a municipality.
        """
        labels = {kind: found for kind, found in cues.items() if kind in LABELLED}
        today = date.today().isoformat()
        # "Vannacht" and "vandaag" mostly tell what happened; they are kept where something is due.
        moments = {"moments": [m for m in cues.get("moments") or [] if m["day"] > today or m["deadline"]]}
        for kind, found in {**labels, **(cues.get("quotes") or {}), **moments}.items():
            self.note(kind, found)
        if cues.get("place"):
            self.known = {**self.known, "place": cues["place"]["municipality"]}

    def note(self, kind: str, found: list[Any]) -> None:
        """Keep what was found of one kind; each thing once."""
        before = self.known.get(kind, [])
        new = [item for item in found if item not in before]
        if new:
            self.known = {**self.known, kind: [*before, *new][:MOST_KNOWN]}

    def events(self) -> list[EventType]:
        """Slot events for what changed; fewer events keep a long conversation quick."""
        now = self._values()
        return [SlotSet(name, value) for name, value in now.items() if value != self._before.get(name)]

    def _values(self) -> dict[str, Any]:
        return {**{name: copy(getattr(self, name)) for name in self._slots()}, "domains": self.domains}

    @classmethod
    def _slots(cls) -> list[str]:
        return [item.name for item in fields(cls) if not item.name.startswith("_") and item.name != "conversation_id"]

    _before: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _hints: dict[str, float] = field(default_factory=dict, repr=False, compare=False)


def heard(tracker: Tracker) -> tuple[str, dict[str, float]]:
    """The latest message's text (empty for a pressed button) and its life domains with their scores."""
    message = tracker.latest_message or {}
    text = str(message.get("text") or "").strip()
    if text.startswith("/"):
        return "", {}
    return text, dict(message.get("domain_scores") or {})


def intent_of(tracker: Tracker) -> str:
    return str(((tracker.latest_message or {}).get("intent") or {}).get("name") or "")


def cues_of(tracker: Tracker, kind: str) -> list[str]:
    """The labels of one kind of cue in the latest message."""
    return list(((tracker.latest_message or {}).get("cues") or {}).get(kind) or [])
