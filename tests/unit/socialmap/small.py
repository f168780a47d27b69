"""A small map to change in tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def service(id_: str, **values: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "name": id_.title(),
        "description": "Een plek om naartoe te gaan.",
        "domains": ["contact"],
        "offered_by": "volunteer",
        "formal": False,
        "phone": "099-000 01 01",
        "checked_at": "2026-11-01",
        "owner": "redactie",
        "source": "eigen opgave",
    } | values


def write(folder: Path, *services: dict[str, Any], organization: str = "org", **top: Any) -> Path:
    data = {"organizations": [{"id": organization, "name": organization.title(), "services": list(services)}]}
    path = folder / "kaart.yml"
    path.write_text(yaml.safe_dump(data | top, sort_keys=False), encoding="utf-8")
    return path
