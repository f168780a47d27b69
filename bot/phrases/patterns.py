"""The pattern language of the content, made to be read and edited by someone who does not program.

dood              this word ("slaat" also finds "slaad", "slapen" also finds "slape")
zelfmoord*        a word that starts so; the star may stand anywhere in a word
(wil|wou ook)     one of these
(heel|zo)?  nu?   may be there
...               up to 4 words in between; ...... up to 10
..                up to 4 words in between, none of them "ik" (so it stays with the same person)
<mijn>            a named list from woorden.yml
^ ja $            at the start, at the end of a sentence
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.phrases.normalise import Normaliser

_TOKEN = re.compile(
    r"\s*(?:(?P<gap>\.{6}|\.{2,3})(?!\.)|(?P<mark>[()|^$?])|<(?P<group>[\w-]+)>|(?P<word>[^\s()|^$?<>]+))"
)
_GAPS = {
    "..": r"(?:(?!ik )\w+ ){0,4}?",
    "...": r"(?:\w+ ){0,4}?",
    "......": r"(?:\w+ ){0,10}?",
}
_STAR = "0star0"  # stands for "*" while a word is folded
PREFIX = 3  # letters a starred word needs before its star to be looked up by them


class PatternError(ValueError):
    """A pattern cannot be read; the message says why."""


Clues = frozenset[str]  # exact words, or stems ending in `*`


@dataclass(frozen=True)
class _Part:
    """A compiled piece: its regex, and its needs: of every group of clues one must be in the sentence."""

    regex: str
    needs: tuple[Clues, ...] = ()


class Pattern:
    """One compiled pattern. `needs` rules it out cheaply; `anchors` is the most telling of those groups."""

    def __init__(self, source: str, normaliser: Normaliser, groups: Mapping[str, Sequence[str]]) -> None:
        part = _Parser(source, normaliser, groups).parse()
        self.regex = re.compile(f"(?<= ){part.regex}")
        self.needs = part.needs

    @property
    def anchors(self) -> Clues | None:
        return max(self.needs, key=_weight, default=None)


class _Parser:
    def __init__(self, source: str, normaliser: Normaliser, groups: Mapping[str, Sequence[str]]) -> None:
        self._source, self._normaliser, self._groups = source, normaliser, groups
        self._tokens, at = [], 0
        text = source.strip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise PatternError(f"cannot read {source!r} from {text[at:]!r}")
            self._tokens.append((str(found.lastgroup), str(found[str(found.lastgroup)])))
            at = found.end()
        self._at = 0

    def parse(self) -> _Part:
        part = self._sequence()
        if self._at < len(self._tokens):
            raise PatternError(f"{self._source!r}: unexpected {self._tokens[self._at][1]!r}")
        if not part.regex:
            raise PatternError("an empty pattern would match everything")
        return part

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while self._at < len(self._tokens):
            kind, value = self._tokens[self._at]
            if kind == "mark" and value in "|)":
                break
            self._at += 1
            part = self._part(kind, value)
            if self._peek() == "?":
                self._at += 1
                part = _Part(f"(?:{part.regex})?")
            parts.append(part)
        return _joined(parts)

    def _part(self, kind: str, value: str) -> _Part:
        if kind == "gap":
            return _Part(_GAPS[value])
        if kind == "word":
            return _either([self._words(value)])
        if kind == "group":
            if value not in self._groups:
                raise PatternError(f"{self._source!r}: there is no list <{value}> in woorden.yml")
            return _either([_Parser(item, self._normaliser, self._groups).parse() for item in self._groups[value]])
        if value == "^":
            return _Part(r"(?<=\A )")
        if value == "$":
            return _Part(r"\Z")
        if value == "(":
            return self._alternatives()
        raise PatternError(f"{self._source!r}: {value!r} does not belong there")

    def _alternatives(self) -> _Part:
        options = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            options.append(self._sequence())
        if self._peek() != ")":
            raise PatternError(f"{self._source!r}: a '(' is not closed")
        self._at += 1
        if not all(option.regex for option in options):
            raise PatternError(f"{self._source!r}: an alternative is empty; write '(a|b)?' instead")
        return _either(options)

    def _words(self, text: str) -> _Part:
        words = self._normaliser.words(text.replace("*", _STAR))
        if not words:
            raise PatternError(f"{self._source!r}: {text!r} holds no letters")
        return _joined([_word(word.replace(_STAR, "*")) for word in words])

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""


def _either(options: Sequence[_Part]) -> _Part:
    regex = f"(?:{'|'.join(option.regex for option in options)})"
    if len(options) == 1:
        return _Part(regex, options[0].needs)
    if not all(option.needs for option in options):
        return _Part(regex)
    return _Part(regex, (frozenset().union(*(max(option.needs, key=_weight) for option in options)),))


def _joined(parts: Sequence[_Part]) -> _Part:
    return _Part("".join(part.regex for part in parts), tuple(need for part in parts for need in part.needs))


def _weight(clues: Clues) -> int:
    """Long words are rare, so they rule out most."""
    return min(len(clue) for clue in clues)


def _word(word: str) -> _Part:
    if "*" in word:
        stem = word.split("*")[0]
        regex = r"\w*".join(re.escape(piece) for piece in word.split("*"))
        return _Part(regex + " ", (frozenset({stem + "*"}),) if len(stem) >= PREFIX else ())
    spellings = _spellings(word)
    return _Part(f"(?:{'|'.join(sorted(spellings))}) ", (frozenset(spellings),))


def _spellings(word: str) -> set[str]:
    """A word as people hear it: a silent final n, and d, t or dt at the end."""
    if len(word) >= 5 and word.endswith("en"):
        return {word, word[:-1]}
    if len(word) >= 4 and word[-1] in "dt":
        stem = word[:-2] if word.endswith("dt") else word[:-1]
        return {stem + end for end in ("d", "t", "dt")}
    return {word}
