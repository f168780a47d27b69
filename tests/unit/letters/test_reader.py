from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.letters.reader import Letter, LetterReader
from bot.phrases.content import ContentError

HERE = Path(__file__).parent
FOLDER = Path(__file__).parents[3] / "nlu_data/_gedeeld/brief"
TODAY = date(2026, 11, 18)
LETTERS: list[dict[str, Any]] = yaml.safe_load((HERE / "brieven.yml").read_text(encoding="utf-8"))
STORIES: list[str] = yaml.safe_load((HERE / "verhalen.yml").read_text(encoding="utf-8"))
READER = LetterReader.load(FOLDER)


def plain(text: str) -> str:
    return " ".join(text.split())


def reported(letter: Letter) -> list[str]:
    said = [deadline.said for deadline in letter.deadlines]
    return [text for text in (letter.sender, letter.subject, *letter.asks, *said) if text is not None]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter["name"])
def test_a_letter_is_read_literally(letter: dict[str, Any]) -> None:
    found = READER.read_letter(letter["text"], TODAY)
    assert (found.sender, found.subject) == (letter["sender"], letter["subject"])
    if "dated" in letter:
        assert found.dated == letter["dated"]
    assert found.asks == letter["asks"]
    assert [deadline.day for deadline in found.deadlines] == [deadline["day"] for deadline in letter["deadlines"]]
    for deadline, expected in zip(found.deadlines, letter["deadlines"], strict=True):
        assert deadline.said.startswith(expected["says"])
        assert expected.get("has", "") in deadline.said


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter["name"])
def test_a_pasted_letter_is_known(letter: dict[str, Any]) -> None:
    assert READER.looks_like_letter(letter["text"])
    assert READER.looks_like_letter(plain(letter["text"])), "the line breaks are lost"


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter["name"])
def test_without_line_breaks_the_same_days_are_read(letter: dict[str, Any]) -> None:
    broken, whole = (READER.read_letter(text, TODAY) for text in (letter["text"], plain(letter["text"])))
    assert [deadline.day for deadline in broken.deadlines] == [deadline.day for deadline in whole.deadlines]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter["name"])
def test_everything_stands_in_the_letter(letter: dict[str, Any]) -> None:
    for text in (letter["text"], plain(letter["text"])):
        for said in reported(READER.read_letter(text, TODAY)):
            assert said.strip("…") in plain(text)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story[:40])
def test_a_long_message_is_no_letter(story: str) -> None:
    assert len(story.split()) >= 40
    assert not READER.looks_like_letter(story)


ABOVE = ["kunnen jullie dit lezen, ik snap er niks van\n\n", "Deze kreeg ik, wat moet ik ermee?\n"]


@pytest.mark.parametrize("above", ABOVE)
def test_a_line_of_the_residents_own_may_stand_above_a_letter(above: str) -> None:
    letter = next(letter["text"] for letter in LETTERS if letter["name"] == "energie_afsluiten")
    assert READER.looks_like_letter(above + letter)
    assert READER.read_letter(above + letter, TODAY).asks == READER.read_letter(letter, TODAY).asks


def test_a_few_words_are_no_letter() -> None:
    assert not READER.looks_like_letter("Geachte heer, U moet € 40 betalen vóór 4 december. Hoogachtend, de gemeente")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Betaal het bedrag vóór 4 december 2026.", date(2026, 12, 4)),
        ("Betaal het bedrag uiterlijk op 04-12-2026.", date(2026, 12, 4)),
        ("Betaal het bedrag uiterlijk 4 dec.", date(2026, 12, 4)),
        ("Betaal het bedrag voor 1 februari.", date(2027, 2, 1)),
        ("U moet zich uiterlijk vrijdag 27 november melden.", date(2026, 11, 27)),
        ("Uiterste betaaldatum: 14 december 2026", date(2026, 12, 14)),
        ("Stuur het formulier binnen zes weken na de datum van deze brief terug.", date(2026, 12, 22)),
        ("Stuur het formulier binnen een maand na dagtekening terug.", date(2026, 12, 10)),
        ("U kunt tot en met 8 december 2026 bezwaar maken.", date(2026, 12, 8)),
        ("U moet de woning op 15 december 2026 verlaten.", date(2026, 12, 15)),
    ],
)
def test_a_day_is_named_or_follows_from_the_letters_date(sentence: str, day: date) -> None:
    letter = f"Gemeente Waterrijk\nDatum: 10 november 2026\n\nGeachte heer ‹naam›,\n\n{sentence}\n\nHoogachtend"
    (deadline,) = READER.read_letter(letter, TODAY).deadlines
    assert deadline.day == day


@pytest.mark.parametrize(
    "sentence",
    [
        "Betaal het bedrag binnen 14 dagen.",
        "Stuur het formulier binnen vijf werkdagen na de datum van deze brief terug.",
        "U moet binnen zes weken na ontvangst van deze brief reageren.",
        "Bel ons uiterlijk vrijdag om een afspraak te maken.",
    ],
)
def test_a_term_without_a_date_has_no_day(sentence: str) -> None:
    letter = f"Gemeente Waterrijk\nDatum: 10 november 2026\n\nGeachte heer ‹naam›,\n\n{sentence}\n\nHoogachtend"
    (deadline,) = READER.read_letter(letter, TODAY).deadlines
    assert (deadline.said, deadline.day) == (sentence, None)


def test_a_term_is_not_counted_without_the_letters_date() -> None:
    letter = "Geachte heer ‹naam›,\n\nU moet binnen twee weken na de datum van deze brief betalen.\n\nHoogachtend"
    (deadline,) = READER.read_letter(letter, TODAY).deadlines
    assert deadline.day is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Wij nemen binnen acht weken een besluit over uw aanvraag.",
        "U ontvangt uiterlijk 23 december 2026 bericht van ons.",
        "Uw kaart is geldig tot 4 december 2026.",
        "U had het bedrag vóór 1 december 2026 moeten betalen.",
        "Op 4 november 2026 hebben wij met u gesproken.",
        "Ons kenmerk is Z-12-04-2027-889 en u kunt bellen tussen 9.00 en 12.10 uur.",
        "Als u vóór 1 januari 1959 bent geboren, krijgt u AOW.",
        "Uw huur stijgt per 1 januari 2027 op grond van artikel 7.12 van de wet.",
    ],
)
def test_what_is_no_deadline_of_the_reader_is_left_alone(sentence: str) -> None:
    letter = f"Gemeente Waterrijk\nDatum: 10 november 2026\n\nGeachte heer ‹naam›,\n\n{sentence}\n\nHoogachtend"
    assert READER.read_letter(letter, TODAY).deadlines == []


@pytest.mark.parametrize(
    "sentence",
    [
        "U hoeft niets te doen.",
        "Wat moet u doen?",
        "Heeft u vragen? Neem dan contact met ons op.",
        "U kunt bellen met de gemeente.",
        "Bent u het niet eens met dit besluit? Stuur dan binnen zes weken een bezwaarschrift.",
        "Wij moeten uw aanvraag nog beoordelen.",
    ],
)
def test_what_asks_nothing_is_no_ask(sentence: str) -> None:
    assert READER.read_letter(f"Geachte heer ‹naam›,\n\n{sentence}\n\nHoogachtend", TODAY).asks == []


def test_past_days_are_read_from_a_letter_without_a_date() -> None:
    letter = "Geachte heer ‹naam›,\n\nBetaal het bedrag vóór 4 december 2024.\n\nHoogachtend"
    (deadline,) = READER.read_letter(letter, TODAY).deadlines
    assert deadline.day == date(2024, 12, 4)


def test_the_two_earliest_deadlines_are_kept_and_one_for_a_day() -> None:
    days = ("20 december 2026", "4 december 2026", "12 december 2026", "04-12-2026")
    letter = "Geachte heer ‹naam›,\n\n" + "\n".join(f"Betaal deel {n} vóór {day}." for n, day in enumerate(days))
    found = READER.read_letter(letter, TODAY).deadlines
    assert [deadline.day for deadline in found] == [date(2026, 12, 4), date(2026, 12, 12)]


def test_a_long_sentence_is_clipped_at_a_word_around_its_day() -> None:
    long = "Wij verzoeken u, " + "gelet op alles wat wij u hierover eerder hebben geschreven, " * 6
    letter = f"Geachte heer ‹naam›,\n\n{long}het bedrag vóór 4 december 2026 te betalen.\n\nHoogachtend"
    (deadline,) = READER.read_letter(letter, TODAY).deadlines
    assert "4 december 2026" in deadline.said and len(deadline.said) <= 200
    assert f" {deadline.said.strip('…')}" in plain(letter)


PIECES = [line for letter in LETTERS for line in letter["text"].splitlines()] + STORIES
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=12).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), MIXED), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_no_text_crashes_it_and_all_it_says_is_there(text: str, today: date) -> None:
    READER.looks_like_letter(text)
    letter = READER.read_letter(text, today)
    assert len(letter.asks) <= 2 and len(letter.deadlines) <= 2
    days = [deadline.day for deadline in letter.deadlines if deadline.day]
    assert days == sorted(days)
    for said in reported(letter):
        assert said.strip("…") in plain(text)
    for deadline in letter.deadlines:
        assert 0 < len(deadline.said) <= 200


SCRAPS = ["", "\n", "Geachte", "Geachte heer,", "Datum:", "Onderwerp:\n\n", "31-12-9999 binnen 999 jaar", "woenſdag"]


@pytest.mark.parametrize("text", SCRAPS)
def test_scraps_are_read_as_nothing(text: str) -> None:
    assert not READER.looks_like_letter(text)
    assert READER.read_letter(text, TODAY).asks == []


def test_reading_is_fast() -> None:
    def once(text: str) -> float:
        start = time.process_time()
        READER.looks_like_letter(text)
        READER.read_letter(text, TODAY)
        return time.process_time() - start

    best = [min(once(letter["text"]) for _ in range(5)) for letter in LETTERS]
    assert sum(best) / len(best) < 0.003


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda text: text.replace("  moet:\n", "  moest:\n"), "zinnen, moet"),
        (lambda text: text.replace("  slot: [", "  slotzin: ["), "woorden, slot"),
        (lambda text: text.replace("    - gelieve\n", "    - (gelieve\n"), "verzoek, item"),
        (lambda text: text.replace("woorden:\n", "woorden: [\n", 1), "line"),
        (lambda text: "zinnen: {}", "woorden"),
    ],
)
def test_a_mistake_in_the_content_is_told(tmp_path: Path, change: Callable[[str], str], place: str) -> None:
    text = (FOLDER / "kenmerken.yml").read_text(encoding="utf-8")
    (tmp_path / "kenmerken.yml").write_text(change(text), encoding="utf-8")
    with pytest.raises(ContentError, match=place):
        LetterReader.load(tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="does not exist"):
        LetterReader.load(tmp_path)
