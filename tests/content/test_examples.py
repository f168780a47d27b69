"""What the listener learns from: enough of it, of all life domains, and not the same sentence again and again."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pytest

from bot.codes import LIFE_DOMAINS
from bot.content import checks
from bot.dutch import lexicon
from bot.settings import ROOT
from bot.text import fold, words

CONTENT = ROOT / "nlu_data"
LANGUAGES = ("en", "pl", "tr", "ar", "uk", "fr", "de")


@pytest.fixture(scope="module")
def messages() -> list[tuple[str, dict[str, Any]]]:
    return list(checks.messages(CONTENT))


def about(block: dict[str, Any]) -> dict[str, Any]:
    return dict(block.get("metadata") or {})


def test_every_life_domain_has_many_examples(messages: list[tuple[str, dict[str, Any]]]) -> None:
    dutch = Counter(
        code
        for _, block in messages
        for code in about(block).get("domains") or []
        if about(block).get("language", "nl") == "nl"
    )
    assert {code: dutch[code] for code in LIFE_DOMAINS if dutch[code] < 350} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_speaks_of_every_domain(messages: list[tuple[str, dict[str, Any]]], language: str) -> None:
    heard = {
        code
        for _, block in messages
        if about(block).get("language") == language
        for code in about(block).get("domains") or []
    }
    assert heard == set(LIFE_DOMAINS)


def test_many_messages_have_no_need(messages: list[tuple[str, dict[str, Any]]]) -> None:
    assert sum(not about(block).get("domains") for _, block in messages) >= 250


def test_few_examples_are_another_one_with_one_word_changed(messages: list[tuple[str, dict[str, Any]]]) -> None:
    frames: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text, _ in messages:
        said = words(fold(text))
        if len(said) >= 5:
            for place in range(len(said)):
                frames[(*said[:place], "_", *said[place + 1 :])].add(text)
    alike = {text for texts in frames.values() if len(texts) > 1 for text in texts}
    assert len(alike) / len(messages) < 0.01, sorted(alike)[:20]


def test_the_word_list_is_large_and_every_domain_has_its_own() -> None:
    assert lexicon.count(CONTENT) >= 3000
    assert all(len(lexicon.read_terms(CONTENT / code / lexicon.FILE)) >= 200 for code in LIFE_DOMAINS)
