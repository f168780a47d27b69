"""`naast user`: accounts of the console."""

from __future__ import annotations

import typer

from bot.settings import Settings

app = typer.Typer(no_args_is_help=True)


@app.callback()
def users() -> None:
    """Accounts of the console."""


@app.command()
def add(
    name: str,
    role: str = typer.Option(..., help="supporter, coordinator or admin"),
    password: str = typer.Option(..., prompt=True, hide_input=True, confirmation_prompt=True),
) -> None:
    """Add an account; the password is asked for and kept only as an argon2id hash."""
    from bot.app import make_sessions
    from bot.console import accounts

    with make_sessions(Settings.from_environment())() as db:
        accounts.add_user(db, name, role, password)
    print(f"{name} can sign in as {role}.")
