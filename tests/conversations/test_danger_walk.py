"""Danger at a random moment of a random conversation, whoever has it then: the next reply is the protocol's."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.cli.walk import PATHS, Walker
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.cli.stage import Stage

pytestmark = pytest.mark.slow


def test_danger_is_always_answered_at_once(stage: Stage) -> None:
    walk = asyncio.run(Walker(stage, Settings.from_environment(), seed=3).go(80))
    assert walk.broken == []
    assert set(walk.states) == set(PATHS) and walk.messages > 240
