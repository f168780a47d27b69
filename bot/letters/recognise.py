"""Whether a text is a pasted letter: who speaks in it, and how much of a letter it has."""

from __future__ import annotations

import re

from bot.letters.features import Features
from bot.letters.layout import Parts

FEWEST = 35  # words
ENOUGH = 4  # marks of a letter
MANY = 6
WHOLE = 6  # with salutation, closing and two labels
ABOVE = 60  # words that may stand above a letter besides as many as are in it
FORMAL = 3  # formal phrases that a piece of a letter without heading, salutation and closing has at least

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|'k\b")
_OWN_PORTAL = re.compile(r"\b[Mm]ijn\s?(?=[A-Z])")  # MijnOverheid, Mijn Toeslagen


def is_letter(letter: Parts, features: Features) -> bool:
    """Precise rather than complete: a resident's own story, also one that quotes a letter, is no letter.

    Who speaks is heard in the letter itself: a line of the resident's own may stand above or below it.
    """
    body = letter.text[letter.heading if letter.greeted else 0 : letter.closing]
    words = [word.lower() for word in _WORD.findall(_OWN_PORTAL.sub("", body))]
    above = len(letter.text[: letter.heading].split()) if letter.greeted else 0
    if above + len(words) < FEWEST or above > ABOVE + len(words):
        return False
    me, mine, you = (sum(map(words.count, features.words[name])) for name in ("ik", "mijn", "u"))
    if letter.greeted:
        you += sum(map(words.count, features.words["je"]))
    marks, folded = _marks(letter, features), features.fold(body)
    formal = min(len(features.count("taal", folded)), 5)
    if marks == 0 and (formal < FORMAL or me + mine > 0 or you * 25 < len(words)):
        return False
    if you == 0:
        return marks >= ENOUGH and me + mine == 0
    if mine * 6 > you or me > you or features.has("eigen_brief", folded):
        return False
    if me * 2 > you and (mine or marks < WHOLE):  # some officials write "ik" too, but not "mijn"
        return False
    return marks + formal >= (MANY if me * 5 > you else ENOUGH)


def _marks(letter: Parts, features: Features) -> int:
    """Salutation and closing count for two, every label of a heading for one, up to three."""
    head = letter.text[: letter.heading]
    labels = {label for label in features.label.findall(head) if label.endswith(":") or label[0].isupper()}
    titled = features.title.match(letter.text.lstrip()) is not None
    return 2 * letter.greeted + 2 * (letter.closing is not None) + min(len(labels) + titled, 3)
