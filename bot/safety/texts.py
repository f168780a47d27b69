"""The fixed texts of one danger, and choosing the next one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.safety.case import Case
from bot.safety.moves import MOVES

KEYS = ("zeker", "mogelijk", "terug", "medewerker", *MOVES)
_FIRM = frozenset({"zeker", "mogelijk", "nu", "ja"})  # these may name the same line again at once


@dataclass(frozen=True)
class Text:
    """One reply. `means` says which text a yes or a no to its question leads to."""

    id: str
    text: str
    buttons: tuple[str, ...]
    means: dict[str, str]

    @property
    def names_line(self) -> bool:
        return any(way in self.text for way in ("{lijn:", "{nummer:", "{chat:"))

    @property
    def lines(self) -> list[str]:
        """Ids of the help lines this text shows in full."""
        return re.findall(r"\{lijn:([\w.-]+)\}", self.text)


Texts = dict[str, list[Text]]


@dataclass(frozen=True)
class Protocol:
    """The texts of one code: for everyone, for a child and for a topic where they differ.

    `reason` tells a supporter in a few words why a handover is urgent.
    """

    code: str
    texts: Texts
    child: Texts
    topics: dict[str, Texts]
    child_topics: dict[str, Texts]
    certain_for_child: bool
    reason: str

    def choose(self, key: str, case: Case) -> Text:
        """The next text under `key`: in turn, never the last one again, no whole line twice running."""
        variants = self._variants(key, case)
        counter = f"{self.code}/{key}"
        start = case.used.get(counter, 0)
        ring = [variants[(start + step) % len(variants)] for step in range(len(variants))]
        fresh = [text for text in ring if text.id != case.last]
        if not fresh:
            return self.choose("anders", case)
        text = _calm(key, start == 0, fresh, case)
        case.used[counter] = start + ring.index(text) + 1
        case.last, case.key = text.id, key
        case.lines, case.line_named = text.lines, text.names_line
        case.expects = dict(text.means) if case.is_open else {}
        # Pressing the button of a text that offers a supporter is a yes to it.
        case.person = case.is_open and (case.person or key == "mens" or bool(set(text.buttons) & self._offers))
        return text

    @property
    def _offers(self) -> set[str]:
        """Titles of the buttons with which a supporter of the municipality is asked for."""
        return {title for text in self.texts["mens"] for title in text.buttons}

    def _variants(self, key: str, case: Case) -> list[Text]:
        """The most fitting group of texts that has this key."""
        groups = [self.topics.get(case.topic, {}), self.texts]
        if case.minor:
            groups = [self.child_topics.get(case.topic, {}), self.child, *groups]
        return next(group[key] for group in groups if key in group)


def _calm(key: str, first: bool, fresh: list[Text], case: Case) -> Text:
    """The one of `fresh` that does not say a help line again that was just named."""
    if key in _FIRM or (key == "anders" and first):
        return fresh[0]
    if key == "anders" and case.line_named:
        return next((text for text in fresh if not text.names_line), fresh[0])
    return next((text for text in fresh if not set(text.lines) & set(case.lines)), fresh[0])
