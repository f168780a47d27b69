"""The whole channel against the stand-in: webhook, turn, sender and status reports."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot.channels.whatsapp.sender import Sender
from bot.channels.whatsapp.standin import make_standin
from bot.channels.whatsapp.standin_rules import GraphError
from bot.channels.whatsapp.standin_state import StandIn
from bot.channels.whatsapp.webhook import PATH, routes
from bot.conversation import turn
from bot.conversation.turn import Parts
from bot.handover import outbox, service
from bot.handover.models import InboundMessage, OutboxMessage
from bot.settings import Settings

pytestmark = pytest.mark.asyncio
MESSAGES = "/v26.0/1000/messages"


class Line:
    """A front door and a stand-in that talk to each other in one process."""

    def __init__(self, parts: Parts, settings: Settings, clock: Any) -> None:
        self.parts, self.clock = parts, clock
        door = Starlette()
        to_door = httpx.AsyncClient(transport=httpx.ASGITransport(door))
        self.app = make_standin(webhook_url=f"http://door.test{PATH}", app_secret="secret", token="token",
                                phone_number_id="1000", http=to_door)
        self.phone: StandIn = self.app.state.standin
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="https://graph.test")
        self.sender = Sender(parts.sessions, settings, self.http, clock=clock)
        door.router.routes.extend(routes(parts, self, settings))

    def wake(self, conversation_id: str) -> None:
        pass

    async def settle(self) -> None:
        for conversation_id in turn.pending_conversations(self.parts):
            await turn.answer(self.parts, conversation_id)
        while await self.sender.step():
            pass
        await self.phone.settle()

    def outbox(self) -> list[OutboxMessage]:
        with self.parts.sessions() as db:
            return list(db.execute(select(OutboxMessage).order_by(OutboxMessage.id)).scalars())


@pytest.fixture
def line(parts: Parts, settings: Settings, clock: Any) -> Line:
    return Line(parts, settings, clock)


def text(body: str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": body}}


@pytest.mark.parametrize("person", ["NL.1000000000000001", "31600000002"])
async def test_a_message_is_answered_and_reported_delivered(line: Line, dialogue: Any, person: str) -> None:
    answer = await line.phone.say(person, text("ik red het niet"), times=2)
    assert answer.status_code == 200
    await line.settle()
    assert dialogue.asked == ["ik red het niet"]
    [sent] = line.phone.sent
    assert sent["interactive"]["body"]["text"] == "Dat is veel tegelijk."
    assert sent.get("to" if person.isdecimal() else "recipient") == person
    assert [row.status for row in line.outbox()] == ["delivered"]


async def test_a_pressed_button_reaches_the_dialogue(line: Line, dialogue: Any) -> None:
    with line.parts.sessions() as db:  # a button works when it was sent in this conversation
        conversation = service.open_conversation(db, "whatsapp", "NL.1")
        outbox.queue(db, conversation, {"text": "Klopt het?", "buttons": [{"title": "Klopt", "payload": "/affirm"}]})
    reply = {"type": "button_reply", "button_reply": {"id": "/affirm", "title": "Klopt"}}
    await line.phone.say("NL.1", {"type": "interactive", "interactive": reply})
    await line.settle()
    assert dialogue.asked == ["/affirm"]
    with line.parts.sessions() as db:
        assert db.execute(select(InboundMessage.text)).scalars().all() == ["Klopt"]


async def test_a_picture_becomes_the_intent_for_it(line: Line, dialogue: Any) -> None:
    await line.phone.say("NL.1", {"type": "image", "image": {"id": "1"}})
    await line.settle()
    assert dialogue.asked == ["/unsupported_media"]


async def test_a_refusal_for_now_is_overcome_without_a_repeat(line: Line, clock: Any) -> None:
    line.phone.always = 131056
    await line.phone.say("NL.1", text("hoi"))
    await line.settle()
    assert line.phone.sent == [] and line.phone.errors == [131056]
    line.phone.always = None
    clock.forward(60)
    await line.settle()
    assert len(line.phone.sent) == 1 and line.phone.repeated() == []


async def test_the_window_of_24_hours(line: Line) -> None:
    await line.phone.say("NL.1", text("hoi"))
    now = line.phone.now()
    line.phone.now = lambda: now + 25 * 3600
    await line.settle()
    assert line.phone.errors == [131047] and [row.status for row in line.outbox()] == ["failed"]


async def test_a_later_failure_is_known(line: Line) -> None:
    await line.phone.say("NL.1", text("hoi"))
    await line.settle()
    [sent] = line.phone.sent
    await line.phone.report(sent["id"], "failed", sent, 131026)
    assert [row.status for row in line.outbox()] == ["delivered"]  # it was already there


async def test_the_stand_in_checks_who_sends(line: Line) -> None:
    headers = {"Authorization": "Bearer wrong"}
    answer = await line.http.post(MESSAGES, json={}, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)
    answer = await line.http.post("/v26.0/2/messages", json={}, headers={"Authorization": "Bearer token"})
    assert answer.json()["error"]["code"] == 100


def interactive(count: int, title: str = "Ja", body: str = "?") -> dict[str, Any]:
    buttons = [{"type": "reply", "reply": {"id": str(n), "title": f"{title}{n}"}} for n in range(count)]
    return {"type": "interactive",
            "interactive": {"type": "button", "body": {"text": body}, "action": {"buttons": buttons}}}


@pytest.mark.parametrize(("content", "code"), [
    (text("hoi"), None),
    (text(""), 131008),
    (text("x" * 4097), 131009),
    (interactive(3), None),
    (interactive(4), 131009),
    (interactive(1, title="x" * 20), 131009),
    (interactive(1, body="x" * 1025), 131009),
    ({"type": "hologram"}, 131051),
])
async def test_the_stand_in_holds_to_the_limits(line: Line, content: dict[str, Any], code: int | None) -> None:
    line.phone.hear("316")
    message = {"messaging_product": "whatsapp", "to": "316", **content}
    answer = await line.http.post(MESSAGES, json=message, headers={"Authorization": "Bearer token"})
    assert (answer.json().get("error") or {}).get("code") == code
    await line.phone.settle()


async def test_the_page_lives_under_a_strict_policy(line: Line) -> None:
    page = await line.http.get("/")
    assert page.status_code == 200 and "unsafe" not in page.headers["Content-Security-Policy"]
    for name in ("phone.js", "phone.css", "teksten.js"):
        assert (await line.http.get(f"/files/{name}")).status_code == 200


async def test_the_page_can_talk(line: Line) -> None:
    say = await line.http.post("/say", json={"person": "NL.1", "content": text("hoi"), "twice": True})
    assert say.json()["ok"]
    await line.settle()
    chat = (await line.http.get("/chat")).json()
    assert [entry["from"] for entry in chat["lines"]] == ["person", "business"]
    assert (await line.http.get("/chat?after=2")).json()["lines"] == []
    assert (await line.http.post("/fault", json={"code": 131056})).json() == {"fault": 131056}


async def test_a_fault_of_the_caller() -> None:
    app = make_standin(webhook_url="http://door.test", app_secret="s", token="token", phone_number_id="1000",
                       fault=lambda message: 131016)
    with pytest.raises(GraphError) as raised:
        app.state.standin.accept({"messaging_product": "whatsapp", "to": "316", **text("hoi")})
    assert (raised.value.code, raised.value.status) == (131016, 500)
