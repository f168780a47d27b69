"""Reading a pasted letter literally: sender, subject, date, what is asked and by when. No inference, no advice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.letters.asks import levels
from bot.letters.deadlines import Deadline, DeadlineReader, chosen, clipped
from bot.letters.features import Features
from bot.letters.heading import HeadingReader
from bot.letters.layout import parts, sentences
from bot.letters.recognise import is_letter

__all__ = ["Deadline", "Letter", "LetterReader"]

MOST = 2  # asks, and deadlines
ASK = 300  # characters of a sentence that asks


@dataclass(frozen=True)
class Letter:
    """What a letter says, in its own words with single spaces; a cut is marked with an ellipsis."""

    sender: str | None = None
    subject: str | None = None
    dated: date | None = None
    asks: list[str] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)


class LetterReader:
    """Reads letters with the words and phrases of a folder."""

    def __init__(self, features: Features) -> None:
        self._features, self._heading = features, HeadingReader(features)

    @classmethod
    def load(cls, folder: Path) -> LetterReader:
        """Raises ContentError when `kenmerken.yml` in the folder is missing or wrong."""
        return cls(Features.load(folder))

    def looks_like_letter(self, text: str) -> bool:
        """Whether this is a pasted letter, and not a resident's own message, however long."""
        return is_letter(parts(text, self._features), self._features)

    def read_letter(self, text: str, today: date) -> Letter:
        """What the letter says literally. Asks: the most binding first. Deadlines: the earliest first."""
        layout = parts(text, self._features)
        heading = self._heading.read(layout, today)
        found = sentences(text, self._features, 0, layout.heading)
        above = len(found)
        found += sentences(text, self._features, layout.body, len(text))
        folded = [self._features.fold(sentence.text) for sentence in found]
        binding: list[int | None] = [None] * above
        binding += levels(found[above:], folded[above:], self._features)
        terms = DeadlineReader(self._features, today, heading.dated, heading.dates)
        deadlines, asks = [], []
        for number, (sentence, form, level) in enumerate(zip(found, folded, binding, strict=True)):
            due = list(terms.read(sentence, form, level is not None, number < above))
            deadlines += [(deadline, level is not None) for deadline in due]
            if level is not None:
                asks.append((level, not due, number, sentence.text))
        said = dict.fromkeys(clipped(text, limit=ASK) for *_, text in sorted(asks))
        return Letter(heading.sender, heading.subject, heading.dated, list(said)[:MOST], chosen(deadlines, MOST))
