from __future__ import annotations

import pytest

from . import servers


def pytest_configure(config: pytest.Config) -> None:
    """Share the running servers with the other folders that register this plugin."""
    if not config.pluginmanager.is_registered(servers):
        config.pluginmanager.register(servers)
