from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.db import Base, make_engine, make_sessions
from bot.socialmap.importer import import_example
from bot.socialmap.models import Organization


def _tables() -> list[object]:
    """Only the social map's tables: other parts may be half imported here."""
    names = (
        "organization",
        "location",
        "address",
        "service",
        "service_at_location",
        "phone",
        "schedule",
        "language",
        "service_area",
    )
    assert Organization.metadata is Base.metadata
    return [Base.metadata.tables[name] for name in names]


def _session(path: Path) -> Iterator[Session]:
    engine = make_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine, tables=_tables())
    with make_sessions(engine)() as db:
        yield db
    engine.dispose()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Session]:
    """An empty map."""
    yield from _session(tmp_path / "map.db")


@pytest.fixture(scope="package")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The example map; tests only read it."""
    for session in _session(tmp_path_factory.mktemp("example") / "map.db"):
        import_example(session)
        yield session
