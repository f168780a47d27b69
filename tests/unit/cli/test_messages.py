"""`naast parse` and `naast redact`: JSON lines in, the same number of JSON lines out, in order, and nothing else."""

from __future__ import annotations

import json
import queue
from collections.abc import Iterator
from typing import Any

import pytest

from bot.cli import model as model_module
from bot.cli import understanding
from bot.cli.messages import in_batches
from bot.dialogue.local import LocalRasa
from bot.safety.service import SafetyNet

from .conftest import Naast

KEYS = ["id", "intent", "confidence", "domains", "crisis", "crisis_possible", "language"]


class FakeRasa:
    """Understands by the first word, and talks to itself on stdout."""

    async def parse(self, text: str) -> dict[str, Any]:
        print("noise of a library")
        name = "greet" if text.startswith("hallo") else "tell_need"
        return {"intent": {"name": name, "confidence": 0.98765}, "domains": ["geld", "wonen"], "language": "nl"}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, safety_net: SafetyNet) -> None:
    monkeypatch.setattr(model_module, "load_rasa", lambda settings: FakeRasa())
    monkeypatch.setattr(understanding, "load_safety_net", lambda settings: safety_net)


def lines(*rows: Any) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def test_parse_gives_the_agreed_line_for_each_line_in_order(naast: Naast, fake: None) -> None:
    done = naast("parse", given=lines({"id": "b", "text": "de huur is te hoog"}, {"id": 7, "text": "hallo"}))
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert [list(row) for row in rows] == [KEYS, KEYS]
    assert rows[0] == {
        "id": "b",
        "intent": "tell_need",
        "confidence": 0.9877,
        "domains": ["geld", "wonen"],
        "crisis": None,
        "crisis_possible": None,
        "language": "nl",
    }
    assert (rows[1]["id"], rows[1]["intent"], rows[1]["domains"]) == (7, "greet", [])
    assert "noise" in done.err and "noise" not in done.out


def test_parse_tells_danger(naast: Naast, fake: None) -> None:
    done = naast("parse", given=lines({"id": 1, "text": "ik wil niet meer leven, ik wil dood"}))
    assert json.loads(done.out)["crisis"] == "suicide"


@pytest.mark.parametrize("text", ["", "/", "/affirm", "\x00", "\ud83d", "🙂" * 500, "a\nb"])
def test_parse_takes_any_text(naast: Naast, fake: None, text: str) -> None:
    done = naast("parse", given=lines({"id": 1, "text": text}))
    assert (done.code, len(done.out.splitlines())) == (0, 1)


@pytest.mark.parametrize("command", ["parse", "redact"])
@pytest.mark.parametrize("wrong", ["geen json", "[]", '"a"', "1", "null", '{"id": "2"}', '{"text": "a"}', "{"])
def test_a_wrong_line_is_named_by_its_number(naast: Naast, fake: None, command: str, wrong: str) -> None:
    done = naast(command, given=lines({"id": 1, "text": "hallo"}) + b"\n" + wrong.encode() + b"\n")
    assert done.code == 1
    assert len(done.out.splitlines()) == 1
    assert "Line 3" in done.err and "Traceback" not in done.err


@pytest.mark.parametrize("command", ["parse", "redact"])
def test_nothing_in_is_nothing_out(naast: Naast, fake: None, command: str) -> None:
    done = naast(command)
    assert (done.code, done.out) == (0, "")


def test_redact_gives_spans_in_the_original(naast: Naast) -> None:
    text = "Mijn BSN is 123456782, é🙂 mail a.b@example.org"
    done = naast("redact", given=lines({"id": "x", "text": text}, {"id": "y", "text": "niets"}))
    first, second = (json.loads(line) for line in done.out.splitlines())
    found = {span["type"]: text[span["start"] : span["end"]] for span in first["spans"]}
    assert found == {"bsn": "123456782", "email": "a.b@example.org"}
    assert "123456782" not in first["text"] and "🙂" in first["text"]
    assert second == {"id": "y", "text": "niets", "spans": []}


def test_redact_takes_half_an_emoji(naast: Naast) -> None:
    done = naast("redact", given=lines({"id": 1, "text": "a \ud83d b"}, {"id": 2, "text": "niets"}))
    assert done.code == 0
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == [1, 2]


def test_an_unknown_command_is_wrong_use(naast: Naast) -> None:
    assert naast("onzin").code == 2


@pytest.mark.slow
def test_parse_with_the_real_model(naast: Naast, rasa: LocalRasa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_module, "load_rasa", lambda settings: rasa)
    texts = ["ik heb veel schulden en kan de rekeningen niet betalen", "hallo", "I cannot pay my rent anymore", ""]
    done = naast("parse", given=lines(*({"id": str(n), "text": text} for n, text in enumerate(texts))))
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["id"] for row in rows] == ["0", "1", "2", "3"]
    assert "geld" in rows[0]["domains"] and rows[0]["intent"] == "tell_need"
    assert rows[1]["intent"] == "greet" and rows[1]["domains"] == []
    assert rows[2]["language"] == "en"
    assert all(0 <= row["confidence"] <= 1 for row in rows)


def test_what_has_come_is_answered_together_and_in_order() -> None:
    rows = [{"id": number, "text": "x"} for number in range(50)]
    batches = list(in_batches(iter(rows), at_most=8))
    assert [row for batch in batches for row in batch] == rows
    assert all(1 <= len(batch) <= 8 for batch in batches)


def test_a_caller_who_waits_for_each_answer_gets_it() -> None:
    asked: queue.Queue[dict[str, Any] | None] = queue.Queue()
    answered = in_batches(iter(asked.get, None))
    for number in range(3):
        asked.put({"id": number, "text": "x"})
        assert next(answered) == [{"id": number, "text": "x"}]
    asked.put(None)
    assert list(answered) == []


def test_a_broken_line_is_told_after_what_came_before_it() -> None:
    def rows() -> Iterator[dict[str, Any]]:
        yield {"id": 1, "text": "x"}
        raise ValueError("line 2")

    answered = in_batches(rows())
    assert next(answered) == [{"id": 1, "text": "x"}]
    with pytest.raises(ValueError, match="line 2"):
        next(answered)
