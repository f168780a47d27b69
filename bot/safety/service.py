"""The safety net. Anything else in this package is private to it.

The front door calls `look` for every message in every state, before anything else, and keeps the returned state
with the conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.safety.case import Case
from bot.safety.contract import Detector, SafetyReply, Signal, strongest
from bot.safety.course import Seen, next_key
from bot.safety.detector import PhraseDetector
from bot.safety.helplines import HelpLines
from bot.safety.moves import MinorRecogniser, Moves
from bot.safety.protocol import Protocols
from bot.safety.subject import Subject
from bot.safety.vocabulary import Vocabulary

__all__ = ["Detector", "SafetyNet", "SafetyReply", "Signal"]


class SafetyNet:
    """Looks at a message for danger and answers from the protocols."""

    def __init__(
        self,
        detectors: Sequence[Detector],
        protocols: Protocols,
        moves: Moves,
        minor: MinorRecogniser,
        subject: Subject,
    ) -> None:
        self._detectors, self._protocols = detectors, protocols
        self._moves, self._minor, self._subject = moves, minor, subject

    @classmethod
    def load(cls, folder: Path, today: Callable[[], date] = date.today) -> SafetyNet:
        """Reads the folder `veiligheid`; raises `ContentError` (a ValueError) naming file, place and remedy."""
        vocabulary = Vocabulary.load(folder / "woorden.yml")
        lines = HelpLines.load(folder / "hulplijnen.yml", today)
        return cls(
            [PhraseDetector.load(folder / "signalen", vocabulary)],
            Protocols.load(folder / "protocollen", lines),
            Moves.load(folder / "zetten.yml", vocabulary),
            MinorRecogniser.load(folder / "minderjarig.yml", vocabulary),
            Subject.load(folder / "onderwerp.yml", vocabulary),
        )

    def detect(self, text: str) -> Signal | None:
        """The strongest danger in one message on its own, or None."""
        return strongest([signal for detector in self._detectors if (signal := detector.detect(text))])

    def look(self, text: str, state: dict[str, Any] | None, *, address: str = "je") -> SafetyReply | None:
        """The answer to a message, or None when there is nothing to do; then the caller keeps its state as it is.

        `address` is `je` or `u`; a child is always addressed with je.
        """
        case = Case.read(state)
        was_open, was_minor = case.is_open, case.minor
        case.minor = was_minor or self._minor.recognise(text)
        signal = self.detect(text)
        if signal and case.minor and self._protocols[signal.code].certain_for_child:
            signal = replace(signal, certain=True)
        key = next_key(case, self._read(text, case, signal))
        if key is None:
            changed = was_open or case.minor != was_minor
            return SafetyReply("", [], case.dump(), answered=False) if changed else None
        chosen = self._protocols[case.code].choose(key, case)
        return SafetyReply(case.code, [self._protocols.reply(chosen, "je" if case.minor else address)], case.dump())

    def _read(self, text: str, case: Case, signal: Signal | None) -> Seen:
        move = self._moves.recognise(text) if case.is_open or signal else None
        on_subject = case.is_open and self._subject.covers(case.code, text)
        return Seen(signal, move, len(text.split()), text.rstrip().endswith("?"), on_subject)
