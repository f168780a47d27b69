"""One NLU pipeline, trained and tried in a process of its own, so that time and memory are its alone.

    python -m bot.dialogue.contest train REQUEST.json     python -m bot.dialogue.contest parse REQUEST.json

REQUEST holds `config`, `domain`, `nlu`, `models` (a folder), `texts` and `answer` (the file to write).
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from bot.dialogue.speed import training_anew
from bot.dialogue.training import quiet

WARM_UP = 20


def train(request: dict[str, Any]) -> dict[str, Any]:
    """`{"training_s", "model_mb"}`"""
    from rasa.model_training import train_nlu

    started = time.perf_counter()
    with training_anew():
        model = train_nlu(request["config"], request["nlu"], request["models"], domain=request["domain"])
    assert model is not None
    size = Path(model).stat().st_size / 2**20
    return {"training_s": round(time.perf_counter() - started, 1), "model_mb": round(size, 1)}


def parse(request: dict[str, Any]) -> dict[str, Any]:
    """`{"memory_mb", "ms": [per text], "said": [{"intent", "domains"}]}`"""
    from rasa.core.agent import Agent

    agent = Agent.load(request["models"])
    loop = asyncio.new_event_loop()
    for text in request["texts"][:WARM_UP]:
        loop.run_until_complete(agent.parse_message(text))
    spent, said = [], []
    for text in request["texts"]:
        started = time.perf_counter()
        parsed = loop.run_until_complete(agent.parse_message(text))
        spent.append(round((time.perf_counter() - started) * 1000, 2))
        # What was classified; that a weak intent counts as something told is for the dialogue (`bot.nlu.doubt`).
        intent = parsed["intent"].get("instead_of") or parsed["intent"]["name"]
        said.append({"intent": intent, "domains": parsed.get("domains")})
    memory = psutil.Process().memory_info().rss / 2**20
    return {"memory_mb": round(memory), "ms": spent, "said": said}


if __name__ == "__main__":
    quiet()
    asked = json.loads(Path(sys.argv[2]).read_text(encoding="utf8"))
    answer = {"train": train, "parse": parse}[sys.argv[1]](asked)
    Path(asked["answer"]).write_text(json.dumps(answer), encoding="utf8")
