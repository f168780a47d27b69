from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.console import events
from bot.console.news import Place

from .conftest import Browser, World


@pytest.fixture(autouse=True)
def quick_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "POLL_SECONDS", 0.01)


def listen(world: World, browser: Browser, until: str, *, since: str = "", last_event_id: str = "",
           then: Callable[[], Any] | None = None) -> list[dict[str, Any]]:
    """Read the real stream until an event of the kind `until` came; `then` runs after the first event."""
    cookies = "; ".join(f"{name}={value}" for name, value in browser.client.cookies.items())
    headers = [(b"host", b"127.0.0.1:8001"), (b"cookie", cookies.encode())]
    if last_event_id:
        headers.append((b"last-event-id", last_event_id.encode()))
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
             "path": "/events", "root_path": "", "scheme": "http", "headers": headers,
             "query_string": f"since={since}".encode(), "client": ("127.0.0.1", 1),
             "server": ("127.0.0.1", 8001)}
    got: list[dict[str, Any]] = []

    async def read() -> None:
        done, started = asyncio.Event(), asyncio.Event()

        async def receive() -> dict[str, Any]:
            await done.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                kinds = dict(message["headers"])
                assert kinds[b"content-type"].startswith(b"text/event-stream")
            for block in message.get("body", b"").decode().split("\n\n"):
                fields = dict(line.split(": ", 1) for line in block.split("\n") if line and line[0] != ":")
                if "event" in fields:
                    data = json.loads(fields["data"])
                    got.append({"event": fields["event"], "id": fields.get("id"), **data})
                    started.set()
                    if fields["event"] == until:
                        done.set()

        running = asyncio.create_task(world.app(scope, receive, send))
        await asyncio.wait_for(started.wait(), 10)
        if then is not None:
            await asyncio.to_thread(then)
        await asyncio.wait_for(running, 10)

    asyncio.run(read())
    return got


def claimed(world: World) -> tuple[Browser, str]:
    handover_id, browser = world.handover(), world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    return browser, handover_id


def place_of(browser: Browser) -> str:
    return str(browser.get("/").text.split('data-place="')[1].split('"')[0])


def test_a_new_case_changes_the_inbox(world: World) -> None:
    browser = world.browser("Fatima de Vries")
    got = listen(world, browser, "inbox", since=place_of(browser), then=world.handover)
    assert [one["event"] for one in got] == ["ready", "inbox"]


def test_a_message_in_a_claimed_case_comes_as_a_line(world: World) -> None:
    browser, handover_id = claimed(world)
    got = listen(world, browser, "inbox", since=place_of(browser), then=lambda: world.says("ben je daar <b>"))
    assert [one["event"] for one in got] == ["ready", "message", "inbox"]
    assert got[1]["case"] == handover_id
    assert got[1]["who"] == "resident"
    assert "ben je daar &lt;b&gt;" in got[1]["html"]


def test_what_was_missed_comes_after_reconnecting_and_only_once(world: World) -> None:
    browser, _ = claimed(world)
    place = place_of(browser)
    world.says("eerste")
    world.says("tweede")
    got = listen(world, browser, "inbox", last_event_id=place)
    texts = [one["html"] for one in got if one["event"] == "message"]
    assert len(texts) == 2
    assert "eerste" in texts[0]
    assert "tweede" in texts[1]
    resumed = listen(world, browser, "message", last_event_id=got[-1]["id"], then=lambda: world.says("derde"))
    assert ["derde" in one["html"] for one in resumed if one["event"] == "message"] == [True]


def test_the_last_event_goes_before_the_address(world: World) -> None:
    browser, _ = claimed(world)
    first = place_of(browser)
    world.says("oud")
    second = place_of(browser)
    got = listen(world, browser, "message", since=first, last_event_id=second,
                 then=lambda: world.says("nieuw"))
    assert ["nieuw" in one["html"] for one in got if one["event"] == "message"] == [True]


def test_a_connection_that_breaks_halfway_gets_all_of_it_again(world: World) -> None:
    browser, _ = claimed(world)
    place = place_of(browser)
    world.says("eerste")
    world.says("tweede")
    got = listen(world, browser, "inbox", last_event_id=place)
    assert [one["id"] for one in got[1:-1]] == [None, None]
    assert got[0]["id"] == place


def test_messages_of_others_stay_away(world: World) -> None:
    browser, _ = claimed(world)
    world.handover("b")  # waits for somebody
    other = world.handover("c")
    colleague = world.browser("Joris Bakker")
    colleague.post(f"/cases/{other}/claim")
    place = place_of(browser)

    def happens() -> None:
        for address in ("b", "c", "nooit-overgedragen"):
            world.says("niet voor jou", address)
        world.says("wel voor jou")

    got = listen(world, browser, "inbox", since=place, then=happens)
    assert ["wel voor jou" in one["html"] for one in got if one["event"] == "message"] == [True]


def test_after_withdrawal_nothing_more_comes(world: World) -> None:
    browser, _ = claimed(world)
    place = place_of(browser)
    world.says("nog net")
    world.withdraw()
    got = listen(world, browser, "inbox", last_event_id=place)
    assert [one["event"] for one in got] == ["ready", "inbox"]


def test_the_stream_ends_with_the_session(world: World) -> None:
    browser = world.browser("Fatima de Vries")
    got = listen(world, browser, "signed_out", since=place_of(browser), then=lambda: browser.post("/signout"))
    assert got[-1]["event"] == "signed_out"


@pytest.mark.parametrize("text", ["", "x", "i1.o2", "i-1.o2.", "i1.o2.zz", "i1.o2.abc\n"])
def test_a_place_that_is_not_ours_is_ignored(text: str) -> None:
    assert Place.parse(text) is None


def test_a_place_survives_being_written_down() -> None:
    place = Place(3, 7, "0a1b").past("o9").past("i2")
    assert place == Place(3, 9, "0a1b")
    assert Place.parse(str(place)) == place
