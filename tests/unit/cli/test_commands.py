"""Small commands, and how failures are told."""

from __future__ import annotations

import pytest

from bot.cli.errors import CommandError, explain
from bot.content.fragments import ContentError
from bot.db import DatabaseError
from bot.settings import SettingsError, table

from .conftest import Naast


@pytest.mark.parametrize("kind", [CommandError, ContentError, DatabaseError, SettingsError])
def test_expected_failures_are_their_own_message(kind: type[Exception]) -> None:
    assert explain(kind("dit is er mis")) == "dit is er mis"


def test_failures_of_slow_parts_are_known_by_name() -> None:
    from bot.console.accounts import AccountError
    from bot.dialogue.training import TrainingError
    from bot.socialmap.service import MapFileError

    for kind in (AccountError, TrainingError, MapFileError):
        error = kind.__new__(kind)
        error.args = ("dit is er mis",)
        assert explain(error) == str(error)


def test_a_bug_keeps_its_trace() -> None:
    assert explain(KeyError("a")) is None
    assert explain(ValueError("a")) is None


def test_settings_lists_every_setting(naast: Naast) -> None:
    done = naast("settings")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == [row[0] for row in table()]


def test_a_wrong_setting_is_one_line(naast: Naast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAAST_PORT", "acht")
    done = naast("check")
    assert done.code == 1
    assert done.err.startswith("NAAST_PORT is 'acht'") and len(done.err.splitlines()) == 1


def test_help_lists_the_commands(naast: Naast) -> None:
    shown = naast("--help").out
    assert all(
        f" {name} " in shown for name in ("up", "train", "parse", "redact", "replay", "say", "map", "eval", "user")
    )
