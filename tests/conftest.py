"""Shared by all tests: a clean environment, a fresh database, and one trained model."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

_FOLDER = tempfile.TemporaryDirectory(prefix="naast-tests-")
_KEPT = ("NAAST_MODELS_DIR", "NAAST_SCREENSHOTS")  # where the one slow thing, the trained model, may be kept
for _name in [name for name in os.environ if name.startswith("NAAST_") and name not in _KEPT]:
    del os.environ[_name]
os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3", NAAST_DATA_DIR=_FOLDER.name)

# Imported first: a folder of tests with the same name must never stand in for it.
import actions  # noqa: E402, F401
from bot.db import Sessions, make_engine, make_sessions, prepare  # noqa: E402
from bot.safety.service import SafetyNet  # noqa: E402
from bot.settings import ROOT, Settings  # noqa: E402

if TYPE_CHECKING:
    from bot.cli.stage import Stage
    from bot.dialogue.local import LocalRasa


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Sessions]:
    """Transactions on a new SQLite file with every migration."""
    engine = make_engine(f"sqlite:///{tmp_path / 'naast.db'}")
    prepare(engine)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def safety_net() -> SafetyNet:
    """The phrase patterns and protocols of the present content; the classifier takes training, see `model`."""
    return SafetyNet.load(ROOT / "nlu_data" / "_gedeeld" / "veiligheid")


@pytest.fixture(scope="session")
def model() -> Path:
    """The dialogue model of the present content, and beside it the danger classifier: trained when not there yet."""
    from bot.cli.model import train

    return train(Settings.from_environment())


@pytest.fixture(scope="session")
def rasa(model: Path) -> LocalRasa:
    """Rasa and the actions in this process."""
    from bot.dialogue.local import LocalRasa

    return LocalRasa(model)


@pytest.fixture(scope="module")
def stage(rasa: LocalRasa) -> Iterator[Stage]:
    """Conversations through the real turn, model and actions; one fresh database a test module."""
    from bot.cli.stage import Stage

    with Stage(Settings.from_environment(), rasa) as stage:
        yield stage
