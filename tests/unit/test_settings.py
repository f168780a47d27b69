"""Settings: defaults that work, and wrong values that name their variable."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from bot.settings import ROOT, Settings, SettingsError, table, variable

DOCUMENT = ROOT / "docs" / "settings.md"


def test_an_empty_environment_gives_working_defaults() -> None:
    settings = Settings.from_environment({})
    assert (settings.host, settings.port, settings.console_port) == ("127.0.0.1", 8000, 8001)
    assert settings.db_url == f"sqlite:///{settings.data_dir / 'naast.db'}"
    assert settings.rasa_url == "http://127.0.0.1:5005"
    assert settings.actions_url == "http://127.0.0.1:5055/webhook"
    assert not settings.whatsapp_on


def test_values_get_the_type_of_their_default(tmp_path: Path) -> None:
    given = {
        "NAAST_PORT": "9000",
        "NAAST_RASA_TIMEOUT": "2.5",
        "NAAST_PHONE": "14 000",
        "NAAST_DATA_DIR": f"{tmp_path}",
    }
    settings = Settings.from_environment(given)
    assert (settings.port, settings.rasa_timeout, settings.phone) == (9000, 2.5, "14 000")
    assert settings.data_dir == tmp_path
    assert settings.db_url.endswith(f"{tmp_path}/naast.db")


def test_a_given_database_wins_over_the_data_folder() -> None:
    assert Settings(database_url="sqlite:////tmp/x.db").db_url == "sqlite:////tmp/x.db"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NAAST_PORT", "acht"),
        ("NAAST_PORT", ""),
        ("NAAST_PORT", "0"),
        ("NAAST_CONSOLE_PORT", "70000"),
        ("NAAST_RASA_PORT", "-1"),
        ("NAAST_SESSION_HOURS", "2.5"),
        ("NAAST_RASA_TIMEOUT", "snel"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        Settings.from_environment({name: value})
    assert "\n" not in str(caught.value)


def test_whatsapp_without_a_signing_secret_is_refused() -> None:
    with pytest.raises(SettingsError, match="NAAST_WHATSAPP_APP_SECRET"):
        Settings.from_environment({"NAAST_WHATSAPP_TOKEN": "token"})
    assert Settings(whatsapp_token="token", whatsapp_app_secret="secret").whatsapp_on


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_the_table_explains_every_setting_and_shows_no_path_of_this_machine() -> None:
    rows = table()
    assert [row[0] for row in rows] == [variable(item.name) for item in fields(Settings)]
    assert all(len(about) > 10 for _, _, about in rows)
    assert not any(str(ROOT) in default for _, default, _ in rows)


@pytest.mark.skipif(not DOCUMENT.is_file(), reason="docs/settings.md is not there")
@pytest.mark.parametrize("name", [variable(item.name) for item in fields(Settings)])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCUMENT.read_text(encoding="utf8")
