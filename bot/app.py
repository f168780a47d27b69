"""The composition root: the only place that joins the parts into running applications."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import anyio.to_thread
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot import db as database
from bot.channels.web.feed import Bell
from bot.channels.web.languages import LanguageRoutes
from bot.channels.web.routes import WebRoutes
from bot.channels.web.tokens import Tokens
from bot.channels.whatsapp import webhook
from bot.channels.whatsapp.sender import Sender
from bot.console.app import make_console
from bot.conversation.dialogue import Dialogue, RasaOverHttp
from bot.conversation.follow_ups import Clock
from bot.conversation.phrases import Phrases
from bot.conversation.turn import Parts
from bot.conversation.worker import Worker
from bot.db import Sessions
from bot.headers import SecurityHeaders
from bot.languages import load_languages
from bot.privacy import keys
from bot.privacy.redaction import Redactor
from bot.safety.service import SafetyNet
from bot.safety.training import model_folder
from bot.settings import Settings, SettingsError
from bot.socialmap import service as social_map
from bot.takeaway.links import Links
from bot.takeaway.pages import Pages
from bot.takeaway.routes import PageRoutes
from bot.takeaway.texts import PageTexts

WIDGET = Path(__file__).parent / "widget"


def make_sessions(settings: Settings) -> Sessions:
    """Open the database and bring it to its newest version.

    Raises:
        DatabaseError: it is read-only or out of reach.
    """
    engine = database.make_engine(settings.db_url)
    database.prepare(engine)
    return database.make_sessions(engine)


def make_parts(settings: Settings, sessions: Sessions, dialogue: Dialogue) -> Parts:
    """Everything a turn needs."""
    shared = settings.project_dir / "nlu_data" / "_gedeeld"
    values = {"municipality": settings.municipality, "supporter": settings.supporter_name, "phone": settings.phone}
    return Parts(
        sessions,
        Redactor(keep=[settings.municipality, settings.phone]),
        load_safety_net(settings),
        dialogue,
        Phrases.load(shared / "zinnen.yml", values, load_languages(settings.project_dir / "nlu_data")),
    )


def load_safety_net(settings: Settings) -> SafetyNet:
    """The safety net with its trained classifier; without one it would miss too much to open the door."""
    folder = model_folder(settings.project_dir, settings.models_dir)
    if not folder.is_dir():
        raise SettingsError(
            f"There is no danger classifier of the present content in {settings.models_dir}: run `naast train`."
        )
    return SafetyNet.load(settings.project_dir / "nlu_data" / "_gedeeld" / "veiligheid", trained=folder)


def load_example_map(sessions: Sessions) -> bool:
    """Fill an empty social map with the example; True when it was empty."""
    with sessions() as db:
        return bool(social_map.ensure_example(db))


def front_door(settings: Settings) -> Starlette:
    """The public application: widget, WhatsApp webhook, demonstration page."""
    kept = keys.load(settings)
    sessions = make_sessions(settings)
    rasa = RasaOverHttp(settings.rasa_url, kept.rasa, settings.rasa_timeout)
    parts = make_parts(settings, sessions, rasa)
    worker, bell = Worker(parts), Bell()
    links = Links(kept.session, settings.public_url)
    pages = Pages(sessions, links, PageTexts.load(settings.project_dir / "nlu_data"))
    sender = Sender(sessions, settings, invite=pages.invitation) if settings.whatsapp_on else None

    def after_turn(conversation_id: str) -> None:
        bell.ring(conversation_id)
        if sender is not None:
            sender.wake()

    worker.after_turn = after_turn
    tokens = Tokens(kept.session, settings.session_hours)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(worker)
            await stack.enter_async_context(Clock(parts, after_turn))
            if sender is not None:
                await stack.enter_async_context(sender)
            yield
            await rasa.close()

    async def ready(request: Request) -> Response:
        checks = {"database": await anyio.to_thread.run_sync(_answers, sessions), "dialogue": await rasa.ready()}
        return JSONResponse(checks, status_code=200 if all(checks.values()) else 503)

    routes = [
        Route("/", _page),
        Route("/healthz", _alive),
        Route("/readyz", ready),
        *WebRoutes(parts, worker, tokens, bell, links).routes(),
        *PageRoutes(pages).routes(),
        *LanguageRoutes(load_languages(settings.project_dir / "nlu_data")).routes(),
        *(webhook.routes(parts, worker, settings, sender) if settings.whatsapp_on else []),
        Mount("/widget", StaticFiles(directory=WIDGET)),
    ]
    middleware = [Middleware(SecurityHeaders), Middleware(GZipMiddleware, minimum_size=1000)]
    return Starlette(routes=routes, lifespan=lifespan, middleware=middleware)


def console(settings: Settings) -> Starlette:
    """The supporters' application, on a port of its own."""
    secret = keys.load(settings).console
    return make_console(make_sessions(settings), settings, secret, public_url=settings.console_url)


async def _page(request: Request) -> Response:
    return FileResponse(WIDGET / "index.html")


async def _alive(request: Request) -> Response:
    return JSONResponse({"alive": True})


def _answers(sessions: Sessions) -> bool:
    try:
        with sessions() as db:
            db.execute(text("SELECT 1"))
        return True
    except Exception:
        return False
