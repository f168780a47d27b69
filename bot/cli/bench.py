"""`naast bench`: how long a turn takes, how that grows with a conversation, start-up and memory."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from typing import Any

import psutil
import typer

from bot.settings import Settings

# A plain conversation, said again and again: the questions and answers of an ordinary visit.
LINES = (
    "ik kan de huur niet meer betalen",
    "mijn man is zijn werk kwijt en de brieven stapelen zich op",
    "wie ben jij eigenlijk",
    "nee, het gaat me vooral om de deurwaarder",
    "ja dat klopt",
)


def register(app: typer.Typer) -> None:
    app.command()(bench)


def bench(
    turns: int = typer.Option(100, help="length of the long conversations"),
    as_json: bool = typer.Option(False, "--json", help="one JSON object"),
) -> None:
    """Measure on this machine; figures of different machines can't be compared."""
    from bot.cli.model import load_rasa
    from bot.cli.stage import Stage

    settings = Settings.from_environment()
    started = time.perf_counter()
    rasa = load_rasa(settings)
    loaded = time.perf_counter() - started
    with Stage(settings, rasa) as stage:
        asyncio.run(_play(stage, "warm-up", 10))
        short = [ms for number in range(8) for ms in asyncio.run(_play(stage, f"short-{number}", 6))]
        long = [asyncio.run(_play(stage, f"long-{number}", turns)) for number in range(3)]
        danger, vectors = _danger(stage, settings)
    figures = {
        "model loaded, s": round(loaded, 1),
        "turn, median ms": round(statistics.median(short), 1),
        "turn, 95th percentile ms": round(statistics.quantiles(short, n=20)[-1], 1),
        "long conversations, turns": turns,
        "their last ten turns / their turns 1 to 10": round(_median(long, -10, None) / _median(long, 0, 10), 2),
        "danger check, median ms": round(danger, 1),
        "of which beyond the sentence vectors": round(danger - vectors, 1),
        "memory of model, turn and actions, MB": round(psutil.Process().memory_info().rss / 2**20),
    }
    if as_json:
        print(json.dumps(figures))
        return
    for name, figure in figures.items():
        print(f"{name:44} {figure}")


def _median(conversations: list[list[float]], start: int, end: int | None) -> float:
    return statistics.median(ms for turns in conversations for ms in turns[start:end])


def _danger(stage: Any, settings: Settings) -> tuple[float, float]:
    """Median milliseconds of the danger check of a message, and of the sentence vectors in it."""
    from bot.learning import memory
    from bot.learning.encoders import DEFAULT, load_encoder
    from bot.safety.examples import load_examples
    from bot.safety.pieces import pieces

    folder = settings.project_dir / "nlu_data" / "_gedeeld" / "veiligheid" / "voorbeelden"
    texts = [example.text for example in load_examples(folder)][::97]
    encoder, spent, vectors = load_encoder(DEFAULT), [], []
    for text in texts:
        started = time.perf_counter()
        memory.sentence_vectors(encoder, pieces(text))
        vectors.append(time.perf_counter() - started)
        memory.forget()
        started = time.perf_counter()
        stage.parts.safety.detect(text)
        spent.append(time.perf_counter() - started)
        memory.forget()
    return statistics.median(spent) * 1000, statistics.median(vectors) * 1000


async def _play(stage: Any, person: str, turns: int) -> list[float]:
    return [(await stage.turn(person, "web", LINES[number % len(LINES)]))["ms"] for number in range(turns)]
