"""The channel's own texts, read from `teksten.yml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The whole table; a change in the file is seen after a restart."""
    path = Path(__file__).with_name("teksten.yml")
    return dict(yaml.safe_load(path.read_text(encoding="utf8")))


def day(iso: str) -> str:
    """`2026-11-01` becomes "1 november 2026"; anything else is returned unchanged."""
    parts = iso[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return iso
    return f"{int(parts[2])} {table()['maanden'][int(parts[1]) - 1]} {parts[0]}"
