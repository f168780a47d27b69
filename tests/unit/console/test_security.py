from __future__ import annotations

from pathlib import Path

import pytest
from starlette.datastructures import Headers

from bot.console.app import make_console
from bot.console.security import allowed_hosts, is_loopback, same_origin
from bot.db import Sessions
from bot.settings import Settings

from .conftest import World


@pytest.mark.parametrize("path", ["/healthz", "/signin", "/static/console.css", "/bestaat-niet", "/"])
def test_every_answer_carries_the_security_headers(world: World, path: str) -> None:
    headers = world.browser().get(path).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_pages_have_nothing_inline(world: World) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    page = browser.get(f"/cases/{handover_id}").text
    assert "style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script type=\"module\" src=") == 1


def test_what_a_resident_wrote_stays_text(world: World) -> None:
    attack = '<img src=x onerror="alert(1)">'
    handover_id = world.handover(stated=attack, name=attack)
    world.says(attack)
    browser = world.browser("Fatima de Vries")
    browser.post(f"/cases/{handover_id}/claim")
    page = browser.get(f"/cases/{handover_id}").text
    assert "<img" not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize(("headers", "code"), [
    ({"host": "evil.example"}, 400),
    ({"origin": "http://evil.example"}, 403),
    ({"origin": "http://127.0.0.1:9999"}, 403),
    ({"origin": "null"}, 403),
    ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
    ({"origin": "null", "sec-fetch-site": "same-origin"}, 200),
    ({}, 200),
])
def test_posts_come_from_our_own_pages(world: World, headers: dict[str, str], code: int) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    assert browser.post(f"/cases/{handover_id}/claim", None, **headers).status_code == code


def test_a_foreign_host_reads_nothing(world: World) -> None:
    assert world.browser().get("/signin", host="evil.example:8001").status_code == 400


def test_large_bodies_are_refused(world: World) -> None:
    browser = world.browser("Fatima de Vries")
    assert browser.post("/cases/x/answer", {"text": "a" * 70_000}).status_code == 413


def test_behind_a_proxy_the_public_name_is_answered(sessions: Sessions, tmp_path: Path) -> None:
    app = make_console(sessions, Settings(data_dir=tmp_path), "k" * 32, public_url="https://naast.example.nl")
    response = World(sessions, app).browser().get("/signin", host="naast.example.nl")
    assert response.status_code == 200
    assert "secure" in response.headers["set-cookie"].lower()


def test_hosts_and_loopback() -> None:
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert allowed_hosts(Settings(console_host="0.0.0.0"), "") is None
    assert allowed_hosts(Settings(console_host="0.0.0.0"), "https://a.nl") == frozenset({"a.nl"})
    assert not same_origin(Headers({}), "a.nl")


def test_health(world: World) -> None:
    assert world.browser().get("/healthz").json() == {"status": "ok"}
