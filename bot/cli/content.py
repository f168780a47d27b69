"""`naast check`: the content, before anything is trained."""

from __future__ import annotations

import typer

from bot.settings import Settings


def register(app: typer.Typer) -> None:
    app.command()(check)
    app.command()(settings)


def check() -> None:
    """Check all content; each problem is one line with file, place and what to do."""
    from bot.content import checks

    project = Settings.from_environment().project_dir
    problems = list(checks.problems_of(project / "nlu_data", project / "domain.yml"))
    for problem in problems:
        print(problem)
    if problems:
        raise typer.Exit(1)
    print("The content is in order.")


def settings() -> None:
    """List every setting with its default."""
    from bot.settings import table

    for variable, default, about in table():
        print(f"{variable:36} {default:28} {about}")
