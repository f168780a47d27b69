"""Where the content lies: one folder for each life domain, one shared, and the files each may have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.codes import LIFE_DOMAINS

SHARED = "_gedeeld"
REQUIRED = ("domein.yml", "voorbeelden.yml", "LEESMIJ.md")

# What a file may hold, by the start of its name. Rasa reads a misplaced key silently or not at all.
KEYS = {
    "domein": {"version", "intents", "entities", "slots", "responses", "actions", "forms", "session_config"},
    "voorbeelden": {"version", "nlu"},
    "regels": {"version", "rules"},
}


class ContentError(ValueError):
    """A content file is wrong; the message names file and line and says what to do."""


@dataclass(frozen=True)
class Fragment:
    """One content file of a kind: domein, voorbeelden or regels."""

    path: Path
    kind: str


def folders(root: Path) -> list[Path]:
    """The shared folder and those of the life domains, in order."""
    return [root / name for name in (SHARED, *LIFE_DOMAINS)]


def fragments(root: Path, kind: str) -> list[Fragment]:
    """All fragments of a kind below `nlu_data/`, shared ones first."""
    return [Fragment(path, kind) for folder in folders(root) for path in sorted(folder.glob(f"{kind}*.yml"))]


def read(path: Path) -> dict[str, Any]:
    """Load one YAML file.

    Raises:
        ContentError: the file is not valid YAML, holds a key twice, or is not a mapping.
    """
    try:
        data = YAML(typ="safe").load(path.read_text(encoding="utf8"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise ContentError(
            f"{path}{line}: {error.problem or 'not valid YAML'}. Look at this line and the one above: "
            "a missing quote, a colon in a text without quotes, or wrong indentation."
        ) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: cannot be read as YAML in UTF-8 ({type(error).__name__}).") from error
    if not isinstance(data, dict):
        raise ContentError(f"{path}: expected keys such as 'responses:' or 'nlu:' at the start of a line.")
    return data
