"""A console on a fresh database, and browsers to visit it with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from bot.console import accounts, app, texts
from bot.console.rendering import make_pages
from bot.db import Base, Sessions, make_engine, make_sessions
from bot.handover import service
from bot.handover.models import InboundMessage, OutboxMessage
from bot.settings import Settings

ORIGIN = "http://127.0.0.1:8001"
PASSWORD = "een lang wachtwoord"
JSON = {"accept": "application/json"}
WORDS = texts.load()
PAGES = make_pages(WORDS)


@dataclass
class Browser:
    """A signed-in (or not) visitor that keeps cookies and sends what a browser sends."""

    client: TestClient
    csrf: str = ""

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers, follow_redirects=False)

    def post(self, path: str, data: dict[str, str] | None = None, **headers: str) -> Any:
        sent = {"origin": ORIGIN, "x-csrf": self.csrf, **JSON, **headers}
        return self.client.post(path, data=data or {}, headers=sent, follow_redirects=False)

    def form_token(self, page: str) -> str:
        return re.search(r'name="csrf" value="([0-9a-f]+)"', page)[1]  # type: ignore[index]

    def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> Any:
        token = self.form_token(self.get("/signin").text)
        form = {"csrf": token, "name": name, "password": password, **fields}
        response = self.post("/signin", form, **{"x-csrf": ""})
        if response.status_code == 303:
            self.csrf = self.form_token(self.get("/").text)
        return response


@dataclass
class World:
    """The database, the application and what was told to the channels."""

    sessions: Sessions
    app: Any
    told: list[str] = field(default_factory=list)

    def browser(self, name: str | None = None) -> Browser:
        browser = Browser(TestClient(self.app, base_url=ORIGIN))
        if name is not None:
            assert browser.sign_in(name).status_code == 303
        return browser

    def handover(self, address: str = "a", urgency: str = "normal", channel: str = "web",
                 **summary: Any) -> str:
        """A resident who said one thing and asked for a person; returns the id of the handover."""
        self.says("geheim verhaal", address, channel)
        content = {"name": "Sam", "stated": "De huur is te hoog.", "domain_labels": ["Geld"], **summary}
        with self.sessions() as db:
            conversation = service.open_conversation(db, channel, address)
            return str(service.request(db, conversation.id, content, "ja", urgency=urgency).id)

    def says(self, text: str, address: str = "a", channel: str = "web") -> None:
        with self.sessions() as db:
            conversation = service.open_conversation(db, channel, address)
            count = db.query(InboundMessage).count()
            db.add(InboundMessage(conversation_id=conversation.id, channel=channel, text=text, status="done",
                                  external_id=f"m{count}"))

    def withdraw(self, address: str = "a") -> None:
        with self.sessions() as db:
            service.withdraw(db, service.open_conversation(db, "web", address).id)

    def sent(self) -> list[tuple[str, str | None, str]]:
        """(sender, name, text) of everything queued for residents."""
        with self.sessions() as db:
            rows = db.query(OutboxMessage).order_by(OutboxMessage.id)
            return [(row.sender, row.sender_name, row.body["text"]) for row in rows]


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    accounts._nobody.cache_clear()
    yield
    accounts._nobody.cache_clear()


@pytest.fixture(autouse=True)
def shared_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the texts and compile the templates once for all tests."""
    monkeypatch.setattr(app, "make_pages", lambda words: PAGES)
    monkeypatch.setattr(app, "texts", SimpleNamespace(load=lambda: WORDS))


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    engine = make_engine(f"sqlite:///{tmp_path / 'console.db'}")
    Base.metadata.create_all(engine)
    return make_sessions(engine)


@pytest.fixture
def world(sessions: Sessions, tmp_path: Path) -> World:
    told: list[str] = []
    console = app.make_console(sessions, Settings(data_dir=tmp_path), "k" * 32, told.append)
    with sessions() as db:
        accounts.add_user(db, "Fatima de Vries", "supporter", PASSWORD)
        accounts.add_user(db, "Joris Bakker", "supporter", PASSWORD)
    return World(sessions, console, told)
