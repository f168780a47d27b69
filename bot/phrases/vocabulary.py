"""`woorden.yml`: chat spellings and named word lists, shared by every pattern file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.phrases.content import ContentError, read_mapping, strings
from bot.phrases.matching import PatternSet
from bot.phrases.normalise import Normaliser
from bot.phrases.patterns import Pattern, PatternError


class Vocabulary:
    """Compiles patterns with the project's own spellings and lists."""

    def __init__(self, spelling: Mapping[str, str], groups: Mapping[str, Sequence[str]]) -> None:
        self.normaliser = Normaliser(spelling)
        self._groups = groups

    @classmethod
    def load(cls, file: Path) -> Vocabulary:
        """Reads `spelling` (chat word: plain words) and `groepen` (name: list of patterns)."""
        data = read_mapping(file)
        spelling = data.get("spelling") or {}
        for chat, plain in spelling.items():
            if not isinstance(chat, str) or not isinstance(plain, str):
                raise ContentError(file, f"spelling, {chat!r}", "both sides must be text; use quotes")
        groups = {name: strings(file, f"groepen, {name}", words) for name, words in (data.get("groepen") or {}).items()}
        return cls(spelling, groups)

    def compile(self, file: Path, prefix: str, group: str, sources: Any) -> PatternSet:
        """A list from a content file as patterns with ids `prefix/group/number`."""
        patterns: dict[str, Pattern] = {}
        for number, source in enumerate(strings(file, group, sources), start=1):
            try:
                patterns[f"{prefix}/{group}/{number}"] = Pattern(source, self.normaliser, self._groups)
            except PatternError as error:
                raise ContentError(file, f"{group}, item {number}", str(error)) from error
        return PatternSet(patterns)


def first(found: Iterable[str]) -> str | None:
    """The first id, if any."""
    return next(iter(found), None)
