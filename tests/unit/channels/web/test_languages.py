"""The widget's texts in other languages: a list, a file of each, and nothing sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.web.languages import LanguageRoutes
from bot.headers import SecurityHeaders
from bot.languages import FOLDER, load_languages
from bot.settings import ROOT

FILES = {
    "ar": "{name: العربية, direction: rtl, widget: {send: إرسال}}",
    "nl-u": "{name: Nederlands (u), responses: {}}",
    "pl": "{name: Polski, widget: {send: Wyślij, offeredBy: {peer: osoby}}}",
}


@pytest.fixture
def http(tmp_path: Path) -> TestClient:
    (tmp_path / FOLDER).mkdir(parents=True)
    for code, content in FILES.items():
        (tmp_path / FOLDER / f"{code}.yml").write_text(content, encoding="utf8")
    return TestClient(SecurityHeaders(Starlette(routes=LanguageRoutes(load_languages(tmp_path)).routes())))


def test_the_list_has_dutch_first_and_only_what_the_widget_speaks(http: TestClient) -> None:
    assert http.get("/widget/talen.json").json() == [
        {"code": "nl", "name": "Nederlands", "direction": "ltr"},
        {"code": "ar", "name": "العربية", "direction": "rtl"},
        {"code": "pl", "name": "Polski", "direction": "ltr"},
    ]


def test_each_language_has_its_texts(http: TestClient) -> None:
    assert http.get("/widget/talen/ar.json").json() == {"send": "إرسال"}
    assert http.get("/widget/talen/pl.json").json() == {"send": "Wyślij", "offeredBy": {"peer": "osoby"}}


@pytest.mark.parametrize("code", ["nl", "nl-u", "xx", "PL", "..", "%2e%2e%2fpl", "ar.json"])
def test_what_has_no_texts_is_not_found(http: TestClient, code: str) -> None:
    assert http.get(f"/widget/talen/{code}.json").status_code == 404


@pytest.mark.parametrize("path", ["talen.json", "talen/pl.json"])
def test_a_browser_that_has_it_gets_nothing_again(http: TestClient, path: str) -> None:
    first = http.get(f"/widget/{path}")
    etag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        again = http.get(f"/widget/{path}", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert http.get(f"/widget/{path}", headers={"If-None-Match": '"other"'}).content == first.content


def test_files_that_differ_have_other_etags(http: TestClient) -> None:
    tags = [http.get(f"/widget/{path}").headers["etag"] for path in ("talen.json", "talen/ar.json", "talen/pl.json")]
    assert len(set(tags)) == 3


def test_the_languages_of_the_content_are_served() -> None:
    languages = load_languages(ROOT / "nlu_data")
    http = TestClient(Starlette(routes=LanguageRoutes(languages).routes()))
    codes = [each["code"] for each in http.get("/widget/talen.json").json()]
    assert codes[0] == "nl"
    assert {"ar", "en", "pl"} <= set(codes)
    for code in codes[1:]:
        assert http.get(f"/widget/talen/{code}.json").json() == languages[code].widget
