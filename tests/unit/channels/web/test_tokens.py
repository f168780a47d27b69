"""A token proves which conversation is whose; a changed or old one proves nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import TimestampSigner

from bot.channels.web.tokens import Tokens

TOKENS = Tokens("geheim", hours=24)


def test_a_token_gives_its_session_back() -> None:
    token, session = TOKENS.new()
    assert TOKENS.read(f"Bearer {token}") == session
    assert TOKENS.read(f"bearer {token}") == session


def test_every_session_is_another() -> None:
    assert len({TOKENS.new()[1].address for _ in range(50)}) == 50


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer a.b.c", "Bearer é"])
def test_without_a_token_nobody_is_known(header: str | None) -> None:
    assert TOKENS.read(header) is None


def test_a_token_that_was_changed_is_worth_nothing() -> None:
    token, _ = TOKENS.new()
    for place in range(len(token) - 1):  # of the last character only the upper bits count
        other = "A" if token[place] != "A" else "B"
        assert TOKENS.read(f"Bearer {token[:place]}{other}{token[place + 1 :]}") is None


def test_a_token_of_another_installation_is_worth_nothing() -> None:
    token, _ = Tokens("ander geheim", hours=24).new()
    assert TOKENS.read(f"Bearer {token}") is None


def test_a_token_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    token, session = TOKENS.new()
    now = TimestampSigner("x").get_timestamp()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: now + 24 * 3600 - 5)
    assert TOKENS.read(f"Bearer {token}") == session
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: now + 24 * 3600 + 5)
    assert TOKENS.read(f"Bearer {token}") is None


@given(st.text())
def test_no_header_breaks_the_reader(text: str) -> None:
    assert TOKENS.read(f"Bearer {text}") is None
