"""`naast up`: starts the processes, watches over them, and stops all of them cleanly.

A process that dies is started again; what it was doing is in the database, so nothing is lost.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.cli.errors import CommandError
from bot.privacy import keys
from bot.settings import Settings

START_SECONDS = 180
STOP_SECONDS = 10
DEMO_ACCOUNT = "Demo Ondersteuner"


@dataclass
class Part:
    """One process: how it is started and when it is ready."""

    name: str
    command: list[str]
    ready: str
    headers: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    again: float | None = None


def run(settings: Settings, *, whatsapp_demo: bool = False) -> int:
    """Run until Ctrl-C or SIGTERM. Returns the exit code."""
    _data_folder(settings)
    demo = _demo_environment(settings) if whatsapp_demo else {}
    os.environ.update(demo)
    settings = Settings.from_environment()
    _free_ports(settings, whatsapp_demo)
    password = _prepare(settings)
    model = _train(settings)
    parts = _parts(settings, model, whatsapp_demo)
    environment = _environment(settings)
    # Both said outright: a shell that starts us in the background leaves SIGINT ignored.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _interrupt)
    try:
        for part in parts:
            _start(part, environment, settings)
        _wait(parts, settings)
        _greet(settings, password, whatsapp_demo)
        _watch(parts, environment, settings)
    except KeyboardInterrupt:
        print("\nStopping ...")
    finally:
        _stop(parts)
    return 0


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _data_folder(settings: Settings) -> None:
    """The secrets are made here first; without a place for them nothing can start."""
    try:
        keys.load(settings)
    except OSError as error:
        raise CommandError(
            f"The data folder {settings.data_dir} cannot be used: {error.strerror}."
            " Make it writable or choose another one with NAAST_DATA_DIR."
        ) from error


def _free_ports(settings: Settings, whatsapp_demo: bool) -> None:
    wanted = [
        (settings.host, settings.port, "NAAST_PORT"),
        (settings.console_host, settings.console_port, "NAAST_CONSOLE_PORT"),
        ("127.0.0.1", settings.rasa_port, "NAAST_RASA_PORT"),
        ("127.0.0.1", settings.actions_port, "NAAST_ACTIONS_PORT"),
    ]
    if whatsapp_demo:
        wanted.append(("127.0.0.1", settings.whatsapp_demo_port, "NAAST_WHATSAPP_DEMO_PORT"))
    for host, port, variable in wanted:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} is in use. Stop the program that uses it or choose another port with {variable}."
                ) from error


def _prepare(settings: Settings) -> str | None:
    """Database, example map and, the first time, a demonstration account; returns its password then."""
    from bot.app import load_example_map, make_sessions
    from bot.console import accounts

    sessions = make_sessions(settings)
    if load_example_map(sessions):
        print("Loaded the example social map of Waterrijk.")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    kept = settings.data_dir / "demo-account"
    with sessions() as db:
        if accounts.find(db, DEMO_ACCOUNT) is None:
            import secrets

            password = "-".join(secrets.token_hex(2) for _ in range(4))
            accounts.add_user(db, DEMO_ACCOUNT, "supporter", password)
            kept.touch(mode=0o600)
            kept.write_text(password)
    return kept.read_text() if kept.is_file() else None


def _train(settings: Settings) -> Path:
    """Train in a process of its own: TensorFlow's memory goes back to the machine afterwards."""
    from bot.cli.model import trained
    from bot.dialogue.training import model_path

    model = model_path(settings.project_dir, settings.models_dir)
    if not trained(settings):
        print("Training the models; this takes a few minutes, once ...", flush=True)
        code = subprocess.call([sys.executable, "-W", "ignore", "-m", "bot.cli", "train"], cwd=settings.project_dir)
        if code != 0:
            raise CommandError("Training failed; the lines above say why.")
    return model


def _environment(settings: Settings) -> dict[str, str]:
    tracker = settings.database_url or f"sqlite:///{settings.data_dir / 'dialogue.db'}"
    return {
        **os.environ,
        "NAAST_RASA_SECRET": keys.load(settings).rasa,
        "NAAST_ACTIONS_URL": settings.actions_url,
        "NAAST_TRACKER_URL": tracker,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "LOG_LEVEL": "WARNING",
        "ACTION_SERVER_SANIC_WORKERS": "1",
        "SANIC_WORKERS": "1",
    }


def _parts(settings: Settings, model: Path, whatsapp_demo: bool) -> list[Part]:
    def ours(name: str, url: str) -> Part:
        return Part(name, [sys.executable, "-m", "bot.cli", "serve", name], url, {})

    rasa = [
        sys.executable,
        "-m",
        "rasa",
        "run",
        "--model",
        str(model),
        "--interface",
        "127.0.0.1",
        "--port",
        str(settings.rasa_port),
        "--credentials",
        "credentials.yml",
        "--endpoints",
        "endpoints.yml",
    ]
    secret = {"X-Naast-Secret": keys.load(settings).rasa}
    parts = [
        Part("rasa", rasa, f"{settings.rasa_url}/webhooks/naast/ready", secret),
        ours("actions", f"http://127.0.0.1:{settings.actions_port}/health"),
        ours("front", f"http://127.0.0.1:{settings.port}/healthz"),
        ours("console", f"http://127.0.0.1:{settings.console_port}/healthz"),
    ]
    if whatsapp_demo:
        parts.append(ours("whatsapp-demo", f"http://127.0.0.1:{settings.whatsapp_demo_port}/"))
    return parts


def _start(part: Part, environment: dict[str, str], settings: Settings) -> None:
    logs = settings.data_dir / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with open(logs / f"{part.name}.log", "ab") as log:
        # A group of its own: Ctrl-C reaches only this supervisor, which then stops the parts in order.
        part.process = subprocess.Popen(
            part.command,
            env=environment,
            cwd=settings.project_dir,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    part.started, part.again = time.monotonic(), None


def _wait(parts: list[Part], settings: Settings) -> None:
    until = time.monotonic() + START_SECONDS
    waiting = list(parts)
    while waiting and time.monotonic() < until:
        for part in list(waiting):
            if part.process is not None and part.process.poll() is not None:
                log = settings.data_dir / "logs" / f"{part.name}.log"
                raise CommandError(f"{part.name} stopped while starting; see the end of its log in {log}.")
            if _answers(part):
                print(f"  {part.name} is ready ({time.monotonic() - part.started:.0f} s)", flush=True)
                waiting.remove(part)
        time.sleep(0.3)
    if waiting:
        raise CommandError(f"{', '.join(part.name for part in waiting)} did not answer within {START_SECONDS} s.")


def _answers(part: Part) -> bool:
    try:
        return httpx.get(part.ready, headers=part.headers, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _watch(parts: list[Part], environment: dict[str, str], settings: Settings) -> None:
    while True:
        time.sleep(0.5)
        for part in parts:
            if part.process is None or part.process.poll() is None:
                continue
            now = time.monotonic()
            if part.again is None:
                # A part that keeps dying is tried ever more slowly; meanwhile the others are still watched.
                part.pause = 0.0 if now - part.started > 60 else min(2 * part.pause + 1, 30.0)
                part.again = now + part.pause
                print(f"{part.name} stopped (code {part.process.returncode}); starting it again.", flush=True)
            if now >= part.again:
                _start(part, environment, settings)


def _stop(parts: list[Part]) -> None:
    running = [part.process for part in parts if part.process is not None and part.process.poll() is None]
    for process in running:
        process.terminate()
    until = time.monotonic() + STOP_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _greet(settings: Settings, password: str | None, whatsapp_demo: bool) -> None:
    print(f"\nNaast is running.\n  resident   http://{settings.host}:{settings.port}/")
    print(f"  supporter  http://{settings.console_host}:{settings.console_port}/")
    if password:
        print(f"             name: {DEMO_ACCOUNT}   password: {password}")
    if whatsapp_demo:
        port = settings.whatsapp_demo_port
        print(f"  WhatsApp   http://127.0.0.1:{port}/  (a stand-in, nothing leaves this machine)")
    small = importlib.util.find_spec("nl_core_news_sm") is not None
    print(f"Dutch is read with {'nl_core_news_sm' if small else 'lookup lemmas (nl_core_news_sm is not installed)'}.")
    print("Ctrl-C stops everything.", flush=True)


def _demo_environment(settings: Settings) -> dict[str, str]:
    return {
        "NAAST_WHATSAPP_TOKEN": "demo-token",
        "NAAST_WHATSAPP_APP_SECRET": keys.load(settings).session,
        "NAAST_WHATSAPP_VERIFY_TOKEN": "demo-verify",
        "NAAST_WHATSAPP_PHONE_NUMBER_ID": "100200300",
        "NAAST_WHATSAPP_API": f"http://127.0.0.1:{settings.whatsapp_demo_port}/v26.0",
    }
