"""Names of people: after words that announce one, and known names written with a capital."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from bot.privacy.lexicon import lexicon
from bot.privacy.phrases import Phrases
from bot.privacy.recognisers.name_rules import Cue, name_end
from bot.privacy.recognisers.name_words import Word, read_words
from bot.privacy.resources import among, either
from bot.privacy.spans import Span


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\-]){pattern}", re.IGNORECASE)


_PERSON = either("verwant", "beroep")
_WHOSE = rf"(?:{either('bezit')}[ ]+(?:{either('bijvoeglijk')}[ ]+){{0,2}})?"
_OF_WHERE = r"(?:[ ](?:van|bij)[ ](?:de|het)[ ]\w+)?"
_HEET = rf"(?:{either('heet')}|{_PERSON}[ ]+(?:{either('heten')}))(?!\w)"
_CUES: tuple[tuple[Cue, re.Pattern[str]], ...] = (
    (Cue.CALLED, _cue(rf"{_HEET}[ \t:=,\"'“‘]{{1,4}}(?:{either('vul_woord')}[ ]+){{0,2}}[\"'“‘]?")),
    (Cue.CALLED, _cue(rf"{either('formulier')}[ ]?[:=][ \t]*")),
    (Cue.TITLE, _cue(rf"{either('titel')}(?!\w)[ ]+(?:{either('titel')}[ ]+)?")),
    (Cue.PERHAPS, _cue(rf"{either('ik_ben')}(?!\w)[ :,]{{1,2}}")),
    (Cue.PERHAPS, _cue(rf"{either('groet')}(?!\w)[ ,.:!\n]{{1,4}}(?:van[ ])?")),
    (Cue.RELATED, _cue(rf"{_WHOSE}{_PERSON}(?!\w){_OF_WHERE}[ ,:(]{{1,3}}")),
)


class Names:
    """A recogniser; `keep` are names of organisations that stay readable."""

    def __init__(self, keep: Iterable[str] = ()) -> None:
        self._keep = tuple(keep)

    def __call__(self, text: str) -> Iterator[Span]:
        words = read_words(text, self._organisations, self._places)
        found = _announced(text, words)
        taken = _covered(found)
        for index in range(len(words)):
            end = index if index in taken else name_end(words, index, Cue.NONE)
            _note(found, index, end)
            taken.update(range(index, end))
        _add_companions(words, found)
        _add_repeats(words, found)
        for start, end in sorted(found.items()):
            yield Span(words[start].start, words[end - 1].end, "name")

    @cached_property
    def _organisations(self) -> Phrases:
        return Phrases([*lexicon().institutions, *self._keep])

    @cached_property
    def _places(self) -> Phrases:
        return Phrases(lexicon().places)


def _announced(text: str, words: Sequence[Word]) -> dict[int, int]:
    """Names directly behind a cue, as first word and the word behind the last."""
    at = {word.start: index for index, word in enumerate(words)}
    found: dict[int, int] = {}
    for cue, pattern in _CUES:
        for match in pattern.finditer(text):
            index = at.get(match.end())
            if index is not None and index not in found:
                _note(found, index, name_end(words, index, cue))
    return found


def _note(found: dict[int, int], start: int, end: int) -> None:
    if end > start:
        found[start] = end


def _covered(found: dict[int, int]) -> set[int]:
    return {index for start, end in found.items() for index in range(start, end)}


def _add_companions(words: Sequence[Word], found: dict[int, int]) -> None:
    """A name beside a name, also with a small letter: `Sem en noor`, `sem, noor`."""
    for end in sorted(found.values()):
        index = end
        while index < len(words):
            linked = words[index].low in among("voegwoord") and index + 1 < len(words)
            index += linked
            word = words[index]
            named = word.sure_name or (word.capital and word.first_name)
            blocked = index in found or word.never or word.place or word.small
            if blocked or not named or (word.near and not linked):
                break
            found[index] = index + 1
            index += 1


def _add_repeats(words: Sequence[Word], found: dict[int, int]) -> None:
    """The same name again in this message, now without a cue."""
    taken = _covered(found)
    told = {words[index].low for index in taken if len(words[index].text) > 2 and not words[index].interfix}
    for index, word in enumerate(words):
        told_again = index not in taken and word.low in told and not word.guarded
        if told_again and (word.capital or not word.ordinary):
            found[index] = index + 1
