"""The SQL database: engine, sessions and the declarative base.

SQLite in WAL mode is the embedded default; PostgreSQL works with the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, declarative_base, sessionmaker
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

Base: Any = declarative_base()
Sessions = Callable[[], AbstractContextManager[Session]]

MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseError(RuntimeError):
    """The database cannot be used; the message is one clear line for an operator."""


class UtcDateTime(TypeDecorator):
    """A timezone-aware moment, stored as UTC on every database (SQLite drops the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(timezone.utc) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


def utc_now() -> datetime:
    return datetime.now(timezone.utc)


def make_engine(url: str) -> Engine:
    """Make an engine; for SQLite in WAL mode with a busy timeout, so that several processes can share the file."""
    parsed = make_url(url)
    if not parsed.drivername.startswith("sqlite"):
        return create_engine(parsed, future=True, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and not parsed.database.startswith((":memory:", "file:")):
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseError(
                f"Cannot make the folder of the database {parsed.database}: {error.strerror}."
                " Choose another folder with NAAST_DATA_DIR."
            ) from error
    # SQLAlchemy 1.4 opens and closes an SQLite file for every session, which costs more than what we do with it.
    pool = {} if parsed.database in (None, "", ":memory:") else {"poolclass": QueuePool}
    engine = create_engine(
        parsed, future=True, hide_parameters=True, connect_args={"check_same_thread": False, "timeout": 30}, **pool
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    # pysqlite opens transactions late by itself, which makes "read, then write" fail under load with
    # "database is locked"; we begin them ourselves (see _begin_sqlite).
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")
    try:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
    except Exception:  # a read-only file still can be read; writing reports its own error
        pass
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if not connection.get_execution_options().get("read") else "BEGIN")


def make_sessions(engine: Engine) -> Sessions:
    """A factory of transactional sessions: `with sessions() as db:` commits at the end, or rolls back on an error."""
    factory = sessionmaker(bind=engine, future=True, expire_on_commit=False)

    @contextmanager
    def transaction() -> Iterator[Session]:
        with factory() as session, session.begin():
            yield session

    return transaction


def prepare(engine: Engine) -> None:
    """Bring the tables to the newest version.

    Raises:
        DatabaseError: the file is read-only or the server cannot be reached.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
        with engine.connect() as connection:
            connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS naast_writable (moment INTEGER)")
            connection.exec_driver_sql("DELETE FROM naast_writable")
            connection.commit()
    except OperationalError as error:
        raise DatabaseError(_explain(engine, error)) from error


def _explain(engine: Engine, error: OperationalError) -> str:
    where, reason = engine.url.render_as_string(hide_password=True), str(error.orig)
    if "readonly" in reason or "read-only" in reason:
        return f"The database {where} is read-only. Make the file and its folder writable, or set NAAST_DATA_DIR."
    return f"The database {where} cannot be used: {reason}. Check NAAST_DATABASE_URL or NAAST_DATA_DIR."
