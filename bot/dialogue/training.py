"""Training the Rasa model, once for each state of content, configuration and components."""

from __future__ import annotations

import logging
import os
import warnings
from pathlib import Path

from bot.content import checks
from bot.content.fragments import ContentError
from bot.dutch.pipeline import installed
from bot.fingerprint import fingerprint

# What a model depends on, besides the content: a change in any of these makes a new model.
SOURCES = (
    "config.yml",
    "domain.yml",
    *(f"bot/{part}/*.py" for part in ("nlu", "learning", "dutch", "cues", "letters", "phrases")),
    "bot/text.py",
    "bot/content/importer.py",
    "bot/languages.py",
)
CONTENT = (
    *(f"*/{kind}.yml" for kind in ("domein*", "voorbeelden*", "regels*", "woorden")),
    *(f"_gedeeld/{folder}/*.yml" for folder in ("aanwijzingen", "brief", "talen")),
)


class TrainingError(RuntimeError):
    """The model could not be trained; the message is for an operator."""


def model_path(project: Path, models: Path) -> Path:
    """Where the model of the present content lies, or would lie."""
    return models / f"naast-{fingerprint(project, SOURCES, CONTENT, installed())}.tar.gz"


def check_content(project: Path) -> None:
    """Raises TrainingError with every mistake in the content, one a line."""
    problems = list(checks.problems_of(project / "nlu_data", project / "domain.yml"))
    if problems:
        raise TrainingError("\n".join(problems))


def train(project: Path, models: Path) -> Path:
    """Train unless a model of exactly this content is there. Returns the model's path.

    Raises:
        TrainingError: the content has mistakes (one a line), or Rasa could not train.
    """
    target = model_path(project, models)
    if target.is_file():
        return target
    quiet()
    import rasa

    from bot.dialogue.speed import training_anew

    before = Path.cwd()
    os.chdir(project)  # config.yml names the importer by module, and Rasa keeps its cache beside the project
    try:
        with training_anew():
            result = rasa.train(
                domain="domain.yml",
                config="config.yml",
                training_files="nlu_data",
                output=str(models),
                fixed_model_name=target.name.removesuffix(".tar.gz"),
                force_training=True,
            )
    except ContentError as error:  # the importer checks the content before it gives any of it
        raise TrainingError(str(error)) from error
    finally:
        os.chdir(before)
    if result.code != 0 or not target.is_file():
        raise TrainingError("Rasa could not train the model; the lines above say why.")
    for old in models.glob("naast-*.tar.gz"):
        if old != target:
            old.unlink()
    return target


def quiet() -> None:
    """Keep Rasa, TensorFlow and their structured logs from printing: at debug level those lines hold messages."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    warnings.simplefilter("ignore")
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings(logging.WARNING, warn_only_once=False, filter_repeated_logs=True)
    configure_structlog(logging.WARNING)
    for name in ("rasa", "rasa_sdk", "tensorflow", "apscheduler", "sanic", "matplotlib"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Last, because Rasa sets filters of its own that show what its old dependencies deprecate.
    warnings.simplefilter("ignore")
    warnings.showwarning = _unseen


def _unseen(*warning: object, **more: object) -> None:
    """Old dependencies of Rasa deprecate one another, and put their own filters back when imported."""
