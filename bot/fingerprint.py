"""What a trained model depends on, in one short name: a change in any of the files gives another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(project: Path, sources: Iterable[str], content: Iterable[str], besides: str = "") -> str:
    """12 hex digits over the files of these patterns: `sources` below the project, `content` below `nlu_data`.

    `besides` names what else the model depends on, such as an installed language model.
    """
    paths = [path for pattern in sources for path in sorted(project.glob(pattern))]
    paths += [path for pattern in content for path in sorted((project / "nlu_data").glob(pattern))]
    digest = hashlib.sha256(besides.encode())
    for path in paths:
        digest.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
