"""The routes of the page: what a good link shows, and what any other one does."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from bot.db import Sessions
from bot.handover import service
from bot.headers import SecurityHeaders
from bot.takeaway.links import Links
from bot.takeaway.pages import Pages
from bot.takeaway.routes import STATIC, PageRoutes
from bot.takeaway.texts import PageTexts

from .conftest import PAGE, store

LINKS = Links("geheim")
SUFFIXES = ["", ".pdf"]


@pytest.fixture
def http(sessions: Sessions, texts: PageTexts) -> TestClient:
    routes = PageRoutes(Pages(sessions, LINKS, texts)).routes()
    return TestClient(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)]))


def is_gone(http: TestClient, path: str, texts: PageTexts) -> bool:
    answer = http.get(path)
    private = (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == ("no-store", "noindex, nofollow")
    return answer.status_code == 404 and texts.gone["title"] in answer.text and private


def test_the_print_view_shows_every_line_escaped(http: TestClient, stored: tuple[str, int]) -> None:
    path = LINKS.path(*stored)
    answer = http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<b>" not in answer.text
    shown = unescape(answer.text)
    for part in PAGE["parts"]:
        assert f">{part['heading']}<" in shown
        assert all(f">{line}<" in shown for line in part["lines"])
    assert f'href="{path}.pdf"' in answer.text
    assert PAGE["closing"] in shown


def test_the_pdf_is_a_download_with_a_name_that_says_nothing(http: TestClient, stored: tuple[str, int]) -> None:
    answer = http.get(f"{LINKS.path(*stored)}.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == 'attachment; filename="bladzijde.pdf"'
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_is_kept_or_found_by_others(http: TestClient, stored: tuple[str, int], suffix: str) -> None:
    headers = http.get(LINKS.path(*stored) + suffix).headers
    assert (headers["cache-control"], headers["x-robots-tag"]) == ("no-store", "noindex, nofollow")
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_changed_or_unknown_link_is_gone(
    http: TestClient, stored: tuple[str, int], texts: PageTexts, suffix: str
) -> None:
    path = LINKS.path(*stored)
    assert is_gone(http, path[:-3] + path[-3:].swapcase() + suffix, texts)
    assert is_gone(http, f"/bladzijde/iets{suffix}", texts)
    assert is_gone(http, Links("ander").path(*stored) + suffix, texts)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_expired_link_is_gone(
    http: TestClient, stored: tuple[str, int], texts: PageTexts, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, now = LINKS.path(*stored), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 25 * 3600)
    assert is_gone(http, path + suffix, texts)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_page_goes_with_its_conversation(
    http: TestClient, sessions: Sessions, stored: tuple[str, int], texts: PageTexts, suffix: str
) -> None:
    with sessions() as db:
        service.forget(db, stored[0])
    assert is_gone(http, LINKS.path(*stored) + suffix, texts)


def test_an_arabic_page_reads_from_right_to_left_and_each_line_in_its_own_way(
    http: TestClient, sessions: Sessions, texts: PageTexts
) -> None:
    page = {**PAGE, "title": "قصتي", "language": "ar"}
    text = http.get(LINKS.path(*store(sessions, {"text": "", "kind": "page", "page": page}))).text
    assert '<html lang="ar" dir="rtl">' in text
    assert texts.of("ar").words["print"] in text
    assert '<p dir="auto">Ik slaap slecht' in text


def test_the_view_keeps_to_the_policy_and_its_files_are_there(http: TestClient, stored: tuple[str, int]) -> None:
    text = http.get(LINKS.path(*stored)).text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text)
    files = re.findall(r'(?:src|href)="(/takeaway/[^"]+)"', text)
    assert sorted(files) == ["/takeaway/page.css", "/takeaway/print.js"]
    assert all(http.get(file).status_code == 200 for file in files)
    assert "url(" not in (STATIC / "page.css").read_text(encoding="utf8")
    assert http.get("/takeaway/../templates/page.html").status_code == 404
