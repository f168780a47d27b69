from __future__ import annotations

from sqlalchemy.orm import Session

from bot.socialmap.hints import Hints, hints
from bot.socialmap.models import Service
from bot.socialmap.search import search
from bot.socialmap.stems import stem


def first_domains(db: Session, text: str) -> list[str]:
    return [db.get(Service, match.service_id).domains[0] for match in search(db, text).results]


def test_words_point_to_their_domain_in_all_their_forms() -> None:
    listed = Hints({(stem("deurwaarder"),): {"geld": 0.9}, ("bed", "nat"): {"gezin": 0.5}, ("kant",): {"geld": 0.2}})
    assert listed.domains("de deurwaarders stonden er weer") == ["geld"]
    assert listed.domains("zijn bed is elke nacht nat") == []  # other words between: that is for the listener
    assert listed.domains("bed nat") == ["gezin"]
    assert listed.domains("aan de andere kant") == []


def test_a_word_that_no_service_mentions_still_finds_its_domain(example: Session) -> None:
    word = "methadon"
    assert hints().domains(word) == ["verslaving"]
    assert not any(word in f"{row.name} {row.description}".lower() for row in example.query(Service))
    assert "verslaving" in first_domains(example, word)


def test_a_word_nobody_knows_is_still_not_found(example: Session) -> None:
    assert not search(example, "lasersnijden").confident
