"""TF-IDF of words and of parts of words: what sentence vectors miss, such as names of letters and benefits, street
words, and misspellings that still share their letters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.text import fold

WORDS: dict[str, Any] = {"analyzer": "word", "token_pattern": r"\w+"}
LETTERS: dict[str, Any] = {"analyzer": "char_wb"}
Texts = dict[str, list[str]]  # the texts of each view, in the same order

_WORD = re.compile(r"\w+")
_KEPT_WORDS = 50_000


class WordViews:
    """Several TF-IDF views of the same messages side by side; a view may read a form of its own (words, lemmas)."""

    def __init__(self, views: dict[str, dict[str, Any]]) -> None:
        self._settings = {name: {k: v for k, v in view.items() if k != "weight"} for name, view in views.items()}
        self._weights = {name: view["weight"] for name, view in views.items() if "weight" in view}
        self._fitted: dict[str, _View] = {}

    def fit(self, texts: Texts) -> WordViews:
        for name, settings in self._settings.items():
            vectorizer = TfidfVectorizer(lowercase=False, sublinear_tf=True, **settings)
            vectorizer.fit([fold(text) for text in texts[name]] or ["leeg"])
            columns = {term: int(column) for term, column in vectorizer.vocabulary_.items()}
            self._fitted[name] = _View(settings, columns, vectorizer.idf_)
        return self

    def transform(self, texts: Texts) -> csr_matrix:
        """Shape (messages, all views' features); a view's `weight` says how much it counts beside the others."""
        rows = [
            self._fitted[name].transform([fold(text) for text in texts[name]]) * self._weights.get(name, 1.0)
            for name in self._settings
        ]
        return csr_matrix(hstack(rows))

    def save(self, file: Path) -> None:
        kept = {
            name: {"vocabulary": view.columns, "idf": [round(float(weight), 5) for weight in view.idf]}
            for name, view in self._fitted.items()
        }
        file.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf8")

    @classmethod
    def load(cls, file: Path, views: dict[str, dict[str, Any]]) -> WordViews:
        loaded = cls(views)
        for name, kept in json.loads(file.read_text(encoding="utf8")).items():
            loaded._fitted[name] = _View(loaded._settings[name], kept["vocabulary"], np.array(kept["idf"]))
        return loaded


class _View:
    """One fitted view. Gives what scikit-learn's vectorizer gives, several times as fast for a single message."""

    def __init__(self, settings: dict[str, Any], columns: dict[str, int], idf: np.ndarray) -> None:
        self.columns, self.idf = columns, np.asarray(idf, dtype=np.float64)
        self._shortest, self._longest = settings["ngram_range"]
        self._terms: Callable[[str], list[int]] = self._letters if settings["analyzer"] == "char_wb" else self._words
        self._known: dict[str, list[int]] = {}

    def transform(self, texts: list[str]) -> csr_matrix:
        found = [self._terms(text) for text in texts]
        ends = np.cumsum([0, *map(len, found)])
        every = np.fromiter(chain.from_iterable(found), dtype=np.int32, count=int(ends[-1]))
        rows = csr_matrix((np.ones(len(every)), every, ends), shape=(len(texts), len(self.columns)))
        rows.sum_duplicates()
        rows.data = (1.0 + np.log(rows.data)) * self.idf[rows.indices]
        squares = np.add.reduceat(np.append(rows.data**2, 0.0), rows.indptr[:-1]) if len(texts) else np.zeros(0)
        filled = np.diff(rows.indptr)
        lengths = np.where(filled > 0, np.sqrt(squares), 1.0)
        rows.data /= np.repeat(lengths, filled)
        return rows

    def _words(self, text: str) -> list[int]:
        words = _WORD.findall(text)
        terms = [
            " ".join(words[at : at + size])
            for size in range(self._shortest, self._longest + 1)
            for at in range(len(words) - size + 1)
        ]
        return [self.columns[term] for term in terms if term in self.columns]

    def _letters(self, text: str) -> list[int]:
        return [column for word in text.split() for column in self._letters_of(word)]

    def _letters_of(self, word: str) -> list[int]:
        """The columns of one word's groups of letters, blanks around it; words recur, so they are kept."""
        known = self._known.get(word)
        if known is None:
            padded = f" {word} "
            terms = []
            for size in range(self._shortest, self._longest + 1):
                terms += [padded[at : at + size] for at in range(max(len(padded) - size, 0) + 1)]
                if len(padded) <= size:
                    break  # a short word counts once, whole
            known = [self.columns[term] for term in terms if term in self.columns]
            if len(self._known) >= _KEPT_WORDS:
                self._known.clear()
            self._known[word] = known
        return known
