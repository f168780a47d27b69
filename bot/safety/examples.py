"""The messages the classifier learns from: danger by code, quiet ones that look like it, and ordinary ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.phrases.content import ContentError, read_mapping, strings
from bot.safety.contract import CODES

QUIET = ""  # the code of a message without danger
KINDS = frozenset({"direct", "indirect", "buried", "typos", "whisper", "child", "lang", "other"})


@dataclass(frozen=True)
class Example:
    """One message. `code` is QUIET for a hard negative; `kind` is how it is said, or what makes it look like danger."""

    text: str
    code: str
    kind: str
    language: str


def load_examples(folder: Path) -> list[Example]:
    """Every line of `voorbeelden/*.yml`; raises `ContentError` for a wrong file, code or kind."""
    return [example for file in sorted(folder.glob("*.yml")) for example in _read(file)]


def ordinary_messages(nlu_data: Path, *, without: str = "veiligheid") -> list[str]:
    """What residents say about everything else: the examples of the dialogue model, but for one life domain."""
    found = []
    for file in sorted(nlu_data.glob("*/voorbeelden*.yml")):
        for block in read_mapping(file).get("nlu") or []:
            if without not in ((block.get("metadata") or {}).get("domains") or []):
                found += [line.strip()[1:].strip() for line in str(block.get("examples", "")).splitlines()]
    return [text for text in found if text]


def _read(file: Path) -> Iterator[Example]:
    data = read_mapping(file)
    code = data.get("code") or QUIET
    if code != QUIET and code not in CODES:
        raise ContentError(file, "code", f"{code!r} is no danger; use null or one of {', '.join(CODES)}")
    for number, group in enumerate(data.get("groepen") or [], start=1):
        kind, language = str(group.get("soort")), str(group.get("taal", "nl"))
        if code != QUIET and kind not in KINDS:
            raise ContentError(file, f"groep {number}, soort", f"{kind!r} is unknown; use {', '.join(sorted(KINDS))}")
        for text in strings(file, f"groep {number}, teksten", group.get("teksten")):
            yield Example(text, code, kind, language)
