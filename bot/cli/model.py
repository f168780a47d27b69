"""The trained model for commands that need one."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.dialogue.local import LocalRasa


def load_rasa(settings: Settings) -> LocalRasa:
    """Rasa in this process, trained first when there is no model of the present content."""
    from bot.dialogue import training

    training.quiet()
    if not training.model_path(settings.project_dir, settings.models_dir).is_file():
        print("Training the model first; this takes a few minutes, once.", file=sys.stderr)
    with contextlib.redirect_stdout(sys.stderr):  # Rasa prints; stdout is for what was asked
        model = training.train(settings.project_dir, settings.models_dir)
    from bot.dialogue.local import LocalRasa

    return LocalRasa(model)
