"""The widget's texts in other languages say what the Dutch table says: the same names, the same words filled in."""

from __future__ import annotations

import re

import pytest

from bot.languages import load_languages
from bot.settings import ROOT

WIDGET = ROOT / "bot" / "widget"
LANGUAGES = {name: language.widget for name, language in load_languages(ROOT / "nlu_data").items() if language.widget}
ENTRY = re.compile(r'^ +(\w+): "((?:[^"\\]|\\.)*)",$', re.MULTILINE)
TABLE = (WIDGET / "teksten.nl.js").read_text(encoding="utf-8")
DUTCH = dict(ENTRY.findall(TABLE))


def flat(table: dict[str, object]) -> dict[str, str]:
    """The texts by name, with those of a table in the table among them."""
    found: dict[str, str] = {}
    for name, value in table.items():
        found.update(flat(value) if isinstance(value, dict) else {name: str(value)})
    return found


def test_the_dutch_table_is_read_whole() -> None:
    assert len(DUTCH) == TABLE.count('",\n')
    assert {"otherLanguage", "peer"} <= set(DUTCH)


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_language_has_every_text_and_fills_in_the_same_words(name: str) -> None:
    texts = flat(LANGUAGES[name])
    assert set(texts) == set(DUTCH)
    fields = {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in texts.items()}
    assert fields == {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in DUTCH.items()}
    assert [key for key, text in texts.items() if not text.strip()] == []


def test_only_one_module_holds_to_dutch() -> None:
    importing = re.compile(r'from "./teksten\.nl\.js"')
    assert [path.name for path in WIDGET.glob("*.js") if importing.search(path.read_text(encoding="utf-8"))] == [
        "language.js"
    ]
