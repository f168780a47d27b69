"""A front door with everything of its own but the engine: it says a few fixed things, in the language asked for."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.app import WIDGET
from bot.channels.web.feed import Bell
from bot.channels.web.languages import LanguageRoutes
from bot.channels.web.routes import WebRoutes
from bot.channels.web.tokens import Tokens
from bot.conversation.dialogue import Answer
from bot.conversation.messages import Reply
from bot.conversation.phrases import Phrases
from bot.conversation.turn import Parts
from bot.conversation.worker import Worker
from bot.db import make_engine, make_sessions, prepare
from bot.headers import SecurityHeaders
from bot.languages import DUTCH, load_languages
from bot.privacy.redaction import Redactor
from bot.safety.service import SafetyNet
from bot.settings import ROOT
from bot.takeaway.links import Links
from bot.takeaway.pages import Pages
from bot.takeaway.routes import PageRoutes
from bot.takeaway.texts import PageTexts

CONTENT = ROOT / "nlu_data"
WELCOME = "Hallo, ik ben Naast."
CARD = {
    "name": "Taalhuis Waterrijk",
    "service": "Hulp bij taal",
    "description": "Oefen samen. Bel 0800-0113.",
    "why": "Je zoekt taal.",
    "how": "Loop binnen.",
    "offered_by": "volunteer",
    "free": True,
    "phone": "099-000 01 01",
    "url": "https://voorbeeld.nl/",
    "funder": "de gemeente",
    "checked_at": "2025-05-30",
}


class Polyglot:
    """A dialogue engine that speaks the language that was chosen last; `says` holds its words by what was asked."""

    def __init__(self) -> None:
        self.languages = load_languages(CONTENT)
        self.chosen: dict[str, str] = {}
        self.says: dict[str, Reply] = {"/welcome": Reply(WELCOME)}

    async def ask(self, conversation_id: str, message_id: str, text: str, metadata: dict[str, Any]) -> Answer:
        wanted = re.match(r'/choose_language\{"language": "(.*)"\}', text)
        if wanted:
            self.chosen[conversation_id] = wanted[1]
        code = self.chosen.get(conversation_id, DUTCH)
        return Answer([self._reply(text, code, chosen=wanted is not None)], language=code)

    async def ready(self) -> bool:
        return True

    async def forget(self, conversation_id: str) -> None:
        self.chosen.pop(conversation_id, None)

    def _reply(self, text: str, code: str, *, chosen: bool) -> Reply:
        if text in self.says:
            return self.says[text]
        if text == "/ask_language":
            names = {DUTCH: "Nederlands", **{each.code: each.name for each in self.languages.values() if each.widget}}
            buttons = [
                {"title": name, "payload": f'/choose_language{{"language": "{other}"}}'}
                for other, name in names.items()
                if other != code
            ]
            return Reply(self._words("utter_ask_language", code), buttons)
        return Reply(self._words("utter_language_chosen" if chosen else "utter_tell_more", code))

    def _words(self, name: str, code: str) -> str:
        return "Vertel verder." if code == DUTCH else str(self.languages[code].responses[name][0]["text"])


@contextmanager
def front_door(folder: Path, engine: Polyglot) -> Iterator[str]:
    """The address of a running front door on a fresh database in `folder`."""
    database = make_engine(f"sqlite:///{folder / 'naast.db'}")
    prepare(database)
    shared = CONTENT / "_gedeeld"
    safety = SafetyNet.load(shared / "veiligheid")
    phrases = Phrases.load(shared / "zinnen.yml", {"phone": "099-000 01 01"}, engine.languages)
    sessions = make_sessions(database)
    parts = Parts(sessions, Redactor(), safety, engine, phrases)
    worker, bell, links = Worker(parts), Bell(), Links("geheim")
    worker.after_turn = bell.ring

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with worker:
            yield

    async def page(request: Request) -> Response:
        return FileResponse(WIDGET / "index.html")

    routes = [
        Route("/", page),
        *WebRoutes(parts, worker, Tokens("geheim", 24), bell, links).routes(),
        *PageRoutes(Pages(sessions, links, PageTexts.load(CONTENT))).routes(),
        *LanguageRoutes(engine.languages).routes(),
        Mount("/widget", StaticFiles(directory=WIDGET)),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(SecurityHeaders)])
    with _served(app) as address:
        yield address
    database.dispose()


@contextmanager
def _served(app: Starlette) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the front door did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
