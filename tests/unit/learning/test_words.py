"""Word features give what scikit-learn gives, also for the strangest text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.learning.words import LETTERS, WORDS, Texts, WordViews
from bot.text import fold

TEXTS = ["De huur is te hoog.", "de huren zijn hoog", "ik kan niet meer", "kan ik niet", "a", "", "één kilo"]
VIEWS = {"words": {**WORDS, "ngram_range": (1, 3)}, "letters": {**LETTERS, "ngram_range": (2, 5), "min_df": 2}}


def both(*texts: str) -> Texts:
    return {name: list(texts) for name in VIEWS}


def fitted() -> WordViews:
    return WordViews(VIEWS).fit(both(*TEXTS))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(" ".join(TEXTS).split())).map(" ".join)))
def test_the_same_as_the_library(text: str) -> None:
    ours = fitted().transform(both(text, "de huur"))
    theirs = [
        TfidfVectorizer(lowercase=False, sublinear_tf=True, **view).fit([fold(t) for t in TEXTS])
        for view in VIEWS.values()
    ]
    expected = np.hstack([view.transform([fold(text), "de huur"]).toarray() for view in theirs])
    np.testing.assert_allclose(ours.toarray(), expected, atol=1e-12)


def test_a_view_may_weigh_more() -> None:
    heavy = {**VIEWS, "words": {**VIEWS["words"], "weight": 2.0}}
    plain, weighted = (WordViews(views).fit(both(*TEXTS)) for views in (VIEWS, heavy))
    one, two = (views.transform(both("de huur")).toarray() for views in (plain, weighted))
    assert two.sum() > one.sum()
    assert np.linalg.norm(two) == pytest.approx(np.sqrt(5))


def test_kept_views_are_the_same(tmp_path: Path) -> None:
    views = fitted()
    views.save(tmp_path / "words.json")
    again = WordViews.load(tmp_path / "words.json", VIEWS)
    texts = both("de hoge huur", "iets anders")
    np.testing.assert_allclose(again.transform(texts).toarray(), views.transform(texts).toarray(), atol=1e-4)
