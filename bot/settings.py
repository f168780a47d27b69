"""Every setting of Naast, read from the environment once, as one frozen object.

This is the only module that reads the environment. Each field documents itself: `naast settings` and the table in
`docs/settings.md` come from here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names the variable and says what is expected."""


def _setting(default: Any, about: str, *, secret: bool = False) -> Any:
    return field(default=default, metadata={"about": about, "secret": secret})


@dataclass(frozen=True)
class Settings:
    """All settings with defaults that work on one machine."""

    data_dir: Path = _setting(Path("var"), "folder for the database, the secrets made at first start and logs")
    database_url: str = _setting("", "SQLAlchemy URL; empty: SQLite in the data folder")
    models_dir: Path = _setting(Path("models"), "folder of trained models")
    project_dir: Path = _setting(ROOT, "folder with domain.yml, config.yml and nlu_data/")

    host: str = _setting("127.0.0.1", "address the front door listens on")
    port: int = _setting(8000, "port of the front door")
    public_url: str = _setting("", "address residents reach the front door by, as https://...; for links in WhatsApp")
    console_host: str = _setting("127.0.0.1", "address the console listens on")
    console_port: int = _setting(8001, "port of the console")
    console_url: str = _setting("", "address supporters use when a proxy stands before the console, as https://...")
    rasa_port: int = _setting(5005, "port of Rasa, always on loopback")
    actions_port: int = _setting(5055, "port of the action server, always on loopback")
    rasa_timeout: float = _setting(15.0, "seconds the front door waits for one answer of Rasa")

    secret: str = _setting("", "key that signs sessions; empty: made at first start", secret=True)
    rasa_secret: str = _setting("", "secret shared by the front door and Rasa; empty: made at first start", secret=True)
    session_hours: int = _setting(24, "hours a resident's web session stays valid")
    console_session_hours: int = _setting(10, "hours a supporter stays signed in")

    municipality: str = _setting("Waterrijk", "name of the municipality")
    supporter_name: str = _setting("iemand die naast je staat", "what the screen calls the independent supporter")
    phone: str = _setting("099-000 01 01", "phone number residents can call when the assistant is out of order")

    whatsapp_token: str = _setting("", "access token of the Cloud API; empty: WhatsApp is off", secret=True)
    whatsapp_app_secret: str = _setting("", "app secret that signs webhooks", secret=True)
    whatsapp_verify_token: str = _setting("", "token for the webhook's verification", secret=True)
    whatsapp_phone_number_id: str = _setting("", "id of the business phone number")
    whatsapp_api: str = _setting("https://graph.facebook.com/v26.0", "base URL of the Cloud API")
    whatsapp_demo_port: int = _setting(8002, "port of the stand-in of WhatsApp, always on loopback")

    def __post_init__(self) -> None:
        for name in ("data_dir", "models_dir", "project_dir"):
            object.__setattr__(self, name, Path(getattr(self, name)).expanduser().resolve())
        for name in ("port", "console_port", "rasa_port", "actions_port", "whatsapp_demo_port"):
            if not 0 < getattr(self, name) < 65536:
                raise SettingsError(f"NAAST_{name.upper()} is {getattr(self, name)}; a port lies between 1 and 65535.")
        if self.whatsapp_token and not self.whatsapp_app_secret:
            raise SettingsError(
                "NAAST_WHATSAPP_TOKEN is set but NAAST_WHATSAPP_APP_SECRET is not: without it anyone"
                " could send messages in a resident's name. Set it, or leave both empty."
            )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read `NAAST_<FIELD>` for every field.

        Raises:
            SettingsError: a value does not fit its type or its limits.
        """
        environ = os.environ if environ is None else environ
        values: dict[str, Any] = {}
        for item in fields(cls):
            raw = environ.get(variable(item.name))
            if raw is None:
                continue
            kind: Callable[[str], Any] = Path if isinstance(item.default, Path) else type(item.default)
            try:
                values[item.name] = kind(raw)
            except ValueError:
                wanted = "a whole number" if isinstance(item.default, int) else "a number"
                raise SettingsError(f"{variable(item.name)} is {raw!r}; it should be {wanted}.") from None
        return cls(**values)

    @property
    def db_url(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir / 'naast.db'}"

    @property
    def rasa_url(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        return f"http://127.0.0.1:{self.actions_port}/webhook"

    @property
    def whatsapp_on(self) -> bool:
        return bool(self.whatsapp_token)


def variable(name: str) -> str:
    """The environment variable of a field."""
    return f"NAAST_{name.upper()}"


def table() -> list[tuple[str, str, str]]:
    """(variable, default, explanation) of every setting, in order."""
    base = Settings()
    rows = []
    for item in fields(Settings):
        default = item.default
        shown = "" if default in ("", base.project_dir) else str(default)
        rows.append((variable(item.name), shown, str(item.metadata["about"])))
    return rows
