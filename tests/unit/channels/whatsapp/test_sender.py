from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.channels.whatsapp import delivery, errors
from bot.channels.whatsapp.errors import Verdict, classify
from bot.channels.whatsapp.parse import Status
from bot.channels.whatsapp.sender import Sender
from bot.db import Sessions
from bot.handover.models import OutboxMessage
from bot.settings import Settings

pytestmark = pytest.mark.asyncio

Row = Callable[[int], OutboxMessage]
Queue = Callable[..., int]


class Api:
    """Plays the Cloud API: gives `answers` one by one (a code, an exception, None to accept), then accepts."""

    def __init__(self, *answers: int | Exception | httpx.Response | None) -> None:
        self.answers = list(answers)
        self.requests: list[dict[str, Any]] = []
        self.accepted: list[dict[str, Any]] = []
        self.headers: list[httpx.Headers] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        message = json.loads(request.content)
        self.requests.append(message)
        self.headers.append(request.headers)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        if answer is not None:
            return httpx.Response(400, json={"error": {"code": answer}})
        self.accepted.append(message)
        return httpx.Response(200, json={"messages": [{"id": f"wamid.{len(self.accepted)}"}]})

    @property
    def texts(self) -> list[str]:
        return [message["text"]["body"] for message in self.accepted]


Handler = Callable[[httpx.Request], Coroutine[None, None, httpx.Response]]
MakeSender = Callable[[Handler], Sender]


@pytest.fixture
def make_sender(sessions: Sessions, settings: Settings, clock: Any) -> MakeSender:
    def make(api: Handler) -> Sender:
        http = httpx.AsyncClient(transport=httpx.MockTransport(api))
        return Sender(sessions, settings, http, clock=clock)

    return make


async def drain(sender: Sender) -> None:
    while await sender.step():
        pass


async def test_a_message_goes_out_once(make_sender: MakeSender, queue: Queue, row: Row) -> None:
    row_id, api = queue("Hoi"), Api()
    await drain(make_sender(api))
    await drain(make_sender(api))
    [message] = api.accepted
    assert (message["to"], message["text"]["body"]) == ("31600000001", "Hoi")
    assert message["biz_opaque_callback_data"] == f"naast.{row_id}.0.1"
    assert api.headers[0]["Authorization"] == "Bearer token"
    assert (row(row_id).status, row(row_id).provider_id) == ("sent", "wamid.1")


async def test_a_business_scoped_id_is_a_recipient(make_sender: MakeSender, queue: Queue) -> None:
    queue("Hoi", address="NL.12ab")
    api = Api()
    await drain(make_sender(api))
    assert api.accepted[0]["recipient"] == "NL.12ab" and "to" not in api.accepted[0]


@pytest.mark.parametrize("code", [2, 4, 80007, 130429, 131016, 131056, 131057, 131000])
async def test_codes_that_are_tried_again(make_sender: MakeSender, queue: Queue, row: Row, clock: Any,
                                          code: int) -> None:
    row_id, api = queue("Hoi"), Api(code, code)
    sender = make_sender(api)
    for attempt in (1, 2, 3):
        await drain(sender)
        assert len(api.requests) == attempt
        clock.forward(60)
    assert row(row_id).status == "sent" and api.texts == ["Hoi"]


@pytest.mark.parametrize("code", [131047, 131026, 131048, 131049, 131051, 131008, 131009, 132000, 132015, 100])
async def test_codes_that_are_never_tried_again(make_sender: MakeSender, queue: Queue, row: Row, clock: Any,
                                                code: int) -> None:
    row_id, next_id, api = queue("Hoi"), queue("Daarna"), Api(code)
    sender = make_sender(api)
    await drain(sender)
    clock.forward(3600)
    await drain(sender)
    assert (row(row_id).status, row(row_id).error) == ("failed", str(code))
    assert api.texts == ["Daarna"] and row(next_id).status == "sent"


@pytest.mark.parametrize("code", [190, 368, 131031])
async def test_trouble_with_the_account_pauses_everything_and_loses_nothing(
        make_sender: MakeSender, queue: Queue, row: Row, clock: Any, code: int) -> None:
    row_id, api = queue("Hoi"), Api(code)
    sender = make_sender(api)
    await drain(sender)
    queue("Later", address="31600000002")
    clock.forward(60)
    await drain(sender)
    assert len(api.requests) == 1 and row(row_id).status == "queued"
    clock.forward(600)
    await drain(sender)
    assert sorted(api.texts) == ["Hoi", "Later"]


async def test_classes_of_answers_without_a_code() -> None:
    assert classify(503, None) is Verdict.RETRY
    assert classify(502, 131009) is Verdict.RETRY
    assert classify(429, None) is Verdict.RETRY
    assert classify(400, None) is Verdict.NEVER
    assert classify(302, None) is classify(404, None) is classify(407, None) is Verdict.ACCOUNT


async def test_the_wait_doubles_with_jitter_up_to_a_limit() -> None:
    for attempts, seconds in ((0, 2), (1, 4), (3, 16), (50, errors.LONGEST_DELAY)):
        waits = {errors.delay("2", attempts).total_seconds() for _ in range(20)}
        assert len(waits) > 1
        assert all(0.75 * seconds <= wait <= 1.25 * seconds for wait in waits)
    assert errors.delay("131056", 0) > timedelta(seconds=4)


async def test_retrying_ends(clock: Any) -> None:
    start = clock()
    assert errors.worth_retrying("131016", 40, start, start + timedelta(hours=23))
    assert not errors.worth_retrying("131016", 1, start, start + timedelta(hours=24))
    assert errors.worth_retrying("131000", 3, start, start)
    assert not errors.worth_retrying("131000", 4, start, start)


async def test_not_connected_is_tried_again_and_again(make_sender: MakeSender, queue: Queue, clock: Any) -> None:
    queue("Hoi")
    api = Api(*(httpx.ConnectError("down") for _ in range(6)))
    sender = make_sender(api)
    for _ in range(7):
        await drain(sender)
        clock.forward(700)
    assert api.texts == ["Hoi"]


@pytest.mark.parametrize("lost", [httpx.ReadTimeout("?"), httpx.RemoteProtocolError("?"),
                                  httpx.Response(200, text="<html>")])
async def test_an_unclear_attempt_is_repeated_once_only(make_sender: MakeSender, queue: Queue, row: Row,
                                                        clock: Any, lost: Any) -> None:
    row_id, api = queue("Hoi"), Api(lost, lost, lost)
    sender = make_sender(api)
    await drain(sender)
    assert len(api.requests) == 1  # not at once: a report may still come
    for _ in range(5):
        clock.forward(120)
        await drain(sender)
    assert len(api.requests) == 2 and row(row_id).status == "failed"


async def test_a_report_settles_an_unclear_attempt(make_sender: MakeSender, queue: Queue, row: Row,
                                                   sessions: Sessions, clock: Any) -> None:
    row_id, api = queue("Hoi"), Api(httpx.ReadTimeout("?"))
    sender = make_sender(api)
    await drain(sender)
    report(sessions, clock, "wamid.x", "sent", f"naast.{row_id}.0.1")
    clock.forward(600)
    await drain(sender)
    assert len(api.requests) == 1
    assert (row(row_id).status, row(row_id).provider_id) == ("sent", "wamid.x")


async def test_order_within_a_conversation_and_none_between(make_sender: MakeSender, queue: Queue,
                                                            clock: Any) -> None:
    for n in range(3):
        queue(f"a{n}", address="31600000001")
        queue(f"b{n}", address="31600000002")
    api = Api(131016)  # the very first message must wait
    sender = make_sender(api)
    await drain(sender)
    waiting = "b" if api.texts[0][0] == "a" else "a"
    assert len(api.texts) == 3 and not any(text.startswith(waiting) for text in api.texts)
    clock.forward(60)
    await drain(sender)
    for letter in "ab":
        assert [text for text in api.texts if text[0] == letter] == [f"{letter}{n}" for n in range(3)]


async def test_parts_already_sent_are_not_repeated(make_sender: MakeSender, queue: Queue, row: Row,
                                                   clock: Any) -> None:
    cards = [{"name": f"Loket {n}"} for n in range(3)]
    row_id, api = queue({"text": "Kijk", "organisations": cards}), Api(None, None, 131016)
    sender = make_sender(api)
    await drain(sender)
    assert (row(row_id).parts_sent, row(row_id).status) == (2, "queued")
    clock.forward(60)
    await drain(make_sender(api))  # also after a restart
    assert api.texts == ["Kijk", "*Loket 0*", "*Loket 1*", "*Loket 2*"]
    assert (row(row_id).parts_sent, row(row_id).status) == (4, "sent")


async def test_a_crash_between_sending_and_writing_down_repeats_one_part_once(
        make_sender: MakeSender, queue: Queue, row: Row, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row_id, api = queue({"text": "Een", "organisations": [{"name": "Twee"}]}), Api()
    record = delivery.record

    def crash(*args: Any) -> None:
        raise RuntimeError("the process dies here")

    monkeypatch.setattr(delivery, "record", crash)
    await drain(make_sender(api))
    assert api.texts == ["Een"]
    monkeypatch.setattr(delivery, "record", record)
    await drain(make_sender(api))
    assert api.texts == ["Een"]  # the lease of the dead process still holds: a report may come
    clock.forward(delivery.LEASE.total_seconds() + 1)
    await drain(make_sender(api))
    assert api.texts == ["Een", "Een", "*Twee*"] and row(row_id).status == "sent"


async def test_a_crash_is_settled_by_a_report(make_sender: MakeSender, queue: Queue, row: Row, sessions: Sessions,
                                              clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row_id, api = queue({"text": "Een", "organisations": [{"name": "Twee"}]}), Api()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "record", lambda *args: 1 / 0)
        await drain(make_sender(api))
    report(sessions, clock, "wamid.1", "delivered", f"naast.{row_id}.0.2")
    await drain(make_sender(api))
    assert api.texts == ["Een", "*Twee*"] and row(row_id).status == "sent"


async def test_two_senders_never_send_the_same(make_sender: MakeSender, queue: Queue) -> None:
    for n in range(8):
        queue(f"m{n}", address=f"3160000000{n}")
    api = Api()
    await asyncio.gather(*(drain(make_sender(api)) for _ in range(3)))
    assert sorted(api.texts) == [f"m{n}" for n in range(8)]


async def test_a_person_gets_forty_five_at_once_and_then_one_in_six_seconds(
        make_sender: MakeSender, queue: Queue, clock: Any) -> None:
    for n in range(50):
        queue(f"m{n}")
    queue("ander", address="31600000002")
    api = Api()
    sender = make_sender(api)
    await drain(sender)
    assert len(api.texts) == 46 and "ander" in api.texts
    clock.forward(6.1)
    await drain(sender)
    assert len(api.texts) == 47
    clock.forward(30)
    await drain(sender)
    assert [text for text in api.texts if text != "ander"] == [f"m{n}" for n in range(50)]


async def test_eighty_a_second_in_all(make_sender: MakeSender, queue: Queue, clock: Any) -> None:
    for n in range(100):
        queue("hoi", address=f"316{n:08}")
    api = Api()
    sender = make_sender(api)
    await drain(sender)
    assert len(api.texts) == 80
    clock.forward(1)
    await drain(sender)
    assert len(api.texts) == 100


async def test_a_body_that_cannot_be_shaped_stops_nobody(make_sender: MakeSender, queue: Queue, row: Row,
                                                         clock: Any) -> None:
    bad = queue({"text": "x", "buttons": [{"no": "title"}]})
    good = queue("Hoi", address="31600000002")
    sender = make_sender(Api())
    for _ in range(4):
        await drain(sender)
        clock.forward(120)
    assert (row(bad).status, row(good).status) == ("failed", "sent")


async def test_an_empty_body_is_done_at_once(make_sender: MakeSender, queue: Queue, row: Row) -> None:
    row_id, api = queue(""), Api()
    await drain(make_sender(api))
    assert row(row_id).status == "sent" and api.requests == []


async def test_a_message_from_yesterday_is_not_sent_any_more(make_sender: MakeSender, queue: Queue, row: Row,
                                                             clock: Any) -> None:
    row_id, api = queue("Hoi"), Api()
    clock.forward(25 * 3600)
    await drain(make_sender(api))
    assert row(row_id).status == "failed" and api.requests == []


async def test_a_slow_answer_delays_no_other_conversation(sessions: Sessions, settings: Settings, queue: Queue) -> None:
    release, fast = asyncio.Event(), asyncio.Event()

    async def api(request: httpx.Request) -> httpx.Response:
        if json.loads(request.content)["to"] == "1":
            await release.wait()
        else:
            fast.set()
        return httpx.Response(200, json={"messages": [{"id": "w"}]})

    queue("traag", address="1")
    http = httpx.AsyncClient(transport=httpx.MockTransport(api))
    async with Sender(sessions, settings, http) as sender:
        await asyncio.sleep(0.1)
        queue("snel", address="2")
        sender.wake()
        await asyncio.wait_for(fast.wait(), 5)
        release.set()


async def test_waking_sends_without_waiting_for_the_poll(sessions: Sessions, settings: Settings, queue: Queue,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.whatsapp.sender.POLL_SECONDS", 60.0)
    got = asyncio.Event()

    async def api(request: httpx.Request) -> httpx.Response:
        if json.loads(request.content)["text"]["body"] == "2":
            got.set()
        return httpx.Response(200, json={"messages": [{"id": "w"}]})

    async with Sender(sessions, settings, httpx.AsyncClient(transport=httpx.MockTransport(api))) as sender:
        await asyncio.sleep(0.05)
        queue("1")
        queue("2")
        sender.wake()
        await asyncio.wait_for(got.wait(), 5)


async def test_typing_is_shown_and_may_fail(sessions: Sessions, settings: Settings) -> None:
    api = Api(httpx.ConnectError("down"), None)
    async with Sender(sessions, settings, httpx.AsyncClient(transport=httpx.MockTransport(api))) as sender:
        sender.taken("wamid.in1")
        sender.taken("wamid.in2")
    assert [message["message_id"] for message in api.requests] == ["wamid.in1", "wamid.in2"]
    assert api.requests[0]["status"] == "read" and api.requests[0]["typing_indicator"] == {"type": "text"}


def report(sessions: Sessions, clock: Any, provider_id: str, name: str, callback: str) -> None:
    with sessions() as db:
        delivery.apply_status(db, Status(provider_id, name, None, callback), clock())


async def test_a_page_to_take_along_comes_with_its_link(
    sessions: Sessions, settings: Settings, clock: Any, queue: Queue, row: Row
) -> None:
    page = {"title": "Mijn verhaal", "parts": [], "closing": "Van mij."}
    row_id, api = queue({"text": "Jouw bladzijde.", "kind": "page", "page": page}), Api()
    http = httpx.AsyncClient(transport=httpx.MockTransport(api))
    asked: list[tuple[str, int, str]] = []

    def invite(conversation_id: str, message_id: int, body: dict[str, Any]) -> str:
        asked.append((conversation_id, message_id, body["kind"]))
        return "Printen: https://naast.nl/x"

    await drain(Sender(sessions, settings, http, invite=invite, clock=clock))
    assert set(asked) == {(row(row_id).conversation_id, row_id, "page")}
    assert api.texts == ["Jouw bladzijde.\n\nPrinten: https://naast.nl/x", "*Mijn verhaal*\n\nVan mij."]
