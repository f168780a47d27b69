"""The words around the page: the same ones in every language."""

from __future__ import annotations

import re

import pytest
import yaml

from bot.languages import load_languages
from bot.takeaway.texts import FILE, PageTexts

from .conftest import CONTENT, IN_LANGUAGES

DUTCH = yaml.safe_load((CONTENT / FILE).read_text(encoding="utf8"))["page"]
OTHERS = {code: language for code, language in load_languages(CONTENT).items() if language.main != "nl"}


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_every_word_and_fills_in_the_same(code: str) -> None:
    page = OTHERS[code].page
    assert set(page) == set(DUTCH)
    for name, text in DUTCH.items():
        assert re.findall(r"\{\w+\}", page[name]) == re.findall(r"\{\w+\}", text)


@pytest.mark.parametrize("code", IN_LANGUAGES)
def test_a_page_reads_in_the_direction_of_its_language(texts: PageTexts, code: str) -> None:
    wording = texts.of(code)
    assert (wording.lang, wording.direction) == (code.split("-")[0], IN_LANGUAGES[code][0])
    assert set(wording.words) == set(DUTCH)


@pytest.mark.parametrize("code", [None, "xx"])
def test_an_unknown_language_gets_dutch_words(texts: PageTexts, code: str | None) -> None:
    assert (texts.of(code).lang, texts.of(code).words) == ("nl", DUTCH)
