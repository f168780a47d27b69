"""Dutch word stems by suffix rules: crude, but the same for a resident's word and for the map's word."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text import fold, words

_DOUBLE = re.compile(r"([a-z])\1")
_PRONOUNCED = "bdgklmnpvw"  # before a final t these make a verb form: woont, werkt, gokt


def tokens(text: str) -> list[str]:
    """Folded words without hyphens and apostrophes: `Burn-out` becomes `burnout`; bare numbers are left out."""
    found = (re.sub(r"['’-]", "", word) for word in words(fold(text)))
    return [word for word in found if not word.isdigit()]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word: `huren`, `huur` → `hur`; `brieven`, `brief` → `brief`; `maatjes` → `mat`."""
    if len(word) <= 3:
        return word
    for strip in (_abstract, _diminutive, _plural, _verb):
        word = strip(word)
    if word[-1] in "vz":
        word = word[:-1] + {"v": "f", "z": "s"}[word[-1]]
    return _DOUBLE.sub(r"\1", word)


def stems(text: str) -> list[str]:
    return [stem(word) for word in tokens(text)]


def _abstract(word: str) -> str:
    """eenzaamheid → eenzaam, verzekeringen → verzeker; short stems stay: woning, lening."""
    for ending in ("heden", "heid", "ingen", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= 5:
            return word[: -len(ending)]
    return word


def _diminutive(word: str) -> str:
    bare = word[:-1] if word.endswith("jes") else word
    if len(bare) < 6 or not bare.endswith("je"):
        return word
    if bare.endswith("etje"):
        return bare[:-4]
    return bare[:-3] if bare.endswith("tje") and bare[-4] in "rlnwj" else bare[:-2]


def _plural(word: str) -> str:
    for ending in ("en", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    if word.endswith("s") and len(word) > 4 and word[-2] in "bcdfghklmnprtvwoy" and word[-3:-1] != "oo":
        return word[:-1]
    return word


def _verb(word: str) -> str:
    """woont → woon, luistert and luisterd → luister; buurt and nacht stay what they are."""
    if len(word) >= 5 and word[-1] == "t" and (word[-2] in _PRONOUNCED or (len(word) > 6 and word.endswith("ert"))):
        return word[:-1]
    return word[:-1] if len(word) > 6 and word.endswith("erd") else word
