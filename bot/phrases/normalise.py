"""From chat Dutch to plain words: lower case, no accents, no drawn-out letters, common spellings folded."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.text import fold

_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "æ": "ae",
        "ة": "ه",
        "ى": "ي",
        "ـ": "",
        "_": " ",
        "'": "",
        "’": "",
        "‘": "",
        "´": "",
        "`": "",
        "ʼ": "",
    }
)
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_DOTS = re.compile(r"\.{2,}|…")
_SENTENCE_END = re.compile(r"[.!?;؟\n]+")
_WORD = re.compile(r"\w+")


class Normaliser:
    """Folds text the same way for messages and for patterns. `spelling` maps one chat word to plain words."""

    def __init__(self, spelling: Mapping[str, str] | None = None) -> None:
        self._spelling: dict[str, str] = {}
        for chat, plain in (spelling or {}).items():
            self._spelling["".join(self.words(chat))] = " ".join(self.words(plain))

    def words(self, text: str) -> list[str]:
        """The folded words of a piece of text, punctuation gone."""
        folded = self._spelling
        return [part for word in _WORD.findall(_plain(text)) for part in folded.get(word, word).split()]

    def forms(self, text: str) -> list[list[str]]:
        """The readings of a message: each a list of sentences, each sentence `" word word "`.

        A second reading exists only for drawn-out letters ("doooood heeelp"): there the length is a guess.
        """
        readings = [_DRAWN_OUT.sub(_usual_length, text)]
        short = _DRAWN_OUT.sub(r"\1", text)
        if short != readings[0]:
            readings.append(short)
        return [self._sentences(reading) for reading in readings]

    def _sentences(self, text: str) -> list[str]:
        parts = (self.words(part) for part in _SENTENCE_END.split(_DOTS.sub(" ", text)))
        return [f" {' '.join(words)} " for words in parts if words]


def _plain(text: str) -> str:
    return fold(text).translate(_LETTERS).replace("y", "ij")


def _usual_length(match: re.Match[str]) -> str:
    letter = match[1]
    return letter * 2 if letter.lower() in "aeou" else letter
