"""`naast parse`, `naast redact` and `naast say`: single messages."""

from __future__ import annotations

import asyncio
import json
import queue
import sys
import threading
from collections.abc import Iterator
from typing import Any, TextIO

import typer

from bot.cli.errors import CommandError
from bot.settings import Settings

BATCH = 16


def register(app: typer.Typer) -> None:
    app.command()(parse)
    app.command()(redact)
    app.command()(say)


def parse() -> None:
    """JSON lines {"id","text"} on stdin to what was understood, one JSON line each, in the same order."""
    settings = Settings.from_environment()
    out = sys.stdout
    sys.stdout = sys.stderr  # nothing but our lines may reach stdout
    from bot.cli.model import load_rasa
    from bot.cli.understanding import Understanding

    understanding = Understanding(load_rasa(settings), settings)
    for rows in in_batches(_rows()):
        understanding.prepare(rows)
        for row in rows:
            _print(understanding.of(row), out)


def redact() -> None:
    """JSON lines {"id","text"} on stdin to redacted text and spans, one JSON line each."""
    from bot.privacy.redaction import Redactor

    redactor = Redactor()
    for row in _rows():
        done = redactor.redact(row["text"])
        spans = [{"start": s.start, "end": s.end, "type": s.type} for s in done.spans]
        _print({"id": row["id"], "text": done.text, "spans": spans}, sys.stdout)


def say(text: list[str]) -> None:
    """Say one thing to Naast: what was understood and what is answered."""
    from bot.cli.model import load_rasa
    from bot.cli.stage import Stage
    from bot.cli.understanding import Understanding

    settings = Settings.from_environment()
    message = " ".join(text)
    rasa = load_rasa(settings)
    heard = Understanding(rasa, settings).of({"id": "", "text": message})
    print(
        f"heard    {heard['intent']} ({heard['confidence']:.2f}), domains: {', '.join(heard['domains']) or 'none'}, "
        f"language: {heard['language']}, danger: {heard['crisis'] or heard['crisis_possible'] or 'none'}"
    )
    with Stage(settings, rasa) as stage:
        turn = asyncio.run(stage.turn("say", "web", message))
    for reply in turn["replies"]:
        print(f"answers  {reply['text']}")
        if reply["buttons"]:
            print("         " + " ".join(f"[{button['title']}]" for button in reply["buttons"]))


def _rows() -> Iterator[dict[str, Any]]:
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8", "replace"))
            yield {"id": row["id"], "text": str(row["text"])}
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f'Line {number} of the input is not JSON with "id" and "text".') from error


def in_batches(rows: Iterator[dict[str, Any]], at_most: int = BATCH) -> Iterator[list[dict[str, Any]]]:
    """What has come in so far, together: a caller who waits for each answer gets it, and a file goes quickly."""
    come: queue.Queue[Any] = queue.Queue(maxsize=4 * at_most)

    def read() -> None:
        try:
            for row in rows:
                come.put(row)
            come.put(None)
        except Exception as error:  # told by the thread that answers
            come.put(error)

    threading.Thread(target=read, daemon=True).start()
    while True:
        batch = [come.get()]
        while len(batch) < at_most and not come.empty() and isinstance(batch[-1], dict):
            batch.append(come.get())
        told = [row for row in batch if isinstance(row, dict)]
        if told:
            yield told
        if isinstance(batch[-1], Exception):
            raise batch[-1]
        if batch[-1] is None:
            return


def _print(row: dict[str, Any], out: TextIO) -> None:
    """One JSON line in UTF-8; what UTF-8 has no place for, such as half an emoji, becomes a question mark."""
    line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    print(line, file=out, flush=True)
