"""Parts of the widget that need a real browser but no front door: reading events, links, colours."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

WIDGET = Path(__file__).resolve().parents[2] / "bot" / "widget"

pytestmark = pytest.mark.browser


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    """A page on the origin of the widget's own files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(WIDGET)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    opened = browser.new_page()
    opened.goto(f"http://127.0.0.1:{server.server_port}/waterrijk.svg")
    yield opened
    opened.close()
    server.shutdown()
    server.server_close()


def in_module(page: Any, module: str, body: str, argument: object = None) -> Any:
    """Runs `body` with the exports of a widget module as `m` and the argument as `x`."""
    return page.evaluate(f"x => import('/{module}').then(m => {{ {body} }})", argument)


STREAM = 'retry: 1\n\n: heartbeat\n\nid: 7\nevent: message\ndata: {"a":\ndata: 1}\n\nevent: typing\r\ndata: é\r\n\r\n'
EVENTS = [
    {"type": "message", "data": '{"a":\n1}', "id": "7"},
    {"type": "typing", "data": "é", "id": None},
]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_events_are_the_same_however_the_network_cuts_them(page: Any, size: int) -> None:
    chunks = [STREAM[start : start + size] for start in range(0, len(STREAM), size)]
    body = "const parser = new m.EventParser(); return x.flatMap(chunk => parser.push(chunk));"
    assert in_module(page, "stream.js", body, chunks) == EVENTS


def test_an_unfinished_event_waits(page: Any) -> None:
    body = "return new m.EventParser().push(x);"
    assert in_module(page, "stream.js", body, "event: message\ndata: 1\n") == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Bel 112.", ["tel:112"]),
        ("Bel 113 of 0800-0113, dag en nacht", ["tel:113", "tel:08000113"]),
        ("De Luisterlijn: 088 0767 000", ["tel:0880767000"]),
        ("088 123 45 67 of 0900-1450", ["tel:0881234567", "tel:09001450"]),
        ("(112)", ["tel:112"]),
        ("€ 113 of 112 euro of 112,50", []),
        ("113.nl en artikel2112 en 1130", []),
        ("0800-01134", []),
        ("10.112 mensen, 113%", []),
    ],
)
def test_only_numbers_of_help_lines_can_be_called(page: Any, text: str, addresses: list[str]) -> None:
    body = """
        const nodes = m.withPhoneLinks(x);
        const links = nodes.filter(node => typeof node !== 'string');
        const words = nodes.map(node => typeof node === 'string' ? node : node.textContent).join('');
        return [words, links.map(link => link.getAttribute('href'))];
    """
    assert in_module(page, "links.js", body, text) == [text, addresses]


@pytest.mark.parametrize(
    ("function", "value", "address"),
    [
        ("httpsAddress", "https://voorbeeld.nl/a b", "https://voorbeeld.nl/a%20b"),
        ("httpsAddress", "http://voorbeeld.nl", None),
        ("httpsAddress", "javascript:alert(1)", None),
        ("httpsAddress", None, None),
        ("telAddress", "+31 (0)88 123 45 67", "tel:+31881234567"),
        ("telAddress", "geen", None),
        ("telAddress", None, None),
        ("mailAddress", "hallo@voorbeeld.nl", "mailto:hallo@voorbeeld.nl"),
        ("mailAddress", "hallo@voorbeeld.nl?bcc=ander@voorbeeld.nl", None),
        ("mailAddress", None, None),
    ],
)
def test_addresses_become_links_only_when_they_are_safe(
    page: Any, function: str, value: str | None, address: str | None
) -> None:
    assert in_module(page, "links.js", f"return m.{function}(x);", value) == address


@pytest.mark.parametrize(
    ("accent", "kept"),
    [("rgb(11, 79, 108)", True), ("rgb(255, 204, 0)", False), ("rgb(118, 118, 118)", True)],
)
def test_an_accent_that_cannot_be_read_is_replaced(page: Any, accent: str, kept: bool) -> None:
    body = """
        const sample = document.createElementNS('http://www.w3.org/1999/xhtml', 'div');
        sample.style.color = 'white';
        sample.style.backgroundColor = x;
        document.documentElement.append(sample);
        m.guardAccent(sample, sample);
        sample.remove();
        return !sample.classList.contains('own-accent');
    """
    assert in_module(page, "style.js", body, accent) is kept
