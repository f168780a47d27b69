from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.console import accounts
from bot.console.app import make_console
from bot.console.sessions import SessionKeeper
from bot.db import Sessions
from bot.settings import Settings

from .conftest import PASSWORD, World

PROTECTED = ["/", "/cases/x", "/parts/inbox", "/parts/cases", "/parts/cases/x"]
POSTS = ["/cases/x/claim", "/cases/x/answer", "/cases/x/release", "/cases/x/close", "/signout"]


@pytest.mark.parametrize("path", PROTECTED)
def test_without_signing_in_pages_lead_to_the_form(world: World, path: str) -> None:
    response = world.browser().get(path)
    assert response.status_code == 303
    assert response.headers["location"].startswith("/signin")


@pytest.mark.parametrize("path", POSTS)
def test_without_signing_in_nothing_can_be_done(world: World, path: str) -> None:
    assert world.browser().post(path, {"text": "hallo"}).status_code == 401


def test_without_signing_in_there_are_no_events(world: World) -> None:
    assert world.browser().get("/events").status_code == 204


def test_the_cookie_is_strict_and_out_of_reach_of_scripts(world: World) -> None:
    cookie = world.browser().sign_in("Fatima de Vries").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie


def test_off_loopback_the_cookie_needs_https(sessions: Sessions, tmp_path: Path) -> None:
    app = make_console(sessions, Settings(data_dir=tmp_path, console_host="0.0.0.0"), "k" * 32)
    cookie = World(sessions, app).browser().get("/signin").headers["set-cookie"]
    assert cookie.startswith("__Host-")
    assert "secure" in cookie.lower()


def test_wrong_password_and_unknown_name_look_the_same(world: World) -> None:
    wrong = world.browser().sign_in("Fatima de Vries", "iets heel anders")
    unknown = world.browser().sign_in("Niemand", "iets heel anders")
    assert wrong.status_code == unknown.status_code == 401
    assert "horen niet bij elkaar" in wrong.text
    assert "horen niet bij elkaar" in unknown.text


def test_many_wrong_passwords_have_to_wait_even_with_the_right_one(world: World) -> None:
    browser = world.browser()
    codes = [browser.sign_in("Fatima de Vries", "fout wachtwoord").status_code for _ in range(5)]
    assert codes == [401] * 5
    late = browser.sign_in("FATIMA de vries")
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    assert browser.sign_in("Joris Bakker").status_code == 303


def test_signing_in_gives_a_new_session_and_ends_the_old_one(world: World) -> None:
    browser = world.browser("Fatima de Vries")
    old = browser.client.cookies["naast_console"]
    browser.client.cookies.clear()
    browser.sign_in("Fatima de Vries")
    assert browser.client.cookies["naast_console"] != old
    # The same browser signing in again over a living session ends that one.
    keeper = world.app.state.console.keeper
    again = world.browser("Fatima de Vries")
    before = again.client.cookies["naast_console"]
    page = world.browser()
    token = page.form_token(page.get("/signin").text)
    page.client.cookies.set("naast_console", before)
    form = {"csrf": token, "name": "Fatima de Vries", "password": PASSWORD}
    assert page.post("/signin", form, **{"x-csrf": ""}).status_code == 303
    assert keeper._ended
    assert again.get("/").status_code == 303


def test_signing_out_ends_the_session_for_a_copied_cookie_too(world: World) -> None:
    browser = world.browser("Fatima de Vries")
    copied = browser.client.cookies["naast_console"]
    assert browser.post("/signout").status_code == 303
    thief = world.browser()
    thief.client.cookies.set("naast_console", copied)
    assert thief.get("/").status_code == 303


@pytest.mark.parametrize("change", [{"active": False}, {"password_hash": "nieuw"}])
def test_a_closed_account_or_new_password_ends_sessions(world: World, change: dict[str, object]) -> None:
    browser = world.browser("Fatima de Vries")
    assert browser.get("/").status_code == 200
    with world.sessions() as db:
        user = accounts.find(db, "Fatima de Vries")
        for name, value in change.items():
            setattr(user, name, value)
    assert browser.get("/").status_code == 303


def test_a_session_lasts_its_hours(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = world.browser("Fatima de Vries")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 10 * 3600 - 60)
    assert browser.get("/").status_code == 200
    monkeypatch.setattr(time, "time", lambda: now + 10 * 3600 + 60)
    assert browser.get("/").status_code == 303


def test_a_changed_cookie_is_no_session(world: World) -> None:
    browser = world.browser("Fatima de Vries")
    value = browser.client.cookies["naast_console"]
    browser.client.cookies.clear()
    browser.client.cookies.set("naast_console", ("A" if value[0] != "A" else "B") + value[1:])
    assert browser.get("/").status_code == 303


def test_the_cookie_of_the_form_opens_nothing(world: World) -> None:
    browser = world.browser()
    browser.get("/signin")
    value = browser.client.cookies["naast_signin"]
    browser.client.cookies.set("naast_console", value)
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_post_needs_the_token_of_the_session(world: World, token: str) -> None:
    handover_id = world.handover()
    browser = world.browser("Fatima de Vries")
    assert browser.post(f"/cases/{handover_id}/claim", {"csrf": token}, **{"x-csrf": ""}).status_code == 403
    assert world.sent() == []


def test_the_token_of_a_colleague_does_not_fit(world: World) -> None:
    handover_id = world.handover()
    browser, colleague = world.browser("Fatima de Vries"), world.browser("Joris Bakker")
    browser.csrf = colleague.csrf
    assert browser.post(f"/cases/{handover_id}/claim").status_code == 403


def test_signing_in_needs_the_token_of_its_form(world: World) -> None:
    browser = world.browser()
    browser.get("/signin")
    form = {"csrf": "0" * 64, "name": "Fatima de Vries", "password": PASSWORD}
    assert browser.post("/signin", form).status_code == 403


@pytest.mark.parametrize(("wanted", "goes"), [
    ("/cases/abc-1", "/cases/abc-1"), ("//evil.example", "/"), ("https://evil.example", "/"),
    ("/cases/../signout", "/"), ("/cases/a\nb", "/"), ("", "/"),
])
def test_after_signing_in_one_stays_on_this_site(world: World, wanted: str, goes: str) -> None:
    assert world.browser().sign_in("Fatima de Vries", next=wanted).headers["location"] == goes


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16"):
        SessionKeeper("kort", 1, secure=False)


