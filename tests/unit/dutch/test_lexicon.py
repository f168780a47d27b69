from __future__ import annotations

from pathlib import Path

import pytest

from bot.codes import LIFE_DOMAINS
from bot.dutch.lexicon import Lexicon, read_terms
from bot.dutch.pipeline import load_dutch, words_of
from bot.phrases.content import ContentError

TERMS = {
    "rekening": {"geld": 0.6},
    "deurwaarder": {"geld": 0.9, "regels": 0.3},
    "bed niet uit": {"gevoel": 0.6},
    "schuld": {"geld": 0.9},
    "hulp": {"thuis": 0.3},
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.of(TERMS, load_dutch())


def found(lexicon: Lexicon, text: str) -> list[str]:
    return [hit.term for hit in lexicon.find(words_of(load_dutch()(text)))]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("De Deurwaarder staat voor de deur", ["deurwaarder"]),
        ("al die rekeningen", ["rekening"]),
        ("hij komt zijn bed niet uit", ["bed niet uit"]),
        ("hij komt zijn bed gewoon niet meer uit", ["bed niet uit"]),
        ("een huurschuld van drie maanden", ["schuld"]),
        ("de rekeningafschriften", ["rekening"]),
        ("het is mooi weer", []),
        ("mijn bed is oud en ik kan er niet goed mee uit de voeten", []),
    ],
)
def test_terms_are_found_in_their_forms(lexicon: Lexicon, text: str, terms: list[str]) -> None:
    assert found(lexicon, text) == terms


def test_a_short_word_is_no_part_of_a_compound(lexicon: Lexicon) -> None:
    assert found(lexicon, "hulpeloos") == []


def test_hints_add_up_but_a_repeated_word_counts_once(lexicon: Lexicon) -> None:
    def strength(text: str) -> float:
        return lexicon.strengths(words_of(load_dutch()(text))).get("geld", 0.0)

    assert strength("rekening rekening rekening") == strength("rekening") == pytest.approx(0.6)
    assert strength("rekening en schuld") == pytest.approx(1 - 0.4 * 0.1)
    assert strength("") == 0.0


def test_a_compound_points_less_strongly_than_its_part(lexicon: Lexicon) -> None:
    whole, compound = (lexicon.strengths(words_of(load_dutch()(text)))["geld"] for text in ("schuld", "huurschuld"))
    assert 0 < compound < whole


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("woorden: []", "groepen"),
        ("groepen:\n- sterk: [a]", "soort"),
        ("groepen:\n- soort: geld\n  erg: [a]", "not erg"),
        ("groepen:\n- soort: geld\n  sterk: [ja, no]", "must be text"),
        ("groepen:\n- soort: geld\n  sterk: [schuld]\n  soms: [schuld]", "twice"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "woorden.yml"
    file.write_text(content, encoding="utf8")
    with pytest.raises(ContentError, match=says) as error:
        read_terms(file)
    assert "woorden.yml" in str(error.value)


def test_every_domain_needs_its_file(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=LIFE_DOMAINS[0]):
        Lexicon.load(tmp_path, load_dutch())
