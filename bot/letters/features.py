"""The words and phrases by which a letter is known and read: `kenmerken.yml`, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bot.phrases.content import ContentError, read_mapping, strings
from bot.phrases.matching import PatternSet, clues_in
from bot.phrases.patterns import Clues
from bot.phrases.vocabulary import Vocabulary

FILE = "kenmerken.yml"
LABEL = "kop_"  # lists that start so are labels in the heading of a letter
LABELS = ("onderwerp", "afzender", "datum_brief", "datum_verzending", "datum_factuur", "overig")
WORDS = (
    "aanhef", "aanhef_los", "aanhef_adres", "aangesprokene", "slot", "slot_regel", "titel", "afkortingen",
    "ik", "mijn", "u", "je",
    "afzender_vast", "afzender_begin", "afzender_eind", "afzender_grens", "afzender_niet",
    *(LABEL + kind for kind in LABELS),
)  # fmt: skip
PHRASES = (
    "taal", "eigen_brief", "moet", "verzoek", "voorwaarde", "geen_vraag", "geval", "wat_nu",
    "uiterste_dag", "tot_die_dag", "op_die_dag", "afspraak", "geen_termijn", "termijn", "dag_zonder_datum",
    "termijn_van_lezer", "vanaf_brief", "vanaf_verzending", "vanaf_factuur",
)  # fmt: skip
MARK = r"[‹\[][^\W\d_][\w \-]{0,30}[›\]]"  # what hides a name or a number: ‹naam›, [naam]


class Features:
    """The lists of one file; `words` as lower-case texts, the phrases by their name."""

    def __init__(self, words: dict[str, list[str]], phrases: dict[str, PatternSet], vocabulary: Vocabulary) -> None:
        self.words, self._phrases, self._normaliser = words, phrases, vocabulary.normaliser
        self.label_kinds = {label: kind for kind in LABELS for label in words[LABEL + kind]}
        self.label = re.compile(rf"(?<!\w){either(self.label_kinds)}(?![\w(])[^\S\n]*:?", re.IGNORECASE)
        line = rf"(?m:^[^\S\n]*{either(words['slot_regel'])}(?!\w)[^\n]{{0,60}}$)"
        self.closing = re.compile(rf"(?<!\w){either(words['slot'])}(?!\w)|{line}", re.IGNORECASE)
        self.greeting = re.compile(_greeting(words), re.IGNORECASE)
        whom = rf"{either(words['aanhef_adres'])}[^\S\n]+{either(words['aangesprokene'])}(?!\w)"
        self.addressed = re.compile(rf"(?<![^\n])[^\S\n]*{whom}[^,\n:.]{{0,60}}[,:]", re.IGNORECASE)
        self.title = re.compile(rf"^{either(words['titel'])}(?!\w)", re.IGNORECASE)

    @classmethod
    def load(cls, folder: Path) -> Features:
        """Raises ContentError when `kenmerken.yml` is missing, lacks a list or holds a phrase that cannot be read."""
        file = folder / FILE
        data = read_mapping(file)
        words, phrases, groups = (_section(file, data, name) for name in ("woorden", "zinnen", "groepen"))
        for section, names, given in (("woorden", WORDS, words), ("zinnen", PHRASES, phrases)):
            for name in names:
                if not given.get(name):
                    raise ContentError(file, f"{section}, {name}", "is missing; restore this list")
        vocabulary = Vocabulary({}, groups)
        compiled = {name: vocabulary.compile(file, "brief", name, phrases[name]) for name in PHRASES}
        return cls({name: [word.lower() for word in words[name]] for name in WORDS}, compiled, vocabulary)

    def fold(self, text: str) -> tuple[str, Clues]:
        """One sentence as the phrases know it, and its clues."""
        folded = f" {' '.join(self._normaliser.words(text))} "
        return folded, clues_in(folded)

    def has(self, name: str, folded: tuple[str, Clues]) -> bool:
        """Whether a phrase of this list is in the sentence."""
        return any(True for _ in self._phrases[name].find(*folded))

    def count(self, name: str, folded: tuple[str, Clues]) -> set[str]:
        """The ids of the phrases of this list that are in the sentence."""
        return set(self._phrases[name].find(*folded))


def either(words: Iterable[str]) -> str:
    """A pattern for any of these, the longest first; a space stands for white space on one line."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"[^\S\n]+") for word in ordered) + ")"


def _greeting(words: dict[str, list[str]]) -> str:
    """`Geachte heer ‹naam›,` up to and with the comma; after a loose `Beste` someone must be addressed."""
    whom = rf"(?:{either(words['aangesprokene'])}(?!\w)|{MARK})"
    name = r"(?-i:[A-Z])[\w'’.\-]+"
    rest = r"[^,\n:;!?]{0,60}"
    formal = rf"(?<!\w){either(words['aanhef'])}[^\S\n]+(?:{whom}(?:{rest}[,:])?|{rest}(?:[,:]|$))"
    greeted = rf"(?:(?<![^\n])|(?-i:(?=[A-Z]))){either(words['aanhef_los'])}"
    loose = rf"(?<!\w){greeted}[^\S\n]+(?:{whom}|{name}){rest}(?:[,:]|$)"
    return rf"(?m:{formal}|{loose}|(?<!\w)L\.[^\S\n]?S\.,?)"


def _section(file: Path, data: dict[str, object], name: str) -> dict[str, list[str]]:
    section = data.get(name)
    if not isinstance(section, dict):
        raise ContentError(file, name, "is missing; restore this part with its lists")
    return {str(key): strings(file, f"{name}, {key}", value) for key, value in section.items()}
