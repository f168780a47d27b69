"""The trained models: the dialogue model, and the danger classifier of the safety net."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.dialogue.local import LocalRasa


def trained(settings: Settings) -> bool:
    """Whether both models of the present content are there."""
    from bot.dialogue.training import model_path
    from bot.safety.training import model_folder

    project, models = settings.project_dir, settings.models_dir
    return model_path(project, models).is_file() and model_folder(project, models).is_dir()


def train(settings: Settings) -> Path:
    """Train what is not there yet. Returns the path of the dialogue model.

    Raises:
        ContentError, TrainingError: the content has mistakes; the message says where.
    """
    from bot.dialogue import training as dialogue
    from bot.safety import training as safety

    dialogue.quiet()
    if not trained(settings):
        dialogue.check_content(settings.project_dir)  # before anything that takes minutes
    with contextlib.redirect_stdout(sys.stderr):  # Rasa prints; stdout is for what was asked
        safety.train(settings.project_dir, settings.models_dir)
        return dialogue.train(settings.project_dir, settings.models_dir)


def load_rasa(settings: Settings) -> LocalRasa:
    """Rasa in this process, trained first when there is no model of the present content."""
    if not trained(settings):
        print("Training the models first; this takes a few minutes, once.", file=sys.stderr)
    model = train(settings)
    from bot.dialogue.local import LocalRasa

    return LocalRasa(model)
