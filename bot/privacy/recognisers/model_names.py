"""Names of people that the trained Dutch pipeline finds, where it is installed: those that no list and no cue knows."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language

from bot.dutch.pipeline import load_dutch
from bot.privacy.lexicon import lexicon
from bot.privacy.spans import Recogniser, Span

_PERSON = frozenset({"PERSON", "PER"})


def recognisers() -> tuple[Recogniser, ...]:
    """One where the pipeline tells names, none where it is only the tokenizer with lookup tables."""
    nlp = load_dutch()
    return (ModelNames(nlp),) if "ner" in nlp.pipe_names else ()


class ModelNames:
    """A recogniser. Careful: what is hidden wrongly can't be read by a supporter either."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._known = {name.lower() for name in (*lexicon().places, *lexicon().institutions)}

    def __call__(self, text: str) -> Iterator[Span]:
        for found in self._nlp(text).ents:
            proper = all(token.pos_ == "PROPN" and token.is_title for token in found)
            if found.label_ in _PERSON and proper and found.text.lower() not in self._known:
                yield Span(found.start_char, found.end_char, "name")
