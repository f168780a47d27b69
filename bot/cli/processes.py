"""The processes of a running Naast, each in its own interpreter."""

from __future__ import annotations

import logging
from typing import Any

from bot.settings import Settings


def run(part: str, settings: Settings) -> None:
    """Serve one part until it is told to stop.

    Raises:
        ValueError: there is no such part.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    if part == "actions":
        _actions(settings)
    elif part == "front":
        from bot.app import front_door

        _serve(front_door(settings), settings.host, settings.port)
    elif part == "console":
        from bot.app import console

        _serve(console(settings), settings.console_host, settings.console_port)
    elif part == "whatsapp-demo":
        from bot.channels.whatsapp.standin import make_standin

        _serve(
            make_standin(
                webhook_url=f"http://127.0.0.1:{settings.port}/webhooks/whatsapp",
                app_secret=settings.whatsapp_app_secret,
                token=settings.whatsapp_token,
                phone_number_id=settings.whatsapp_phone_number_id,
            ),
            "127.0.0.1",
            settings.whatsapp_demo_port,
        )
    else:
        raise ValueError(f"no part is called {part!r}")


def _serve(app: Any, host: str, port: int) -> None:
    import uvicorn

    # No access log: addresses and tokens do not belong in a file.
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, timeout_graceful_shutdown=3)


def _actions(settings: Settings) -> None:
    from rasa_sdk.endpoint import create_app

    app = create_app("actions")
    # rasa_sdk's own command listens on every address; residents' words pass here, so only loopback will do.
    app.run("127.0.0.1", settings.actions_port, access_log=False)
