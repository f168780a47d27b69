"""Hides personal data in a text before anything is stored; the only public entry of redaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.privacy.checks import national
from bot.privacy.recognisers import address, contact, cued_numbers, dates, licence, model_names, numbers
from bot.privacy.recognisers.names import Names
from bot.privacy.resources import markers
from bot.privacy.spans import Recogniser, Span, without_overlap

__all__ = ["Redacted", "Redactor", "Span"]

_BLANK = "\ufffc"  # no letter, digit or punctuation: what is hidden already says nothing to a recogniser


@dataclass(frozen=True)
class Redacted:
    """The text with markers, and what was hidden: places in the original, sorted, not overlapping."""

    text: str
    spans: tuple[Span, ...]


class Redactor:
    """`keep`: names and numbers of organisations that stay readable, such as those of the social map."""

    def __init__(self, keep: Iterable[str] = ()) -> None:
        keep = tuple(keep)
        self._numbers = frozenset(filter(None, map(_number, keep)))
        self._texts = frozenset(entry.strip().lower() for entry in keep)
        # In order of certainty: where two overlap, the first wins.
        self._recognisers: tuple[Recogniser, ...] = (
            contact.emails, contact.links, numbers.accounts, cued_numbers.cued_numbers, dates.birth_dates,
            contact.phones, numbers.citizen_numbers, contact.likely_phones, numbers.cards, licence.plates,
            numbers.passports, address.addresses, Names(keep), *model_names.recognisers(),
        )
        marks = "|".join(re.escape(_marker(kind)) for kind in markers())
        self._marker = re.compile(marks)

    def redact(self, text: str) -> Redacted:
        """Replaces personal data by markers such as `‹naam›`; a text that was redacted before stays as it is.

        Hiding one thing can make another stand out, so this looks again until nothing is found.
        """
        spans: list[Span] = []
        hidden = text
        while more := self._find(hidden):
            spans += [_in_original(span, spans) for span in more]
            spans.sort(key=lambda span: span.start)
            hidden = _replace(text, spans)
        return Redacted(hidden, tuple(spans))

    def _find(self, text: str) -> list[Span]:
        view = self._marker.sub(lambda match: _BLANK * len(match[0]), text)
        found = (span for recogniser in self._recognisers for span in recogniser(view))
        return without_overlap(span for span in found if self._hides(view[span.start:span.end], span))

    def _hides(self, value: str, span: Span) -> bool:
        """Not what is hidden already, and not what must stay readable."""
        if not value or _BLANK in value or value.lower() in self._texts:
            return False
        return span.type != "phone" or _number(value) not in self._numbers


def _marker(kind: str) -> str:
    return f"‹{markers()[kind]}›"


def _number(text: str) -> str | None:
    """The digits of a telephone number in one form; None when the text is something else."""
    plain = national(text)
    return None if len(plain) < 3 or re.search(r"[^\W\d_]", text) else plain


def _in_original(span: Span, hidden: Sequence[Span]) -> Span:
    """A place in the text with markers for `hidden`, as a place in the original."""
    shift = 0
    for earlier in hidden:
        if earlier.start + shift >= span.start:
            break
        shift += len(_marker(earlier.type)) - (earlier.end - earlier.start)
    return Span(span.start - shift, span.end - shift, span.type)


def _replace(text: str, spans: Sequence[Span]) -> str:
    pieces, last = [], 0
    for span in spans:
        pieces += [text[last:span.start], _marker(span.type)]
        last = span.end
    return "".join(pieces) + text[last:]
