"""The social map's own texts, read from `teksten.yml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The whole table; a change in the file is seen after a restart."""
    return dict(yaml.safe_load(Path(__file__).with_name("teksten.yml").read_text(encoding="utf-8")))


def text(section: str, code: str, **values: Any) -> str:
    """One text with its {values} filled in."""
    return str(table()[section][code]).format(**values)
