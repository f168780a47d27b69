"""The `naast` command. Each subcommand is a module; heavy imports wait until a command needs them."""

from __future__ import annotations

import os
import sys
import warnings

# Old dependencies of Rasa deprecate one another; an operator can do nothing about it.
warnings.simplefilter("ignore")

import typer  # noqa: E402

from bot.cli import bench, content, evaluate, messages, replay, run, users  # noqa: E402
from bot.cli import map as social_map  # noqa: E402
from bot.cli.errors import explain  # noqa: E402

app = typer.Typer(
    help="Naast: a guidance assistant that stands beside residents.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

run.register(app)
messages.register(app)
replay.register(app)
content.register(app)
evaluate.register(app)
bench.register(app)
app.add_typer(social_map.app, name="map", help="The social map: import, export, search, check.")
app.add_typer(users.app, name="user", help="Accounts of the console.")


def main() -> None:
    """Run a command; an expected error is one clear line and exit code 1, never a stack trace."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        app()
    except Exception as error:
        line = explain(error)
        if line is None:
            raise
        print(line, file=sys.stderr)
        raise SystemExit(1) from None
