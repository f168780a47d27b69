"""Every danger is heard in plain and indirect words; ordinary questions stay quiet."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.safety.contract import CODES
from bot.safety.service import SafetyNet

LINES = yaml.safe_load((Path(__file__).parent / "lines.yml").read_text(encoding="utf-8"))
DANGER = [(code, text) for code, groups in LINES.items() for text in groups.get("gevaar", [])]
AT_MOST = [text for groups in LINES.values() for text in groups.get("hooguit", [])]
QUIET = [text for groups in LINES.values() for text in groups["stil"]]


@pytest.mark.parametrize(("code", "text"), DANGER)
def test_danger_is_found(net: SafetyNet, code: str, text: str) -> None:
    signal = net.detect(text)
    assert signal is not None and signal.code == code


@pytest.mark.parametrize("text", AT_MOST)
def test_words_an_ordinary_question_may_use_are_never_certain(net: SafetyNet, text: str) -> None:
    signal = net.detect(text)
    assert signal is None or not signal.certain


@pytest.mark.parametrize("text", QUIET)
def test_ordinary_messages_stay_quiet(net: SafetyNet, text: str) -> None:
    assert net.detect(text) is None


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_lines_of_its_own(code: str) -> None:
    assert len(LINES[code]["gevaar"]) >= 12 and len(LINES[code]["stil"]) >= 25
