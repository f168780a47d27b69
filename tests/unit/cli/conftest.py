"""Runs `naast` in this process and reads what it prints."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot import cli


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


Naast = Callable[..., Done]


@pytest.fixture
def naast(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Naast:
    """`naast("redact", given=b"...")`: the exit code and both streams."""

    def run(*arguments: str, given: bytes = b"") -> Done:
        capsys.readouterr()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["naast", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            patch.setattr(sys, "stdout", sys.stdout)  # a command may turn it aside
            try:
                cli.main()
                code = 0
            except SystemExit as end:
                code = int(end.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run
