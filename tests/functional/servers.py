"""The real servers for the tests: `naast up` as a process of its own, on free ports and a database of its own.

This module is a pytest plugin: the `conftest.py` of each folder that needs it registers it, so that the servers start
once for all of them.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx
import psutil
import pytest

PROJECT = Path(__file__).resolve().parents[2]
# Generous: the model may have to be trained first, on a slow machine.
START_SECONDS = 2400.0
WAIT_SECONDS = 120.0
PORTS = ("NAAST_PORT", "NAAST_CONSOLE_PORT", "NAAST_RASA_PORT", "NAAST_ACTIONS_PORT", "NAAST_WHATSAPP_DEMO_PORT")
COMMANDS = {
    "rasa": "rasa run",
    "actions": "serve actions",
    "front": "serve front",
    "console": "serve console",
    "whatsapp-demo": "serve whatsapp-demo",
}

Result = TypeVar("Result")


def eventually(look: Callable[[], Result | None], what: str, seconds: float = WAIT_SECONDS) -> Result:
    """Look again and again until there is something; fails with `what` was waited for."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds:.0f} s for {what}")


def free_ports() -> dict[str, str]:
    """A free loopback port for each part, as environment variables."""
    sockets = [socket.socket() for _ in PORTS]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = {name: str(each.getsockname()[1]) for name, each in zip(PORTS, sockets, strict=True)}
    for each in sockets:
        each.close()
    return ports


def environment(data: Path, **extra: str) -> dict[str, str]:
    """The environment of a Naast apart: nothing of the tester's own settings, the repository's models."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NAAST_")}
    models = os.environ.get("NAAST_MODELS_DIR", str(PROJECT / "models"))
    own = {"NAAST_DATA_DIR": str(data), "NAAST_MODELS_DIR": models, **free_ports()}
    return {**kept, "PYTHONUNBUFFERED": "1", **own, **extra}


@dataclass
class Running:
    """A running Naast: its addresses, its demonstration account and its processes."""

    process: subprocess.Popen[bytes]
    settings: dict[str, str]
    output: Path
    password: str

    name = "Demo Ondersteuner"

    @property
    def data(self) -> Path:
        return Path(self.settings["NAAST_DATA_DIR"])

    def address(self, variable: str) -> str:
        return f"http://127.0.0.1:{self.settings[variable]}"

    @property
    def front(self) -> str:
        return self.address("NAAST_PORT")

    @property
    def console(self) -> str:
        return self.address("NAAST_CONSOLE_PORT")

    @property
    def whatsapp(self) -> str:
        return self.address("NAAST_WHATSAPP_DEMO_PORT")

    def part(self, name: str) -> psutil.Process | None:
        """The process of one part, or None while it is gone."""
        for child in psutil.Process(self.process.pid).children():
            try:
                if COMMANDS[name] in " ".join(child.cmdline()) and child.status() != psutil.STATUS_ZOMBIE:
                    return child
            except psutil.NoSuchProcess:
                continue
        return None

    def kill(self, name: str) -> None:
        """End one part the hard way; returns when it is gone."""
        process = self.part(name)
        assert process is not None, f"{name} does not run"
        process.kill()
        eventually(lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, f"the end of {name}")

    def ready(self) -> int:
        """The status of /readyz; 0 while the front door itself is away."""
        try:
            return httpx.get(f"{self.front}/readyz", timeout=10, trust_env=False).status_code
        except httpx.HTTPError:
            return 0

    def wait_ready(self) -> None:
        eventually(lambda: self.ready() == 200, "readyz to be 200")


@contextmanager
def naast_up(data: Path, **extra: str) -> Iterator[Running]:
    """`naast up --whatsapp-demo`, stopped with Ctrl-C; nothing of it may be left and its exit code is 0."""
    settings, output = environment(data, **extra), data / "output.txt"
    data.mkdir(parents=True, exist_ok=True)
    with output.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "up", "--whatsapp-demo"],
            cwd=PROJECT,
            env=settings,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        eventually(lambda: _started(process, output), "Naast is running", START_SECONDS)
        found = re.search(r"password: (\S+)", output.read_text())
        assert found is not None, output.read_text()
        running = Running(process, settings, output, found[1])
        running.wait_ready()
        yield running
    finally:
        left = _stop(process)
    assert not left, f"still there after Ctrl-C: {left}\n{output.read_text()}"
    assert process.returncode == 0, output.read_text()


def _stop(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Ctrl-C, as a person would; returns the children that outlived it, which are then ended too."""
    if process.poll() is not None:
        return []
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _, left = psutil.wait_procs(children, 5)
    for survivor in left:
        survivor.kill()
    return list(left)


def _started(process: subprocess.Popen[bytes], output: Path) -> bool:
    text = output.read_text()
    assert process.poll() is None, text
    return "Ctrl-C stops everything." in text


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The servers, shared by all tests that need them."""
    with naast_up(tmp_path_factory.mktemp("naast")) as naast:
        yield naast
