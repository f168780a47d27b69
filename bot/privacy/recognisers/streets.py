"""What looks like the name of a street: on the list of all Dutch streets, or built like one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.privacy.lexicon import lexicon
from bot.privacy.matching import any_case, cue
from bot.privacy.resources import among, either

_ENDING = any_case(rf"(?:[^\W\d_]|['’\-]){{2,}}{either('straatwoord')}\.?")
_SURE_ENDING = any_case(rf"[^\W\d_](?:[^\W_]|['’\-])+{either('straatwoord_zonder_nummer')}\.?")
_LIVES = any_case(cue("wonen"))
_POSTCODE = any_case(r"[1-9]\d{3}[ ]?[a-z]{2}(?!\w)")
_PLACE = any_case(r"(?:in |te )?([^\W\d_][\w'’\-]*)")


def is_street(words: Sequence[str], before: str, behind: str) -> bool:
    """Whether these words, directly before a house number, are a street; with the text on both sides."""
    known, last = lexicon(), words[-1].lower().rstrip(".")
    if last in known.never_names or (len(words) == 1 and last in known.function_words):
        return False
    listed = " ".join(words).lower() in known.streets
    start = words[0][0]
    capital = start.isupper() or start.isdigit() or (start in "'’" and words[-1][0].isupper())
    built = bool(_ENDING.fullmatch(last)) and (words[-1][0].isupper() or last not in known.ordinary)
    sure = bool(_SURE_ENDING.fullmatch(last))
    if built and (len(words) == 1 or (capital and all(map(_part, words)))):
        return capital or listed or sure
    begun = built and words[0].lower() in among("straatbegin")
    if listed and (begun or (sure and (len(words) == 1 or capital))):
        return True
    return listed and (capital or len(words) > 1) and _home_near(before, behind)


def name_end(text: str) -> int | None:
    """Where the street at the start of this text ends (`Molenweg` in `Molenweg met mijn zoon`), if any."""
    words = list(re.finditer(r"\S+", text))
    for count in range(len(words), 0, -1):
        last = words[count - 1][0].lower()
        if all(_part(word[0]) for word in words[:count - 1]) and _SURE_ENDING.fullmatch(last):
            known = lexicon()
            return None if last in known.ordinary or last in known.institutions else words[count - 1].end()
    return None


def _part(word: str) -> bool:
    """A capital, a number or a small word such as `van`; not a word that only introduces the address."""
    low = word.lower()
    if low in among("straatbegin"):
        return word[0].isupper() or word[0] in "'’"
    if low in among("tussenvoegsel") or word[0].isdigit():
        return True
    return word[0].isupper() and low not in lexicon().function_words and low not in among("wonen")


def _home_near(before: str, behind: str) -> bool:
    """Someone lives there, or a postcode or place follows."""
    after = behind[:30].lstrip(" ,")
    place = _PLACE.match(after)
    in_place = place is not None and place[1].lower() in lexicon().places
    return in_place or bool(_LIVES.search(before) or _POSTCODE.match(after))
