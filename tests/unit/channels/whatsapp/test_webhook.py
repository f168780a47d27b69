from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot.channels.whatsapp.webhook import MAX_BYTES, PATH, routes, signed
from bot.conversation.turn import Parts
from bot.handover.models import InboundMessage, OutboxMessage
from bot.settings import Settings, SettingsError

pytestmark = pytest.mark.asyncio


class Recorder:
    """Stands in for the worker and the sender: remembers what they were told."""

    def __init__(self) -> None:
        self.woken: list[str] = []
        self.typing: list[str] = []

    def wake(self, conversation_id: str = "") -> None:
        self.woken.append(conversation_id)

    def taken(self, message_id: str) -> None:
        self.typing.append(message_id)


@pytest.fixture
def worker() -> Recorder:
    return Recorder()


@pytest.fixture
def sender() -> Recorder:
    return Recorder()


@pytest.fixture
def client(parts: Parts, worker: Recorder, sender: Recorder, settings: Settings) -> httpx.AsyncClient:
    app = Starlette(routes=list(routes(parts, worker, settings, sender)))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://door.test")


def text(body: str, message_id: str = "wamid.1", sender: str = "31600000001") -> dict[str, Any]:
    return {"from": sender, "id": message_id, "type": "text", "text": {"body": body}}


def stored(parts: Parts) -> list[InboundMessage]:
    with parts.sessions() as db:
        return list(db.execute(select(InboundMessage).order_by(InboundMessage.id)).scalars())


async def test_verification(client: httpx.AsyncClient) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": "verify", "hub.challenge": "42"}
    good = await client.get(PATH, params=query)
    assert (good.status_code, good.text) == (200, "42")
    for wrong in ({"hub.verify_token": "nope"}, {"hub.verify_token": "vérify"}, {"hub.mode": "other"}):
        assert (await client.get(PATH, params={**query, **wrong})).status_code == 403
    assert (await client.get(PATH)).status_code == 403


async def test_an_empty_verify_token_verifies_nobody(parts: Parts, worker: Recorder, settings: Settings) -> None:
    app = Starlette(routes=list(routes(parts, worker, replace(settings, whatsapp_verify_token=""))))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://door.test") as client:
        query = {"hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "42"}
        assert (await client.get(PATH, params=query)).status_code == 403


async def test_without_a_secret_there_is_no_webhook(parts: Parts, worker: Recorder) -> None:
    with pytest.raises(SettingsError):
        routes(parts, worker, Settings())


async def test_a_signature_known_from_elsewhere() -> None:
    # printf '{"a":1}' | openssl dgst -sha256 -hmac secret
    known = "aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494"
    assert signed(b'{"a":1}', f"sha256={known}", "secret")
    assert not signed(b'{"a":1}', f"sha256={known[::-1]}", "secret")


async def test_only_signed_bodies_are_taken(client: httpx.AsyncClient, parts: Parts, sign: Callable[..., Any],
                                            document: Callable[..., Any]) -> None:
    good = sign(document(text("hoi")))
    changed = {**good, "content": good["content"] + b" "}
    headers = [{}, {"X-Hub-Signature-256": ""}, {"X-Hub-Signature-256": "sha256="},
               {"X-Hub-Signature-256": good["headers"]["X-Hub-Signature-256"].removeprefix("sha256=")}]
    bad = [changed, sign(document(text("hoi")), "other"), *({**good, "headers": each} for each in headers)]
    assert [(await client.post(PATH, **each)).status_code for each in bad] == [401] * len(bad)
    assert stored(parts) == []
    assert (await client.post(PATH, **good)).status_code == 200
    assert [message.text for message in stored(parts)] == ["hoi"]


async def test_what_is_no_json_or_too_large(client: httpx.AsyncClient, sign: Callable[..., Any]) -> None:
    assert (await client.post(PATH, **sign(b"{no"))).status_code == 400
    assert (await client.post(PATH, **sign(b"\xff\xfe"))).status_code == 400
    assert (await client.post(PATH, **sign(b"[" * 100_000))).status_code == 400
    assert (await client.post(PATH, **sign(b"x" * (MAX_BYTES + 1)))).status_code == 413

    async def endless() -> Any:
        for _ in range(12):
            yield b"x" * 100_000

    assert (await client.post(PATH, content=endless())).status_code == 413


async def test_strange_json_is_accepted_and_ignored(client: httpx.AsyncClient, sign: Callable[..., Any]) -> None:
    for body in (b"[]", b"1", b"null", b'{"entry": 3}', b'{"entry": [{"changes": [{"value": {"messages": [1]}}]}]}'):
        assert (await client.post(PATH, **sign(body))).status_code == 200


async def test_a_message_is_stored_and_the_others_are_woken(
        client: httpx.AsyncClient, parts: Parts, worker: Recorder, sender: Recorder, sign: Callable[..., Any],
        document: Callable[..., Any]) -> None:
    await client.post(PATH, **sign(document(text("ik red het niet"))))
    [message] = stored(parts)
    assert (message.channel, message.external_id, message.status) == ("whatsapp", "wamid.1", "pending")
    assert worker.woken == [message.conversation_id]
    assert sender.typing == ["wamid.1"] and sender.woken


async def test_the_same_message_again_is_handled_once(
        client: httpx.AsyncClient, parts: Parts, worker: Recorder, sign: Callable[..., Any],
        document: Callable[..., Any]) -> None:
    twice = document(text("hoi"), text("hoi"))
    for _ in range(3):
        assert (await client.post(PATH, **sign(twice))).status_code == 200
    assert len(stored(parts)) == 1 and len(worker.woken) == 1


async def test_danger_is_answered_at_once(client: httpx.AsyncClient, parts: Parts, worker: Recorder,
                                          sender: Recorder, sign: Callable[..., Any],
                                          document: Callable[..., Any]) -> None:
    await client.post(PATH, **sign(document(text("gevaar"))))
    with parts.sessions() as db:
        assert [row.body["text"] for row in db.execute(select(OutboxMessage)).scalars()] == ["Bel 112."]
    assert worker.woken == [] and sender.woken


async def test_what_cannot_be_stored_now_is_asked_for_again(
        client: httpx.AsyncClient, parts: Parts, sign: Callable[..., Any], document: Callable[..., Any],
        monkeypatch: pytest.MonkeyPatch) -> None:
    batch = document(text("een", "w1", "1"), text("kapot", "w2", "2"), text("drie", "w3", "3"))
    assert (await client.post(PATH, **sign(batch))).status_code == 503
    assert [message.text for message in stored(parts)] == ["een", "drie"]
    monkeypatch.setattr(parts.redactor, "redact", lambda text: type("R", (), {"text": text, "spans": []}))
    assert (await client.post(PATH, **sign(batch))).status_code == 200
    assert sorted(message.external_id for message in stored(parts)) == ["w1", "w2", "w3"]


async def test_a_long_payload_comes_back_whole(client: httpx.AsyncClient, parts: Parts, queue: Callable[..., int],
                                               sign: Callable[..., Any], document: Callable[..., Any]) -> None:
    whole = "/kies" + "x" * 400
    row_id = queue({"text": "?", "buttons": [{"title": "Ja", "payload": whole}]}, address="31600000001")
    reply = {"type": "button_reply", "button_reply": {"id": f"naast.{row_id}.0", "title": "Ja"}}
    pressed = {"from": "31600000001", "id": "w1", "type": "interactive", "interactive": reply}
    stranger = {**pressed, "from": "31600000009", "id": "w2"}
    await client.post(PATH, **sign(document(pressed)))
    await client.post(PATH, **sign(document(stranger)))
    assert [message.payload for message in stored(parts)] == [whole, None]


async def test_a_status_report_reaches_the_outbox(
        client: httpx.AsyncClient, queue: Callable[..., int], row: Callable[[int], OutboxMessage],
        sign: Callable[..., Any], document: Callable[..., Any]) -> None:
    row_id = queue("hoi")
    status = {"id": "w9", "status": "delivered", "biz_opaque_callback_data": f"naast.{row_id}.0.1"}
    assert (await client.post(PATH, **sign(document(statuses=[{"x": 1}, status])))).status_code == 200
    assert row(row_id).status == "delivered"
