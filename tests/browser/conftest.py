from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from functional import servers
from functional.servers import Running

from .pages import Chat

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Generous: the servers share the machine with the browser.
TIMEOUT_MS = 90_000


def pytest_configure(config: pytest.Config) -> None:
    """Share the running servers with the other folders that register this plugin."""
    if not config.pluginmanager.is_registered(servers):
        config.pluginmanager.register(servers)


# For this folder alone: while Playwright runs, asyncio cannot be used in the same thread.
@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page in a browser context of its own; options such as `width`, or others of Playwright's context."""
    contexts = []

    def make(width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="nl-NL", reduced_motion="reduce", **options
        )
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def chat(running: Running, new_page: Callable[..., Any]) -> Chat:
    """A resident who has just opened the widget."""
    return Chat(new_page(), running.front).open()
