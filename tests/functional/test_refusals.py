"""What an operator reads when `naast up` cannot start: one clear line, exit code 1, never a stack trace."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import supervisor
from bot.cli.errors import CommandError
from bot.settings import Settings

from .servers import PORTS, PROJECT, environment

SECONDS = 120


def refused(data: Path, *options: str, **extra: str) -> str:
    """What `naast up` prints to stderr when it refuses to start."""
    command = [sys.executable, "-W", "ignore", "-m", "bot.cli", "up", *options]
    settings = environment(data, **extra)
    done = subprocess.run(command, cwd=PROJECT, env=settings, capture_output=True, text=True, timeout=SECONDS)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "Naast is running" not in done.stdout
    return done.stderr.strip()


@pytest.mark.parametrize("variable", PORTS)
def test_a_port_in_use_is_named_with_its_variable(tmp_path: Path, variable: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = refused(tmp_path, "--whatsapp-demo", **{variable: port})
    assert len(line.splitlines()) == 1
    assert f"Port {port} is in use" in line
    assert variable in line.rstrip(".").split()


def test_a_broken_line_of_content_is_named_by_file_and_line(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "nlu_data", project / "nlu_data")
    for name in ("domain.yml", "config.yml", "credentials.yml", "endpoints.yml"):
        shutil.copy(PROJECT / name, project / name)
    broken = project / "nlu_data" / "geld" / "domein.yml"
    lines = broken.read_text(encoding="utf8").splitlines()
    number = next(index for index, line in enumerate(lines) if line.strip().startswith('- text: "'))
    lines[number] = lines[number].rstrip('"')
    broken.write_text("\n".join(lines), encoding="utf8")

    said = refused(tmp_path / "data", NAAST_PROJECT_DIR=str(project), NAAST_MODELS_DIR=str(tmp_path / "models"))
    named = [line for line in said.splitlines() if str(broken) in line]
    assert len(named) == 1
    # A quote that is not closed is noticed on the next line at the earliest; the message says to look above it too.
    assert f"{broken}:{number + 1}:" in named[0] or f"{broken}:{number + 2}:" in named[0]
    assert "missing quote" in named[0]
    assert not (tmp_path / "models").exists()


def test_a_read_only_database_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "naast.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE something (number INTEGER)")
    connection.close()
    content = bytearray(file.read_bytes())
    content[18] = 3  # a write version SQLite does not know: it opens the file read-only, for root as well
    file.write_bytes(content)

    line = refused(tmp_path)
    assert len(line.splitlines()) == 1
    assert str(file) in line
    assert "read-only" in line
    assert "NAAST_DATA_DIR" in line


@pytest.mark.parametrize("options", [(), ("--whatsapp-demo",)])
def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    line = refused(tmp_path / "file" / "data", *options)
    assert len(line.splitlines()) == 1
    assert "NAAST_DATA_DIR" in line


def test_a_database_that_is_a_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "naast.db").mkdir()
    line = refused(tmp_path)
    assert len(line.splitlines()) == 1
    assert str(tmp_path / "naast.db") in line


def test_a_database_server_that_is_away_is_one_line_without_the_password(tmp_path: Path) -> None:
    line = refused(tmp_path, NAAST_DATABASE_URL="postgresql://naast:geheim@127.0.0.1:9/naast")
    assert "NAAST_DATABASE_URL" in line
    assert "geheim" not in line


@pytest.mark.parametrize(("code", "trained"), [(0, True), (1, False)])
def test_a_missing_model_is_trained_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int, trained: bool
) -> None:
    called: list[list[str]] = []

    def call(command: list[str], **options: object) -> int:
        called.append(command)
        return code

    monkeypatch.setattr(subprocess, "call", call)
    settings = Settings(models_dir=tmp_path, data_dir=tmp_path)
    if trained:
        assert supervisor._train(settings).parent == tmp_path
    else:
        with pytest.raises(CommandError, match="Training failed"):
            supervisor._train(settings)
    assert [command[-1] for command in called] == ["train"]
    assert "Training the model" in capsys.readouterr().out
