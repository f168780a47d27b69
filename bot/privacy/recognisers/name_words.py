"""The words of a message, and how much each looks like part of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bot.privacy.lexicon import Lexicon, lexicon
from bot.privacy.phrases import Phrases
from bot.privacy.resources import among

_WORD = re.compile(r"(?:[^\W\d_]\.){1,5}(?![^\W\d_])|['’][^\W\d_]{1,3}(?!\w)|[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_INITIALS = re.compile(r"(?:(?:[A-Z]|Ch|Th|Ph|IJ)\.?){1,5}")
_BUILT = re.compile(
    r".{3,}(?:straat|laan|weg|plein|gracht|kade|singel|dreef|steeg|plantsoen|pad|park|markt|school|huis|zorg)"
)


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    end: int
    first: bool
    """At the start of a sentence or line."""
    near: bool
    """Only spaces (and the dot of initials) between this word and the one before."""
    guarded: bool
    """Part of the name of an organisation."""
    place: bool
    """Part of the name of a place."""
    loud: bool
    """The message uses capitals so much that they say nothing."""

    @cached_property
    def low(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() and not self.loud and not self.shouted

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def initials(self) -> bool:
        return self.text.endswith(".") and bool(_INITIALS.fullmatch(self.text))

    @property
    def first_name(self) -> bool:
        parts = self.low.split("-")
        return self.low in self.known.first_names or (len(parts) > 1 and parts[0] in self.known.first_names)

    @property
    def sure_name(self) -> bool:
        return self.low in self.known.sure_names or self.known.sure_names.issuperset(self.low.split("-"))

    @property
    def surname(self) -> bool:
        return self.low in self.known.surnames or not self.known.surnames.isdisjoint(self.low.split("-")[1:])

    @property
    def common_surname(self) -> bool:
        return self.low in self.known.common_surnames

    @property
    def ordinary(self) -> bool:
        return self.low in self.known.ordinary or self.low in self.known.function_words

    @property
    def double_name(self) -> bool:
        """`Roos` or `Wil` inside a sentence: there the capital makes it a name."""
        return self.capital and not self.first and self.low in self.known.double_names

    @property
    def small(self) -> bool:
        """A word such as `en`, `ik` or `niet`, which is never a name by itself."""
        listed = self.low in self.known.function_words or self.low in among("klein_woord")
        return listed and not self.double_name

    @property
    def street(self) -> bool:
        return bool(_BUILT.fullmatch(self.low)) and not self.surname

    @property
    def never(self) -> bool:
        """No name whatever the words around it say."""
        return self.guarded or self.street or self.low in self.known.never_names

    @property
    def interfix(self) -> bool:
        return self.low in among("tussenvoegsel")

    @property
    def firm_interfix(self) -> bool:
        """`der`, `den`, `el`: seen before a surname and hardly anywhere else."""
        return self.low in among("vast_tussenvoegsel")

    @property
    def known(self) -> Lexicon:
        return lexicon()


def read_words(text: str, organisations: Phrases, places: Phrases) -> list[Word]:
    """Every word of the text in order, with what surrounds it."""
    matches = list(_WORD.finditer(text))
    guarded, of_place = organisations.find(text), places.find(text)
    loud = _is_loud([match[0] for match in matches[1:]])
    words, last = [], 0
    for match in matches:
        between = text[last:match.start()]
        sign = between.rstrip(" \t\"'’“”‘(*_")[-1:]
        words.append(Word(
            text=match[0], start=match.start(), end=match.end(),
            first=not last or (sign != "" and sign in ".!?…:;\n•-–>"),
            near=bool(last) and not between.strip(" \t\u00a0"),
            guarded=_inside(match, guarded), place=_inside(match, of_place), loud=loud,
        ))
        last = match.end()
    return words


def _is_loud(words: list[str]) -> bool:
    """Most ordinary words have a capital too: a message in capitals, or In Title Case."""
    known = lexicon()
    plain = [word for word in words if len(word) > 1 and word.lower() in known.ordinary
             and word.lower() not in known.first_names and word.lower() not in known.surnames]
    return len(plain) > 1 and sum(word[0].isupper() for word in plain) > 0.5 * len(plain)


def _inside(match: re.Match[str], ranges: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() < end for start, end in ranges)
