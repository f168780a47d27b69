from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.console import moments, texts
from bot.console.summary import Summary

NOW = datetime(2026, 7, 1, 22, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(("ago", "said"), [
    (timedelta(seconds=-5), "minder dan 1 minuut"), (timedelta(seconds=59), "minder dan 1 minuut"),
    (timedelta(minutes=1), "1 minuut"), (timedelta(minutes=59, seconds=59), "59 minuten"),
    (timedelta(hours=1), "1 uur"), (timedelta(hours=23), "23 uur"), (timedelta(days=1), "1 dag"),
    (timedelta(days=40), "40 dagen"),
])
def test_relative_time_in_its_largest_unit(ago: timedelta, said: str) -> None:
    assert moments.relative(NOW - ago, NOW, texts.load()["time"]) == said


def test_exact_time_is_dutch_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "ZONE", timezone(timedelta(hours=2)))
    assert moments.exact(NOW, texts.load()["time"]) == "donderdag 2 juli 2026 om 00:30"


@pytest.mark.parametrize("content", ["a: [", "- een\n- twee\n"])
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "kapot.yml"
    path.write_text(content, encoding="utf8")
    with pytest.raises(texts.TextsError, match=r"kapot\.yml"):
        texts.load(path)
    with pytest.raises(texts.TextsError, match=r"weg\.yml"):
        texts.load(tmp_path / "weg.yml")


def test_a_summary_reads_what_is_there() -> None:
    data = {"name": " ", "stated": "a", "own_words": ["x", None, ""], "wish": 3, "nieuw": "veld"}
    summary = Summary.read(data)
    assert summary == Summary(stated="a", own_words=("x",))
    assert summary.gist == "a"
    assert Summary.read({"stated": "a", "underlying": "b"}).gist == "b"
    assert Summary.read(None).gist is None
