"""The private line: without the secret nothing, with it a turn."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from bot.dialogue import channel, engine
from bot.dialogue.channel import PrivateChannel


class Agent:
    def __init__(self, ready: bool = True) -> None:
        self._ready = ready
        self.action_endpoint: Any = None
        self.processor = SimpleNamespace(action_endpoint=None)

    def is_ready(self) -> bool:
        return self._ready


def call(name: str, secret: str | None, body: dict[str, Any] | None = None, agent: Agent | None = None) -> Any:
    """Call one handler of the channel as Sanic would; gives (status, JSON)."""
    blueprint = PrivateChannel("geheim").blueprint(lambda message: None)  # type: ignore[arg-type, return-value]
    handler = next(route.handler for route in blueprint._future_routes if route.uri == f"/{name}")
    headers = {} if secret is None else {"X-Naast-Secret": secret}
    app = SimpleNamespace(ctx=SimpleNamespace(agent=agent or Agent()))
    response = asyncio.run(handler(SimpleNamespace(headers=headers, json=body, app=app)))
    return response.status, json.loads(response.body)


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    taken: list[tuple[Any, ...]] = []

    async def take_turn(agent: Any, *arguments: Any) -> dict[str, Any]:
        taken.append(arguments)
        if arguments[2] == "faal":
            raise engine.TurnFailed("ConnectionError")
        return {"replies": [{"text": "hallo"}], "domains": []}

    monkeypatch.setattr(engine, "take_turn", take_turn)
    return taken


MESSAGE = {"conversation": "c", "message": "m1", "text": "hoi", "metadata": {"channel": "web"}}


@pytest.mark.parametrize("secret", [None, "", "fout", "geheim ", "gehéim"])
@pytest.mark.parametrize("name", ["turn", "ready", "forget"])
def test_without_the_secret_nothing(turns: list[Any], name: str, secret: str | None) -> None:
    assert call(name, secret, MESSAGE)[0] == 403
    assert turns == []


def test_with_the_secret_a_turn(turns: list[Any]) -> None:
    assert call("turn", "geheim", MESSAGE) == (200, {"replies": [{"text": "hallo"}], "domains": []})
    assert turns == [("c", "m1", "hoi", {"channel": "web"})]


def test_a_failed_turn_is_reported_without_its_words(turns: list[Any], caplog: pytest.LogCaptureFixture) -> None:
    assert call("turn", "geheim", {**MESSAGE, "text": "faal"}) == (503, {"error": "turn_failed"})
    assert "faal" not in caplog.text


def test_actions_are_watched_from_the_first_turn(turns: list[Any]) -> None:
    agent = Agent()
    agent.action_endpoint = EndpointConfig(url="http://127.0.0.1:5055/webhook")
    call("turn", "geheim", MESSAGE, agent)
    watched = agent.action_endpoint
    assert isinstance(watched, engine.WatchedActions) and agent.processor.action_endpoint is watched
    call("turn", "geheim", MESSAGE, agent)
    assert agent.action_endpoint is watched


def test_ready_only_with_a_model_and_an_action_server() -> None:
    assert call("ready", "geheim", agent=Agent(ready=False))[0] == 503
    assert call("ready", "geheim", agent=Agent())[0] == 200
    deaf = Agent()
    deaf.action_endpoint = EndpointConfig(url="http://127.0.0.1:1/webhook")
    assert call("ready", "geheim", agent=deaf)[0] == 503


def test_a_channel_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NAAST_RASA_SECRET", raising=False)
    with pytest.raises(RasaException):
        PrivateChannel.from_credentials({"secret": ""})
    monkeypatch.setenv("NAAST_RASA_SECRET", "x")
    assert isinstance(PrivateChannel.from_credentials(None), PrivateChannel)
    assert channel.PrivateChannel.name() == "naast"
