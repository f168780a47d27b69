"""What is known of the resident's situation, read from the tracker's slots and written back as slot events.

`stage` is what the assistant asked last, and so how an answer is to be read:

    None      nothing told yet            options   which of these?
    story     what is going on?           mode      yourself, together, or somebody else?
    detail    what makes it hardest?      consent   may I pass this on?
    confirm   is this summary right?      contact   passed on; how can they reach you?
    done      a step was agreed
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

MAX_STORY = 12
# A later message weighs more: people come to the point.
FADE = 0.8
MOST_KNOWN = 5
# Kinds of cue of which the label itself says enough.
LABELLED = ("life_event", "about", "closed_door", "language")


@dataclass
class Case:
    """The slots as an object; `events()` gives those that changed."""

    conversation_id: str
    stage: str | None = None
    story: list[str] = field(default_factory=list)
    focus: str | None = None
    domain_weights: dict[str, float] = field(default_factory=dict)
    options: list[str] = field(default_factory=list)
    options_shown: list[str] = field(default_factory=list)
    chosen: str | None = None
    mode: str | None = None
    known: dict[str, Any] = field(default_factory=dict)
    confirmed: bool = False
    puzzled: int = 0

    @classmethod
    def of(cls, tracker: Tracker) -> Case:
        get = tracker.get_slot
        return cls(
            tracker.sender_id,
            get("stage"),
            list(get("story") or []),
            get("focus"),
            dict(get("domain_weights") or {}),
            list(get("options") or []),
            list(get("options_shown") or []),
            get("chosen"),
            get("mode"),
            dict(get("known") or {}),
            bool(get("confirmed")),
            int(get("puzzled") or 0),
        )

    @property
    def domains(self) -> list[str]:
        """Codes heard so far, most central first."""
        return sorted(self.domain_weights, key=lambda code: -self.domain_weights[code])

    @property
    def query(self) -> list[str]:
        """What to search the social map for: the story as it was told, and last what it is really about."""
        return [*self.story, *([self.focus] if self.focus else [])]

    def hear(self, text: str, scores: dict[str, float]) -> None:
        """Add the resident's words and the life domains heard in them."""
        self.story = [*self.story, text][-MAX_STORY:]
        self.weigh(scores)
        self.puzzled = 0

    def weigh(self, scores: dict[str, float]) -> None:
        faded = {code: weight * FADE for code, weight in self.domain_weights.items()}
        for code, score in scores.items():
            faded[code] = faded.get(code, 0.0) + score
        self.domain_weights = {code: round(weight, 3) for code, weight in faded.items()}

    def know(self, cues: dict[str, Any]) -> None:
        """Add what a message told besides its domains (`bot.nlu.cues`); a place named later replaces the earlier one.

        `known` maps kinds of cue to labels, `tried`, `network` and `wish` to the resident's own sentences, `moments` to
        what was said of dates, and `place` to a municipality.
        """
        labels = {kind: found for kind, found in cues.items() if kind in LABELLED}
        moments = {"moments": cues.get("moments") or []}
        for kind, found in {**labels, **(cues.get("quotes") or {}), **moments}.items():
            if found:
                before = self.known.get(kind, [])
                self.known = {
                    **self.known,
                    kind: [*before, *(item for item in found if item not in before)][:MOST_KNOWN],
                }
        if cues.get("place"):
            self.known = {**self.known, "place": cues["place"]["municipality"]}

    def events(self) -> list[EventType]:
        """Slot events for everything in the case."""
        values: dict[str, Any] = {
            "stage": self.stage,
            "story": self.story,
            "focus": self.focus,
            "domain_weights": self.domain_weights,
            "domains": self.domains,
            "options": self.options,
            "options_shown": self.options_shown,
            "chosen": self.chosen,
            "mode": self.mode,
            "known": self.known,
            "confirmed": self.confirmed,
            "puzzled": float(self.puzzled),
        }
        return [SlotSet(name, value) for name, value in values.items()]


def heard(tracker: Tracker) -> tuple[str, dict[str, float]]:
    """The latest message's text (empty for a pressed button) and its life domains with their scores."""
    message = tracker.latest_message or {}
    text = str(message.get("text") or "").strip()
    if text.startswith("/"):
        return "", {}
    return text, dict(message.get("domain_scores") or {})
