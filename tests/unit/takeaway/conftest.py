"""A page in the outbox, and the words around it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.db import Sessions
from bot.handover import outbox, service
from bot.settings import ROOT
from bot.takeaway.texts import PageTexts

CONTENT = ROOT / "nlu_data"
PAGE: dict[str, Any] = {
    "title": "Mijn verhaal",
    "language": "nl",
    "parts": [
        {"heading": "Wat er speelt", "lines": ["De huur is <b>te hoog</b>.", "Ik slaap slecht & mijn zoon ook."]},
        {"heading": "Waar ik terechtkan", "lines": ["Raadslieden, 099-000 02 02, https://voorbeeld.nl/raad"]},
    ],
    "closing": "Deze bladzijde is van mij.",
}
# What the alphabets of the languages have beside the Latin letters, and how each reads.
IN_LANGUAGES = {
    "nl": ("ltr", "Reünie, coöperatie, één, crème, € 50"),
    "nl-u": ("ltr", "U heeft mij goed geholpen"),
    "en": ("ltr", "I can’t pay the “rent”"),
    "pl": ("ltr", "Zażółć gęślą jaźń, ŁÓDŹ"),
    "tr": ("ltr", "İğneada, ışık, şöyle, çocuğum, ÜÇ"),
    "uk": ("ltr", "Її їжа, Ґалина, підʼїзд, квартира"),
    "ar": ("rtl", "لا أستطيع دفع الإيجار"),
}


@pytest.fixture(scope="session")
def texts() -> PageTexts:
    return PageTexts.load(CONTENT)


@pytest.fixture
def stored(sessions: Sessions) -> tuple[str, int]:
    """(conversation id, outbox id) of a page."""
    return store(sessions, {"text": "Dit is jouw bladzijde.", "kind": "page", "page": PAGE})


def store(sessions: Sessions, body: dict[str, Any], address: str = "a") -> tuple[str, int]:
    with sessions() as db:
        conversation = service.open_conversation(db, "web", address)
        return str(conversation.id), int(outbox.queue(db, conversation, body).id)
