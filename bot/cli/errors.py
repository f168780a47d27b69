"""Turning expected failures into one clear line."""

from __future__ import annotations

from bot.content.fragments import ContentError
from bot.db import DatabaseError
from bot.settings import SettingsError


class CommandError(Exception):
    """A command cannot do what was asked; the message says why and what to do."""


def explain(error: Exception) -> str | None:
    """The line for an operator, or None when the error is a bug and its trace should be seen."""
    if isinstance(error, (CommandError, ContentError, DatabaseError, SettingsError)):
        return str(error)
    # These live in parts that are slow to import, so they are known by name here.
    if type(error).__name__ in ("ContentError", "TrainingError", "MapFileError", "AccountError"):
        return str(error)
    return None
