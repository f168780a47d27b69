"""Plain language: how hard a Dutch text is to read, measured, and which words need an explanation beside them.

Flesch-Douma is the Dutch form of Flesch's reading ease (Douma 1960): 206.84 - 0.93 x words a sentence - 77 x
syllables a word. 60 and more reads easily for most people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import mean, quantiles

from bot.text import fold, sentences, words

EASE, WORDS_A_SENTENCE, LONGEST_SENTENCE = 60.0, 12.0, 20
ENOUGH = 12  # words; fewer say nothing about ease: one long word would decide
_FILLED_IN = re.compile(r"\{\w*\}|‹\w+›")
# What is one sound though it is several letters, the longest first.
_SOUNDS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouy]")


def syllables(word: str) -> int:
    """Of a Dutch word, at least one; `ë` and its like begin a new one."""
    apart = re.sub("[äëïöü]", lambda match: "|" + match[0], word.lower())
    return max(1, sum(len(_SOUNDS.findall(fold(part))) for part in apart.split("|")))


def ease(text: str) -> float:
    """Flesch-Douma of a text with at least one word."""
    said = [found for part in sentences(text) if (found := words(part))]
    every = [word for part in said for word in part]
    return 206.84 - 0.93 * len(every) / len(said) - 77 * sum(map(syllables, every)) / len(every)


def problems_of(texts: Sequence[tuple[str, str]], jargon: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """One line for each text (given with its name) that is too hard, and for all of them together.

    `jargon` holds words of the trade; a text with one must also hold one of the explanations that stand with it.
    """
    lengths: list[int] = []
    for name, raw in texts:
        text = _FILLED_IN.sub("naam", raw)
        mine = [count for part in sentences(text) if (count := len(words(part)))]
        lengths += mine
        if max(mine, default=0) > LONGEST_SENTENCE:
            yield f"{name}: a sentence of {max(mine)} words; cut it up, {LONGEST_SENTENCE} is the most."
        if sum(mine) >= ENOUGH and (found := ease(text)) < EASE:
            yield f"{name}: reads with difficulty (Flesch-Douma {found:.0f}, at least {EASE:.0f}); use shorter words."
        for word, explained in jargon.items():
            told = any(fold(way) in fold(text) for way in explained)
            if re.search(rf"\b{re.escape(fold(word))}\b", fold(text)) and not told:
                yield f"{name}: '{word}' is a word of the trade; say it plainly, or explain it in the same text."
    if len(lengths) > 1 and mean(lengths) > WORDS_A_SENTENCE:
        yield f"the replies: {mean(lengths):.1f} words a sentence; {WORDS_A_SENTENCE:.0f} is the most."
    if len(lengths) > 20 and quantiles(lengths, n=20)[-1] > LONGEST_SENTENCE:
        yield f"the replies: one sentence in twenty has more than {LONGEST_SENTENCE} words."
