"""Where a name ends, given its first word and the cue before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto

from bot.privacy.recognisers.name_words import Word
from bot.privacy.resources import among

_LONGEST = 4


class Cue(Enum):
    """What the words before say; from `a name must follow` to nothing at all."""

    CALLED = auto()
    TITLE = auto()
    PERHAPS = auto()
    RELATED = auto()
    NONE = auto()


def name_end(words: Sequence[Word], start: int, cue: Cue) -> int:
    """The index behind the last word of the name that starts at `start`; `start` itself without a name."""
    first = words[start]
    if not first.initials and not _STARTS[cue](words, start):
        return _interfixed(words, start, cue)
    end = start + 1
    while end < len(words) and end - start < _LONGEST:
        longer = _surname_end(words, start, end, cue)
        if longer == end:
            break
        end = longer
    if end > start + 1:
        return end
    if first.initials or (cue is Cue.NONE and not _known_alone(first)):
        return start
    return start if cue is Cue.PERHAPS and not first.first_name else end


def _interfixed(words: Sequence[Word], start: int, cue: Cue) -> int:
    """`de Vries` after a title or `ik heet`, `De Vries` after `mijn huisarts`, `van der Berg` anywhere."""
    if not words[start].interfix:
        return start
    end = _surname_end(words, start, start, cue)
    if end == start or cue in (Cue.CALLED, Cue.TITLE):
        return end
    last, place = words[end - 1], any(word.place and not word.common_surname for word in words[start:end])
    if not last.capital or not last.surname or place:
        return start
    whole = words[start].low == "van" and words[start + 1].firm_interfix
    return end if whole or (cue is Cue.RELATED and words[start].capital) else start


def _surname_end(words: Sequence[Word], start: int, place: int, cue: Cue) -> int:
    """The end of `van der Berg` or `Bakker` from `place`; `place` itself when no surname follows."""
    index = place
    while _links(words, index) and (index == start or words[index].near) and index - place < 3:
        index += 1
    if index >= len(words) or not (index == start or words[index].near):
        return place
    word, interfixes = words[index], words[place:index]
    firm = any(one.firm_interfix for one in interfixes)
    new_sentence = word.first and index > start and not words[index - 1].initials
    if word.never or new_sentence or (word.small and not firm):
        return place
    if word.capital:
        fits = _capital_surname(word, bool(interfixes), firm, cue)
    elif cue is Cue.NONE or (words[start].capital and not interfixes):
        fits = False
    else:
        fits = _lower_surname(word, bool(interfixes), firm, cue, unknown=index == start + 1)
    return index + 1 if fits else place


def _links(words: Sequence[Word], index: int) -> bool:
    """An interfix, or a preposition that is part of one: `van`, `in 't`."""
    if index >= len(words):
        return False
    after = words[index + 1] if index + 1 < len(words) else None
    if words[index].low in among("voorzetsel"):
        return after is not None and after.near and after.interfix
    return words[index].interfix


def _capital_surname(word: Word, interfix: bool, firm: bool, cue: Cue) -> bool:
    if firm or (word.surname and interfix):
        return True
    if interfix:
        return not word.ordinary and not word.place
    if word.place and cue not in (Cue.CALLED, Cue.TITLE):
        return False
    return word.surname or word.first_name or not word.ordinary


def _lower_surname(word: Word, interfix: bool, firm: bool, cue: Cue, unknown: bool) -> bool:
    """`unknown`: a word on no list may be the surname, as in `ik heet oksana melnyk`."""
    if interfix:
        return firm or word.common_surname or (word.surname and not word.ordinary)
    if word.place and cue is not Cue.CALLED:
        return False
    named = word.surname or word.first_name or word.shouted or (cue is Cue.CALLED and unknown)
    return word.common_surname or (named and not word.ordinary)


def _called(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.never or word.small or (word.interfix and not word.capital):
        return False
    return word.capital or word.first_name or word.surname or not word.ordinary


def _titled(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.never or word.small or word.interfix:
        return False
    if word.capital:
        return word.surname or word.first_name or not word.ordinary
    return word.common_surname or ((word.surname or word.first_name) and not word.ordinary)


def _perhaps(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.never or word.small or word.place:
        return False
    return (word.first_name or not word.ordinary) if word.capital else word.sure_name


def _related(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if word.never or word.small or word.place or word.interfix:
        return False
    if word.capital:
        return word.first_name or word.common_surname or (not word.ordinary and not word.first)
    return word.sure_name


def _unannounced(words: Sequence[Word], index: int) -> bool:
    """A first name with a capital, or an unknown word before a known surname; no street (`Jan Steenlaan`)."""
    word = words[index]
    after = words[index + 1] if index + 1 < len(words) else None
    street = after is not None and after.near and after.capital and after.street
    if not word.capital or word.never or word.small or word.place or street:
        return False
    if word.first_name:
        return not word.first or word.sure_name or _surname_follows(words, index)
    return not word.first and not word.ordinary and _surname_follows(words, index)


def _surname_follows(words: Sequence[Word], index: int) -> bool:
    end = _surname_end(words, index, index + 1, Cue.NONE)
    last = words[end - 1]
    return end > index + 1 and last.capital and last.surname and (
        end > index + 2 or not last.ordinary or last.common_surname
    )


def _known_alone(word: Word) -> bool:
    return word.sure_name or word.double_name or (word.first_name and not word.first and not word.ordinary)


_STARTS: dict[Cue, Callable[[Sequence[Word], int], bool]] = {
    Cue.CALLED: _called,
    Cue.TITLE: _titled,
    Cue.PERHAPS: _perhaps,
    Cue.RELATED: _related,
    Cue.NONE: _unannounced,
}
