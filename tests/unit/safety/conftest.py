from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.safety.helplines import HelpLines
from bot.safety.service import SafetyNet
from bot.safety.vocabulary import Vocabulary

FOLDER = Path(__file__).parents[3] / "nlu_data" / "_gedeeld" / "veiligheid"
TODAY = date(2026, 12, 1)


@pytest.fixture(scope="session")
def net() -> SafetyNet:
    return SafetyNet.load(FOLDER, today=lambda: TODAY)


@pytest.fixture(scope="session")
def lines() -> HelpLines:
    return HelpLines.load(FOLDER / "hulplijnen.yml", today=lambda: TODAY)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(FOLDER / "woorden.yml")
