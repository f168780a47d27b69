from __future__ import annotations

import pytest

from bot.phrases.vocabulary import Vocabulary
from bot.safety.moves import MinorRecogniser, Moves

from .conftest import FOLDER


@pytest.fixture(scope="module")
def moves(vocabulary: Vocabulary) -> Moves:
    return Moves.load(FOLDER / "talen" / "nl" / "zetten.yml", vocabulary)


@pytest.fixture(scope="module")
def minor(vocabulary: Vocabulary) -> MinorRecogniser:
    return MinorRecogniser.load(FOLDER / "talen" / "nl" / "minderjarig.yml", vocabulary)


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("ja", "ja"),
        ("ja soms", "ja"),
        ("misschien", "ja"),
        ("best wel", "ja"),
        ("klopt", "ja"),
        ("nee", "nee"),
        ("nee hoor", "nee"),
        ("was een grapje", "nee"),
        ("zo bedoel ik het niet", "correctie"),
        ("Ik ben nu veilig", "veiliger"),
        ("ik ben bij mijn zus", "veiliger"),
        ("politie is onderweg", "veiliger"),
        ("nee hij is weg", "veiliger"),
        ("mijn moeder is bij me", "veiliger"),
        ("De ambulance komt", "veiliger"),
        ("Er is iemand bij me", "veiliger"),
        ("Ik bel nu", "belt"),
        ("ik ga 113 bellen", "belt"),
        ("ik ga naar de huisarts", "belt"),
        ("durf niet te bellen", "anders"),
        ("Ik wil iemand spreken", "mens"),
        ("medewerker", "mens"),
        ("ben je een robot", "mens"),
        ("dit is al maanden bezig", "langer"),
        ("elke week", "langer"),
        ("ik ben bang dat papa erachter komt", "bang"),
        ("niet aan mama zeggen", "bang"),
        ("niemand mag het weten", "bang"),
        ("hoe krijg ik die foto's weg", "weg"),
        ("wat kan ik doen", "weg"),
        ("stop", "stop"),
        ("laat maar", "stop"),
        ("ik wil er niet over praten", "stop"),
        ("ik ga het nu doen", "nu"),
        ("hij is hier", "nu"),
        ("ik sta op het dak", "nu"),
        ("ik ben niet veilig", "nu"),
        ("ik fluister", "anders"),
        ("de kinderen liggen boven", "anders"),
        ("ik zit in de badkamer", "anders"),
        ("hij zit beneden", None),
        ("hij zit beneden en ik weet niet wat hij gaat doen", None),
        ("nee dat bedoel ik niet, ik bedoel mijn kaart", "correctie"),
        ("dat klopt niet, je begrijpt me verkeerd", "correctie"),
        ("nee het gaat over iets anders", "correctie"),
        ("je hebt me verkeerd begrepen", "correctie"),
        ("daar gaat het niet om", "correctie"),
        ("u begrijpt het niet", "correctie"),
        ("er is niks aan de hand", "correctie"),
        ("ik heb geen ambulance nodig", "correctie"),
        ("hij begrijpt me niet", None),
        ("kan ik ergens chatten", "chat"),
        ("ik wil liever appen", "chat"),
        ("stop voor vandaag", "stop"),
        ("even pauze", "stop"),
        ("ik kan niet stoppen met huilen", None),
        ("mijn moeder wordt zo boos als ze dit ziet", "bang"),
        ("mijn ouders mogen dit niet weten", "bang"),
        ("ik ben bang", "bang"),
        ("ik wil dat het weg gaat", "weg"),
        ("kan het eraf", "weg"),
        ("ik vertel het aan de juf", "belt"),
        ("oke bedankt doei", "stop"),
        ("ik stop ermee", "stop"),
        ("ik ga slapen", "stop"),
        ("welterusten", "stop"),
        ("mijn man is hier", "nabij"),
        ("papa komt eraan", "nabij"),
        ("mijn zus is hier", "veiliger"),
        ("de lucht is grijs", None),
    ],
)
def test_moves(moves: Moves, text: str, move: str | None) -> None:
    assert moves.recognise(text) == move


@pytest.mark.parametrize(
    "text",
    [
        "ben 14",
        "ik ben 12 jaar",
        "Ik ben vijftien.",
        "ben 13 en bang",
        "meisje van 16",
        "i am 15",
        "ik zit in groep 8",
        "mijn stiefvader slaat me",
        "ik ben 14 er gaat een foto van mij rond",
    ],
)
def test_a_child_writes(minor: MinorRecogniser, text: str) -> None:
    assert minor.recognise(text)


@pytest.mark.parametrize(
    "text",
    [
        "ik ben 44",
        "ik ben 18",
        "ik ben 4",
        "ik ben 14 weken zwanger",
        "mijn zoon is 14",
        "ik ben moeder van 12 kinderen",
        "ik ben 10 jaar getrouwd",
        "toen ik 14 was",
        "ik ben 12 kilo afgevallen",
        "mijn dochter van 15 spijbelt",
        "ik ben 12 december jarig",
        "10 jaar",
    ],
)
def test_no_child_writes(minor: MinorRecogniser, text: str) -> None:
    assert not minor.recognise(text)
