"""The safety net. Anything else in this package is private to it.

The front door calls `look` for every message in every state, before anything else, and keeps the returned state
with the conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.learning.languages import detect_language
from bot.phrases.vocabulary import Vocabulary
from bot.safety.case import Case
from bot.safety.classifier import TrainedDetector
from bot.safety.contract import Detector, SafetyReply, Signal, Urgency, strongest
from bot.safety.course import Seen, next_key, tells
from bot.safety.detector import PhraseDetector
from bot.safety.helplines import HelpLines
from bot.safety.voice import MAIN, Voice, load_voices

__all__ = ["Detector", "SafetyNet", "SafetyReply", "Signal", "Urgency"]

TELLING_WORDS = 3  # fewer words say too little about the language they are in


class SafetyNet:
    """Looks at a message for danger and answers from the protocols."""

    def __init__(
        self,
        detectors: Sequence[Detector],
        voices: Mapping[str, Voice],
        language_of: Callable[[str], str] = detect_language,
    ) -> None:
        self._detectors, self._voices, self._language_of = detectors, voices, language_of

    @classmethod
    def load(cls, folder: Path, today: Callable[[], date] = date.today, *, trained: Path | None = None) -> SafetyNet:
        """Reads the folder `veiligheid`, and the classifier that `training.train` made of it.

        Without one only the phrase patterns look. Raises `ContentError` (a ValueError) naming file, place and remedy.
        """
        lines = HelpLines.load(folder / "hulplijnen.yml", today)
        vocabulary = Vocabulary.load(folder / "talen" / MAIN / "woorden.yml")
        phrases = PhraseDetector.load(folder / "signalen", vocabulary)
        detector = TrainedDetector.load(trained, phrases) if trained is not None else phrases
        return cls([detector], load_voices(folder / "talen", lines))

    def detect(self, text: str) -> Signal | None:
        """The strongest danger in one message on its own, or None."""
        return strongest([signal for detector in self._detectors if (signal := detector.detect(text))])

    def look(self, text: str, state: dict[str, Any] | None, *, address: str = "je") -> SafetyReply | None:
        """The answer to a message, or None when there is nothing to do; then the caller keeps its state as it is.

        `address` is `je` or `u`; a child is always addressed with je.
        """
        case = Case.read(state)
        was_open, was_minor = case.is_open, case.minor
        case.minor = was_minor or any(voice.minor.recognise(text) for voice in self._voices.values())
        signal = self.detect(text)
        if signal or case.is_open:
            self._hear_language(text, case)
        voice = self._voice(case)
        if signal and case.minor and voice.protocols[signal.code].certain_for_child:
            signal = replace(signal, certain=True)
        seen = self._read(text, case, signal)
        key = next_key(case, seen)
        if key is None:
            changed = was_open or case.minor != was_minor
            return SafetyReply("", [], case.dump(), answered=False) if changed else None
        chosen = voice.protocols[case.code].choose(key, case)
        reply = voice.protocols.reply(chosen, "je" if case.minor else address)
        return SafetyReply(case.code, [reply], case.dump(), wants_person=key == "medewerker", told=tells(seen))

    def urgency(self, state: dict[str, Any] | None) -> Urgency | None:
        """How urgent a handover of this conversation is, and why, in words for the supporter; None without danger."""
        case = Case.read(state)
        if not case.code:
            return None
        level = "now" if case.is_open and case.sure else "soon"
        return Urgency(level, self._voices[MAIN].protocols[case.code].reason)

    def _voice(self, case: Case) -> Voice:
        return self._voices.get(case.language) or self._voices[MAIN]

    def _hear_language(self, text: str, case: Case) -> None:
        """Answer in the language of the last message that was long enough to tell."""
        if len(text.split()) >= TELLING_WORDS:
            found = self._language_of(text)
            case.language = found if found in self._voices and found != MAIN else ""

    def _read(self, text: str, case: Case, signal: Signal | None) -> Seen:
        own, main = self._voice(case), self._voices[MAIN]
        move = None
        if case.is_open or signal:
            move = own.moves.recognise(text) or (main.moves.recognise(text) if own is not main else None)
        on_subject = case.is_open and any(voice.subject.covers(case.code, text) for voice in (own, main))
        return Seen(signal, move, len(text.split()), text.rstrip().endswith(("?", "؟")), on_subject)
