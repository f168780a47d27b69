"""The words of the screen, read from YAML: there is no text for people in the Python code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "teksten.yml"


class TextsError(ValueError):
    """The file with texts cannot be used; the message names the file and the place in it."""


def load(path: Path = FILE) -> dict[str, Any]:
    """All texts as nested mappings.

    Raises:
        TextsError: the file is missing, is not YAML, or holds no mapping.
    """
    try:
        texts = yaml.safe_load(path.read_text(encoding="utf8"))
    except OSError as error:
        raise TextsError(f"{path} cannot be read: {error.strerror}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" near line {mark.line + 1}" if mark else ""
        raise TextsError(f"{path} is not valid YAML{place}; check indentation and quotes.") from error
    if not isinstance(texts, dict):
        raise TextsError(f"{path} should hold 'name: text' entries.")
    return texts
