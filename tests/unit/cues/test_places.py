import pytest

from bot.cues.places import place_in


@pytest.mark.parametrize(
    ("text", "name", "municipality"),
    [
        ("ik woon in zutphen", "Zutphen", "Zutphen"),
        ("Zijn er groepen in Den Haag?", "Den Haag", "Den Haag"),
        ("wij wonen in den bosch", "'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("wij komen uit Bergen op Zoom", "Bergen op Zoom", "Bergen op Zoom"),
        ("gemeente Best helpt niet", "Best", "Best"),
        ("ik woon in Echt", "Echt", "Echt-Susteren"),
        ("Rotterdam", "Rotterdam", "Rotterdam"),
        ("mijn postcode is 3511", "Utrecht", "Utrecht"),
        ("postcode 1012 AB", "Amsterdam", "Amsterdam"),
        ("9712", "Groningen", "Groningen"),
    ],
)
def test_a_place_is_found(text: str, name: str, municipality: str) -> None:
    place = place_in(text)
    assert place is not None and (place.name, place.municipality) == (name, municipality)


@pytest.mark.parametrize(
    "text",
    [
        "dat is echt niet best",
        "een winkel en een hoek",
        "ik heb 1200 euro schuld",
        "sinds 2019 niet meer",
        "Een brief van de gemeente",
        "Best lastig allemaal",
        "in huizen zonder lift",
        "ik verdien 1900 in de maand",
        "",
    ],
)
def test_words_that_might_be_places_are_left_alone(text: str) -> None:
    assert place_in(text) is None


def test_the_place_in_the_text_is_exact() -> None:
    text = "Is er hulp in Alphen aan den Rijn voor mij?"
    place = place_in(text)
    assert place is not None and text[place.start : place.end] == "Alphen aan den Rijn"
