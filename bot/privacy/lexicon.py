"""Which words are names, streets, places or ordinary Dutch; read once, on first use."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from bot.privacy.resources import lines


@dataclass(frozen=True)
class Lexicon:
    """Every word in lower case. `sure_names` are first names also at the start of a sentence.

    `double_names` are first names that are ordinary words too, such as `roos`.
    """

    first_names: frozenset[str]
    sure_names: frozenset[str]
    double_names: frozenset[str]
    surnames: frozenset[str]
    common_surnames: frozenset[str]
    streets: frozenset[str]
    places: frozenset[str]
    institutions: frozenset[str]
    never_names: frozenset[str]
    function_words: frozenset[str]
    ordinary: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word lists of the packages `deduce` and `spacy-lookups-data` with the project's own."""
    lists = _package("deduce") / "data" / "lookup" / "src"
    names, white = lists / "names", lists / "whitelist"
    first, own, common = _read(names / "lst_first_name"), lines("voornamen.txt"), lines("achternamen.txt")
    double = lines("voornamen_dubbel.txt")
    surnames = _read(names / "lst_surname") | _read(names / "lst_interfix_surname") | common
    stop = _read(white / "lst_stop_word")
    ordinary = stop | _read(white / "lst_common_word") | _read(white / "lst_medical_term") | _dutch_words()
    places, never = lines("plaatsen.txt"), lines("geen_naam.txt")
    return Lexicon(
        first_names=frozenset(name for name in (first | own | double) - never if len(name) > 1),
        sure_names=frozenset(
            name for name in (first - ordinary - places - double | own) - never if len(name) > 2
        ),
        double_names=double,
        surnames=frozenset(name for name in surnames - never if len(name) > 1),
        common_surnames=common,
        streets=_read(lists / "locations" / "lst_street", "streets_bag.txt"),
        places=places,
        institutions=lines("instellingen.txt"),
        never_names=never,
        function_words=stop,
        ordinary=ordinary,
    )


def _package(name: str) -> Path:
    """The folder of a package, without importing it: only its data files are of use."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the package {name} is missing; install the project's requirements")
    return Path(next(iter(spec.submodule_search_locations)))


def _read(folder: Path, file: str = "items.txt") -> frozenset[str]:
    rows = (folder / file).read_text(encoding="utf-8", errors="replace").splitlines()
    return frozenset(row.strip().lower() for row in rows if row.strip())


def _dutch_words() -> frozenset[str]:
    """Nouns, verbs, adjectives and small words with their inflected forms; hardly any proper names."""
    index, exceptions, lemmas = (_table(f"nl_lemma_{name}") for name in ("index", "exc", "lookup"))
    return frozenset().union(lemmas, *index.values(), *exceptions.values())


def _table(name: str) -> dict[str, Iterable[str]]:
    path = _package("spacy_lookups_data") / "data" / f"{name}.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        table: dict[str, Iterable[str]] = json.load(file)
        return table
