from __future__ import annotations

import pytest

from bot.socialmap.similarity import Neighbours
from bot.socialmap.stems import stem, tokens
from bot.socialmap.vocabulary import Vocabulary, vocabulary


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("huren", "huur"), ("brieven", "brief"), ("huizen", "huis"), ("schaken", "schaak"), ("woont", "wonen"),
        ("luisterd", "luistert"), ("eenzame", "eenzaamheid"), ("maatjes", "maatje"), ("fotos", "foto"),
        ("verzekering", "verzekeringen"), ("bloemetje", "bloem"), ("depresie", "depressie"),
    ],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("buurt", "buren"), ("wond", "wonen"), ("geld", "gele"), ("kort", "koor")])
def test_other_words_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_tokens_are_folded_and_whole() -> None:
    assert tokens("Cliënt met burn-out, 12 foto's") == ["client", "met", "burnout", "fotos"]


def test_neighbours_are_the_same_compounds_and_misspellings() -> None:
    near = Neighbours(["taxi", "schak", "psycholog", "kled", "dorpsdokter"])
    assert near.of("taxi") == {"taxi": 1.0}
    assert near.of("deltaxi")["taxi"] < 1
    assert "schak" in near.of("schakclub")
    assert "psycholog" in near.of("psygolog")
    assert "dorpsdokter" in near.of("dokter")
    assert near.of("amhar") == {}
    assert near.of("") == {}


def test_a_message_is_read_with_the_lists() -> None:
    request = vocabulary().request("ik kan me huur nie betalen, wil iemand die langskomt en Arabisch spreekt")
    said = {alternative.stem for term in request.terms for alternative in term.alternatives}
    assert stem("huurachterstand") in said
    assert "kan" not in said
    assert stem("betalen") in request.denied
    assert request.wishes == {"home_visit"}
    assert request.languages == ("ar",)


def test_more_words_on_the_left_are_replaced_and_one_word_is_kept() -> None:
    lists = Vocabulary({
        "stopwoorden": "de", "ontkenning": ["niet"], "ook": {"kaart voor": "pas", "kachel": "verwarming"},
        "talen": {}, "wensen": {}, "inloop": [], "op_afspraak": [], "over_wie": [],
    })  # fmt: skip

    def said(text: str) -> list[list[str]]:
        return [[alternative.stem for alternative in term.alternatives] for term in lists.request(text).terms]

    assert said("kaart voor de kachel") == [["pas"], ["kachel", stem("verwarming")]]


def test_every_synonym_means_something() -> None:
    empty = [said for said, meant in vocabulary()._also.items() if not meant]
    assert empty == []
