from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.socialmap import service as socialmap
from bot.socialmap.cards import without_questions

from .small import service, write

MONDAY = datetime(2026, 11, 23, 10, tzinfo=timezone.utc)
PERSON = "wrk-naastje-ondersteuner"
KEYS = {
    "id", "name", "service", "description", "why", "offered_by", "fees", "free", "distance", "open_now", "phone",
    "email", "url", "how", "address", "checked_at", "funder",
}  # fmt: skip


@pytest.mark.parametrize("query", ["me huur nie betalen", "parachutespringen", "", "ik wil iemand spreken", "gokken"])
def test_a_person_is_always_last_and_there_are_at_most_three(example: Session, query: str) -> None:
    found = socialmap.options(example, query, domains=["geld"])
    assert found.ids[-1] == PERSON
    assert found.cards[-1]["offered_by"] == "person"
    assert len(found.cards) <= 3
    assert [card["id"] for card in found.cards] == found.ids


def test_nothing_found_leaves_only_the_person(example: Session) -> None:
    found = socialmap.options(example, "parachutespringen")
    assert (found.ids, found.confident) == ([PERSON], False)


def test_the_person_stays_when_excluded(example: Session) -> None:
    first = socialmap.options(example, "gok alles weg")
    again = socialmap.options(example, "gok alles weg", exclude=set(first.ids))
    assert again.ids[-1] == PERSON
    assert not set(first.ids[:-1]) & set(again.ids)


def test_cards_have_the_keys_of_the_widget(example: Session) -> None:
    for card in socialmap.options(example, "huurachterstand", domains=["geld"], place="Oudeveen", now=MONDAY).cards:
        assert set(card) >= KEYS
        assert card["offered_by"] in ("professional", "volunteer", "peer", "group", "person")
        assert card["url"].startswith("https://")
        assert datetime.fromisoformat(card["checked_at"])


def test_a_card_tells_and_does_not_ask(example: Session) -> None:
    (card, *_) = socialmap.options(example, "ruzie met de buren", domains=["wonen"]).cards
    assert card["description"].startswith("Twee bemiddelaars luisteren")
    for need in ("schimmel", "geen geld voor eten", "mijn kind wil sporten", "mijn ouders gaan scheiden"):
        for card in socialmap.options(example, need).cards:
            assert "?" not in card["description"]


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("Ruzie? Wij helpen. Bel ons.", "Wij helpen. Bel ons."),
        ("Wij helpen.", "Wij helpen."),
        ("Kom je ook?", "Kom je ook?"),
        ("", ""),
        (None, None),
    ],
)
def test_questions_are_left_out_unless_nothing_else_is_told(description: str | None, told: str | None) -> None:
    assert without_questions(description) == told


def test_reasons_become_plain_sentences(example: Session) -> None:
    first = socialmap.options(example, "huurachterstand").cards[0]
    assert first["why"].startswith("Past bij wat je vertelde: huurachterstand.")
    person = socialmap.options(example, "huurachterstand").cards[-1]
    assert "aan jouw kant" in person["why"]


def test_distance_is_told_from_a_known_place_only(example: Session) -> None:
    near = socialmap.options(example, "brief uitleg toeslag", place="Oudeveen").cards
    assert {card["id"]: card["distance"] for card in near}["wrk-raadslieden-oudeveen"] == "in Oudeveen"
    assert near[-1]["distance"] == "ongeveer 6 km, in De Kade" or "km, in De Kade" in near[-1]["distance"]
    assert socialmap.options(example, "brief uitleg toeslag", place="Elders").cards[0]["distance"] is None


def test_details_show_one_service(example: Session) -> None:
    card = socialmap.details(example, "wrk-schaak-avond")
    assert (card["name"], card["service"]) == ("Denksportclub De Loper", "Schaken, dammen en bridgen")
    assert card["address"] == "Huis van de Wijk De Kade, Kadeplein 3, 8792 KD De Kade"
    with pytest.raises(KeyError):
        socialmap.details(example, "bestaat-niet")


def test_the_service_is_the_name_when_it_says_more(example: Session) -> None:
    assert socialmap.details(example, PERSON)["name"] == "Naast je in Waterrijk: iemand die naast je staat"


def test_open_now_is_unknown_without_hours_and_by_appointment(db: Session, tmp_path: Path) -> None:
    def rule(note: str) -> list[dict[str, str]]:
        return [{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00", "note": note}]

    services = [
        service("open", schedules=rule("zonder afspraak")),
        service("afspraak", schedules=rule("op afspraak")),
        service("geen"),
    ]
    socialmap.import_path(db, write(tmp_path, *services))
    told = {item["id"]: socialmap.details(db, item["id"], MONDAY)["open_now"] for item in services}
    assert told == {"open": True, "afspraak": None, "geen": None}


def test_a_map_without_a_supporter_still_answers(db: Session, tmp_path: Path) -> None:
    socialmap.import_path(db, write(tmp_path, service("koffie", needs=["schaken"])))
    assert socialmap.options(db, "schaken").ids == ["koffie"]
