"""Everything on a real PostgreSQL server instead of SQLite: migrations, turns, handover, and a race to claim."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, inspect, select

from bot import db as database
from bot.handover.models import Conversation, Handover, InboundMessage, OutboxMessage

from .people import QUESTIONS, Resident, Supporter, WhatsAppResident, answers, opening
from .servers import PROJECT, Running, eventually, naast_up

pytestmark = pytest.mark.slow

PASSWORD = "een-lang-wachtwoord"


def _program(name: str) -> str | None:
    installed = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return shutil.which(name) or (installed[-1] if installed else None)


def _nobody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then another user runs it."""
    if os.getuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The SQLAlchemy URL of an empty database on a server of its own."""
    pytest.importorskip("psycopg2", reason="psycopg2 is not installed")
    initdb, postgres = _program("initdb"), _program("postgres")
    if initdb is None or postgres is None:
        pytest.skip("PostgreSQL is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # Not below pytest's own folder, which other users cannot enter; and a socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="naast-pg-") as folder:
        who = _nobody()
        if who:
            os.chown(folder, who["user"], who["group"])
        data = f"{folder}/data"
        made = subprocess.run(
            [initdb, "-D", data, "-U", "naast", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"],
            cwd=folder,
            capture_output=True,
            text=True,
            **who,
        )
        assert made.returncode == 0, made.stdout + made.stderr
        options = ["-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        with open(f"{folder}/log", "wb") as log:
            server = subprocess.Popen([postgres, "-D", data, *options], cwd=folder, stdout=log, stderr=log, **who)
        try:
            address = f"postgresql+psycopg2://naast@127.0.0.1:{port}/postgres"
            eventually(lambda: _answers(address), f"PostgreSQL\n{Path(folder, 'log').read_text()}")
            yield address
        finally:
            server.send_signal(signal.SIGINT)  # what PostgreSQL calls a fast shutdown
            server.wait(60)


def _answers(address: str) -> bool:
    try:
        with create_engine(address).connect():
            return True
    except Exception:
        return False


@pytest.fixture(scope="module")
def on_postgres(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A whole Naast on this database."""
    with naast_up(tmp_path_factory.mktemp("naast-pg"), NAAST_DATABASE_URL=url) as naast:
        yield naast


def _second_supporter(running: Running) -> Supporter:
    command = [sys.executable, "-m", "bot.cli", "user", "add", "Tweede Ondersteuner", "--role", "supporter"]
    done = subprocess.run(
        [*command, "--password", PASSWORD], cwd=PROJECT, env=running.settings, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return Supporter(running.console, "Tweede Ondersteuner", PASSWORD)


def _claim_at_once(supporters: list[Supporter], case: str) -> list[int]:
    forms = [{"csrf": supporter.csrf(f"/cases/{case}")} for supporter in supporters]

    def claim(supporter: Supporter, form: dict[str, str]) -> int:
        return supporter.post(case, "claim", form).status_code

    with ThreadPoolExecutor(len(supporters)) as pool:
        return list(pool.map(claim, supporters, forms))


def test_migrations_make_the_tables_and_may_run_again(url: str) -> None:
    engine = database.make_engine(url)
    for _ in range(2):
        database.prepare(engine)
    made = set(inspect(engine).get_table_names())
    assert set(database.Base.metadata.tables) <= made


def test_turns_are_answered_in_order(on_postgres: Running) -> None:
    resident = Resident(on_postgres.front)
    for question, _ in QUESTIONS:
        resident.say(question, message_id=question)
        resident.say(question, message_id=question)
    events = resident.messages_until(lambda message: QUESTIONS[-1][1] in answers([message]))
    assert answers([event.data for event in events]) == [name for _, name in QUESTIONS]
    assert not (on_postgres.data / "naast.db").exists()


def test_of_two_who_claim_at_once_one_gets_the_case(on_postgres: Running) -> None:
    supporters = [Supporter.of(on_postgres), _second_supporter(on_postgres)]
    for _ in range(5):
        resident = Resident(on_postgres.front)
        wanted = resident.ask_for_person()
        case = supporters[0].find(wanted)
        results = _claim_at_once(supporters, case)
        assert sorted(results) == [200, 409]
        winner = supporters[results.index(200)]
        assert winner.act(case, "answer", text="Ik lees met je mee.").status_code == 200
        assert resident.wait_text("Ik lees met je mee.")["name"] == winner.name.split()[0]
        told = [message for message in resident.replies() if message["who"] == "system"]
        assert len(told) == 1  # who reads along was told once


def test_whatsapp_is_answered_once(on_postgres: Running) -> None:
    resident = WhatsAppResident(on_postgres.whatsapp, "31600020001")
    resident.say(QUESTIONS[0][0], twice=True)
    resident.say(QUESTIONS[1][0])
    resident.wait_text(opening(QUESTIONS[1][1]))
    assert answers(resident.received()) == [name for _, name in QUESTIONS[:2]]


def test_a_deleted_conversation_leaves_no_row(on_postgres: Running, url: str) -> None:
    resident = Resident(on_postgres.front)
    resident.ask_for_person()
    assert resident.http.post("/widget/delete", json={}).status_code == 204
    engine = database.make_engine(url)
    with database.make_sessions(engine)() as db:
        for model in (InboundMessage, OutboxMessage, Handover):
            rows = select(func.count()).where(model.conversation_id == resident.conversation)
            assert db.execute(rows).scalar_one() == 0
        assert db.get(Conversation, resident.conversation) is None
