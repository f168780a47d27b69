"""A piece of text that is personal data, and what recognises it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """`text[start:end]` is personal data; `type` is a redaction code such as `bsn` or `name`."""

    start: int
    end: int
    type: str

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


Recogniser = Callable[[str], Iterable[Span]]


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """In order of position; where two overlap, the one that came first in `spans` stays."""
    kept: list[Span] = []
    for span in spans:
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def joined(text: str, spans: Sequence[Span], between: str, kind: str) -> Iterator[Span]:
    """Spans of one type with nothing but the characters of `between` in the middle become one."""
    last: Span | None = None
    for span in spans:
        beside = last is not None and not text[last.end:span.start].strip(between)
        if last is not None and beside and last.type == span.type == kind:
            last = Span(last.start, span.end, kind)
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last
