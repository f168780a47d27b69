"""The summary a resident agreed to, read from the JSON the dialogue wrote; what is missing stays empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.text import clip

GIST = 300


@dataclass(frozen=True)
class Summary:
    """What a supporter reads first. None and an empty tuple both mean: not discussed."""

    name: str | None = None
    stated: str | None = None
    underlying: str | None = None
    own_words: tuple[str, ...] = ()
    domain_labels: tuple[str, ...] = ()
    tried: str | None = None
    network: str | None = None
    wish: str | None = None
    options_shown: tuple[str, ...] = ()
    option_chosen: str | None = None
    mode: str | None = None
    contact: str | None = None
    safe_times: str | None = None
    language: str | None = None
    reading: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    closed_doors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    place: str | None = None
    next_step: str | None = None
    not_discussed: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any] | None) -> Summary:
        """From `Handover.summary`; unknown keys and values of another kind are left out."""
        values: dict[str, Any] = {}
        for item in fields(cls):
            value = (data or {}).get(item.name)
            if isinstance(item.default, tuple):
                parts = value if isinstance(value, list) else []
                values[item.name] = tuple(str(part) for part in parts if part)
            else:
                values[item.name] = (value.strip() or None) if isinstance(value, str) else None
        return cls(**values)

    @property
    def gist(self) -> str | None:
        """The question in one short text: the confirmed one behind it, else the stated one."""
        return clip(self.underlying or self.stated or "", GIST) or None
