"""The word lists of the life domains in the search: a word that no service mentions still says what it is about.

"Methadon" stands in no description, but the lists in `nlu_data/<domain>/woorden.yml` know where it points.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bot.codes import LIFE_DOMAINS
from bot.dutch.lexicon import FILE, Pointers, read_terms
from bot.settings import ROOT
from bot.socialmap.index import Index
from bot.socialmap.stems import stem, tokens
from bot.socialmap.vocabulary import Request, Term

_CLEAR = 0.45  # weaker than this, the words say too little about the domain


class Hints:
    """The listed terms by the stems of their words."""

    def __init__(self, terms: dict[tuple[str, ...], Pointers]) -> None:
        self._terms = terms
        self._longest = max(map(len, terms), default=1)

    @classmethod
    def load(cls, content: Path) -> Hints:
        """Read the lists of all life domains below `nlu_data`."""
        terms: dict[tuple[str, ...], Pointers] = defaultdict(dict)
        for code in LIFE_DOMAINS:
            for term, strength in read_terms(content / code / FILE).items():
                terms[tuple(map(stem, tokens(term)))][code] = strength
        return cls(dict(terms))

    def domains(self, text: str) -> list[str]:
        """The life domains a text clearly points to, the strongest first."""
        said = tuple(map(stem, tokens(text)))
        parts = {said[at : at + size] for at in range(len(said)) for size in range(1, self._longest + 1)}
        doubt: dict[str, float] = {}
        for part in parts & self._terms.keys():
            for code, strength in self._terms[part].items():
                doubt[code] = doubt.get(code, 1.0) * (1.0 - strength)
        return sorted((code for code, left in doubt.items() if 1.0 - left >= _CLEAR), key=lambda code: doubt[code])

    def understood(self, request: Request, index: Index) -> Request:
        """The request without the words that only the lists know: no service could cover them."""
        return replace(request, terms=tuple(term for term in request.terms if not self._only_here(term, index)))

    def _only_here(self, term: Term, index: Index) -> bool:
        on_map = any(other.stem in index.postings for other in term.alternatives)
        return not on_map and any((other.stem,) in self._terms for other in term.alternatives)


@lru_cache(maxsize=1)
def hints() -> Hints:
    """Those of the project's content; a change is seen after a restart."""
    return Hints.load(ROOT / "nlu_data")
