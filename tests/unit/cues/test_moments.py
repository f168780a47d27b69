from datetime import date

import pytest

from bot.cues.moments import moments

TODAY = date(2026, 11, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day", "precision", "deadline"),
    [
        ("ik moet morgen naar de rechtbank", date(2026, 11, 19), "day", False),
        ("overmorgen komt hij thuis", date(2026, 11, 20), "day", False),
        ("ik moet binnen zes weken bezwaar maken", date(2026, 12, 30), "day", True),
        ("we moeten er over 3 weken uit", date(2026, 12, 9), "day", False),
        ("betalen voor 1 december, staat er", date(2026, 12, 1), "day", True),
        ("uiterlijk 12-03-2027 terugsturen", date(2027, 3, 12), "day", True),
        ("de zitting is 2 feb", date(2027, 2, 2), "day", False),
        ("voor de 25e moet de huur er zijn", date(2026, 11, 25), "day", True),
        ("de 5e wordt het afgeschreven", date(2026, 12, 5), "day", False),
        ("vrijdag wordt het gas afgesloten", date(2026, 11, 20), "day", False),
        ("woensdag moet ik weer", date(2026, 11, 25), "day", False),
        ("volgende week dinsdag gesprek", date(2026, 11, 24), "day", False),
        ("volgende week komt er iemand", date(2026, 11, 29), "week", False),
        ("eind van de maand is het op", date(2026, 11, 30), "month", False),
        ("eind februari loopt mijn contract af", date(2027, 2, 28), "month", False),
        ("volgende maand stopt de ww", date(2026, 12, 31), "month", False),
        ("nog 10 dagen dan sta ik op straat", date(2026, 11, 28), "day", True),
        ("over anderhalve week", date(2026, 11, 28), "day", False),
        ("over drie maanden", date(2027, 2, 18), "day", False),
        ("binnen zes (6) weken", date(2026, 12, 30), "day", True),
        ("binnen dertig dagen", date(2026, 12, 18), "day", True),
        ("uiterlijk 4 sept. 2027", date(2027, 9, 4), "day", True),
    ],
)
def test_a_moment_is_resolved_to_a_day(text: str, day: date, precision: str, deadline: bool) -> None:
    (moment,) = moments(text, TODAY)
    assert (moment.day, moment.precision, moment.deadline) == (day, precision, deadline)


@pytest.mark.parametrize(
    "text",
    [
        "de eerste",
        "doe maar de tweede",
        "goede morgen",
        "Goedemorgen",
        "elke vrijdag ga ik naar de soos",
        "al twee weken wacht ik",
        "twee weken geleden",
        "vorige maandag",
        "op 3 maart 2019 overleed hij",
        "ik ben 44 jaar",
        "'s morgens lukt niets",
        "31-02-2027",
        "ik woon op nummer 12",
    ],
)
def test_what_is_no_moment_ahead_is_left_alone(text: str) -> None:
    assert moments(text, TODAY) == []


def test_the_place_in_the_text_is_exact() -> None:
    text = "Bel me over 2 weken, of op 4 januari."
    assert [text[moment.start : moment.end] for moment in moments(text, TODAY)] == ["over 2 weken", "4 januari"]


def test_english_moments() -> None:
    (moment,) = moments("I have to leave within 2 weeks", TODAY, "en")
    assert (moment.day, moment.deadline) == (date(2026, 12, 2), True)


def test_a_long_text_without_a_moment_is_quick_and_empty() -> None:
    assert moments("de " * 700, TODAY) == []


def test_a_month_ends_on_its_last_day() -> None:
    (moment,) = moments("binnen een maand", date(2027, 1, 31))
    assert moment.day == date(2027, 2, 28)


def test_past_days_are_found_when_asked_for() -> None:
    text = "vóór 4 december 2024, en op 3 januari"
    assert [moment.day for moment in moments(text, TODAY, past=True)] == [date(2024, 12, 4), date(2027, 1, 3)]


def test_only_a_day_with_its_month_is_named() -> None:
    found = moments("vrijdag, over 2 weken, 4 januari of 05-01-2027", TODAY)
    assert [moment.named for moment in found] == [False, False, True, True]


def test_letters_that_look_like_plain_ones_do_no_harm() -> None:
    assert [moment.day for moment in moments("woenſdag of dİnsdag", TODAY)] == [date(2026, 11, 25), date(2026, 11, 24)]


def test_the_first_of_the_month_is_a_day_where_something_says_so() -> None:
    for text in ("voor de eerste van de maand", "de huur moet op de eerste", "de eerste moet ik betalen"):
        assert [moment.day.day for moment in moments(text, TODAY)] == [1], text
