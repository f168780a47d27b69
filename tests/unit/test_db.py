"""The database: migrations, moments in UTC, errors for an operator, and several processes at once."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select

import bot.handover.models
import bot.socialmap.models  # noqa: F401  (registers its tables)
from bot.db import Base, DatabaseError, Sessions, make_engine, make_sessions, prepare
from bot.handover.models import Conversation, InboundMessage
from bot.settings import ROOT

AMSTERDAM_SUMMER = timezone(timedelta(hours=2))

WRITER = """
import sys
from bot.db import make_engine, make_sessions
from bot.handover.models import InboundMessage
sessions = make_sessions(make_engine(sys.argv[1]))
for number in range(int(sys.argv[4])):
    with sessions() as db:
        db.query(InboundMessage).count()
        name = f"{sys.argv[3]}{number}"
        db.add(InboundMessage(conversation_id=sys.argv[2], channel="web", text="x", external_id=name))
"""


def test_the_migrations_give_the_tables_of_the_models(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'naast.db'}")
    prepare(engine)
    known = {table.name for table in Base.metadata.tables.values()}

    def ours(item: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
        return kind != "table" or name in known

    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": ours}
        difference = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
    assert difference == []


def test_preparing_again_changes_nothing(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'naast.db'}")
    prepare(engine)
    with make_sessions(engine)() as db:
        db.add(Conversation(channel="web", address="a"))
    prepare(engine)
    with make_sessions(engine)() as db:
        assert db.query(Conversation).count() == 1


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseError, match="NAAST_DATA_DIR") as caught:
        make_engine(f"sqlite:///{tmp_path / 'file' / 'below' / 'naast.db'}")
    assert "\n" not in str(caught.value)


def test_a_read_only_database_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "naast.db"
    writable = make_engine(f"sqlite:///{path}")
    prepare(writable)
    writable.dispose()
    # Opened read-only by URL: the permissions of a folder mean nothing to root, who may run these tests.
    engine = make_engine(f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(DatabaseError, match="read-only") as caught:
        prepare(engine)
    assert "\n" not in str(caught.value)


def test_a_server_out_of_reach_is_one_clear_line(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///file:{tmp_path / 'absent.db'}?mode=ro&uri=true")
    with pytest.raises(DatabaseError, match="NAAST_DATABASE_URL") as caught:
        prepare(engine)
    assert "\n" not in str(caught.value)


def test_a_moment_comes_back_as_the_same_moment_in_utc(sessions: Sessions) -> None:
    moment = datetime(2026, 7, 1, 0, 30, tzinfo=AMSTERDAM_SUMMER)
    with sessions() as db:
        conversation = Conversation(channel="web", address="a", created_at=moment)
        db.add(conversation)
    with sessions() as db:
        read = db.execute(select(Conversation.created_at)).scalar_one()
    assert read == moment
    assert read.tzinfo == timezone.utc
    with sessions() as db:
        assert db.execute(select(func.count()).where(Conversation.created_at <= moment)).scalar_one() == 1


def test_a_failed_transaction_leaves_nothing(sessions: Sessions) -> None:
    with pytest.raises(RuntimeError), sessions() as db:
        db.add(Conversation(channel="web", address="a"))
        db.flush()
        raise RuntimeError
    with sessions() as db:
        assert db.query(Conversation).count() == 0


def test_deleting_a_conversation_deletes_what_hangs_on_it(sessions: Sessions) -> None:
    with sessions() as db:
        conversation = Conversation(channel="web", address="a")
        db.add(conversation)
        db.flush()
        db.add(InboundMessage(conversation_id=conversation.id, channel="web", text="x", external_id="1"))
    with sessions() as db:
        db.execute(Conversation.__table__.delete())
        assert db.query(InboundMessage).count() == 0


def test_processes_write_at_once_without_losing_anything(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'naast.db'}"
    engine = make_engine(url)
    prepare(engine)
    with make_sessions(engine)() as db:
        conversation = Conversation(channel="web", address="a")
        db.add(conversation)
        db.flush()
        conversation_id = conversation.id
    arguments = [sys.executable, "-c", WRITER, url, conversation_id]
    writers = [subprocess.Popen([*arguments, name, "60"], cwd=ROOT, stderr=subprocess.PIPE) for name in ("a", "b")]
    errors = [writer.communicate(timeout=60)[1].decode() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], errors
    with make_sessions(engine)() as db:
        assert db.query(InboundMessage).count() == 120
    assert "conversation" in inspect(engine).get_table_names()
