"""What the actions share with the rest of Naast: the settings and the database, made when first needed."""

from __future__ import annotations

from functools import lru_cache

from bot.db import Sessions, make_engine, make_sessions
from bot.languages import DUTCH, DUTCH_NAME, load_languages
from bot.settings import Settings
from bot.text import words


@lru_cache(maxsize=1)
def settings() -> Settings:
    return Settings.from_environment()


def language_names() -> dict[str, str]:
    """Each language's code with what its speakers call it."""
    others = load_languages(settings().project_dir / "nlu_data")
    return {DUTCH: DUTCH_NAME, **{code: language.name for code, language in others.items()}}


def languages_named(text: str) -> set[str]:
    """The codes of the languages that a text names: "English please", "kan het in het Pools"."""
    spoken = set(words(text.lower()))
    languages = load_languages(settings().project_dir / "nlu_data").values()
    return {language.main for language in languages if spoken & language.called}


_sessions: list[Sessions] = []


def sessions() -> Sessions:
    """The transaction factory of this process."""
    if not _sessions:
        _sessions.append(make_sessions(make_engine(settings().db_url)))
    return _sessions[0]


def use(factory: Sessions) -> None:
    """Use another database: for replays and tests that run the actions in their own process."""
    _sessions[:] = [factory]
