"""YAML and JSON as plain values, where every mapping knows the line it started on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from bot.socialmap.records import MapFileError, Origin, Problem


class Entry(dict[str, Any]):
    """A mapping of the file; `line` counts from 1 (None in JSON), `twice` holds keys that were written twice."""

    line: int | None = None
    twice: tuple[str, ...] = ()


class _Loader(yaml.SafeLoader):
    pass


def _entry(loader: _Loader, node: yaml.MappingNode) -> Entry:
    entry = Entry({str(key): value for key, value in loader.construct_mapping(node, deep=True).items()})
    entry.line = node.start_mark.line + 1
    keys = [str(key.value) for key, _ in node.value]
    entry.twice = tuple(key for number, key in enumerate(keys) if key in keys[:number])
    return entry


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _entry)


def parse(path: Path) -> Entry:
    """The top-level mapping of a file; `.json` is read as JSON, everything else as YAML.

    Raises:
        MapFileError: the file is missing, is not valid YAML or JSON, or does not start with a mapping.
    """

    def broken(code: str, line: int | None = None, **values: Any) -> MapFileError:
        return MapFileError([Problem(Origin(path.name, line), "-", code, values)])

    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise broken("bestand", path=path, reason=getattr(error, "strerror", None) or "geen UTF-8") from error
    try:
        data = json.loads(source, object_pairs_hook=Entry) if path.suffix == ".json" else yaml.load(source, _Loader)
    except json.JSONDecodeError as error:
        raise broken("vorm", error.lineno, reason=error.msg) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise broken("vorm", mark.line + 1 if mark else None, reason=getattr(error, "problem", error)) from error
    except ValueError as error:  # an impossible date such as 2026-02-30
        raise broken("vorm", reason=error) from error
    if not isinstance(data, Entry):
        raise broken("begin")
    return data
