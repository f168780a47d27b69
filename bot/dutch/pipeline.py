"""Tokens and lemmas: `nl_core_news_sm` where it is installed, else spaCy's tokenizer and lookup tables."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

import spacy
from spacy.language import Language
from spacy.lookups import Table, load_lookups
from spacy.tokens import Doc

from bot.text import fold

log = logging.getLogger(__name__)

MODEL = "nl_core_news_sm"


@dataclass(frozen=True)
class Word:
    """A word of a message, folded, beside its dictionary form."""

    form: str
    lemma: str


def installed(model: str = MODEL) -> str:
    """Name and version of the trained model, empty where there is none."""
    return f"{model}-{version(model)}" if spacy.util.is_package(model) else ""


@lru_cache(maxsize=2)
def load_dutch(model: str = MODEL) -> Language:
    """Load the Dutch pipeline once a process and say which of the two it is.

    The trained model is on no package index, so the fallback needs packages only: its lemmas come from the tables of
    `spacy-lookups-data`; it has no names and no parts of speech.
    """
    if spacy.util.is_package(model):
        log.warning("Dutch language model: %s", model)
        return spacy.load(model, disable=["parser"])
    nlp = spacy.blank("nl")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    log.warning("Dutch language model: tokenizer with lookup lemmas (%s is not installed)", model)
    return nlp


def is_word(word: str) -> bool:
    """Whether the dictionary has this Dutch word, in small letters."""
    forms, lemmas = _dictionary()
    return word in forms or word in lemmas


def lemma(word: str) -> str:
    """The dictionary form of a word, without its sentence."""
    return str(_dictionary()[0].get(word, word))


@lru_cache(maxsize=1)
def _dictionary() -> tuple[Table, frozenset[str]]:
    """Some 210,000 inflected forms with their lemmas, and those lemmas, which are not among the forms."""
    forms = load_lookups("nl", ["lemma_lookup"]).get_table("lemma_lookup")
    return forms, frozenset(forms.values())


def words_of(doc: Doc) -> list[Word]:
    """The words of a parsed text; punctuation is left out."""
    return [
        Word(fold(token.text), fold(token.lemma_ or token.text))
        for token in doc
        if any(char.isalnum() for char in token.text)
    ]
