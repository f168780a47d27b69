"""The keys of this installation: from the settings, or made once and kept in the data folder."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings


@dataclass(frozen=True)
class Keys:
    """`session` signs residents' sessions, `console` supporters' cookies, `rasa` opens the private line."""

    session: str
    console: str
    rasa: str


def load(settings: Settings) -> Keys:
    """Read the keys; make what is missing. The file is readable by its owner only."""
    path = settings.data_dir / "keys.json"
    kept = json.loads(path.read_text()) if path.is_file() else {}
    made = {name: kept.get(name) or secrets.token_urlsafe(32) for name in ("session", "console", "rasa")}
    if made != kept:
        _write(path, made)
    return Keys(
        settings.secret or made["session"], settings.secret or made["console"], settings.rasa_secret or made["rasa"]
    )


def _write(path: Path, keys: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(keys, file)
