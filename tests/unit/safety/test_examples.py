"""The examples the classifier learns from: enough, well-formed, and none of them twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.phrases.content import ContentError
from bot.safety.contract import CODES
from bot.safety.examples import KINDS, QUIET, load_examples, ordinary_messages
from bot.settings import ROOT

from .conftest import FOLDER

EXAMPLES = load_examples(FOLDER / "voorbeelden")


def test_there_are_enough_of_every_code_and_kind() -> None:
    danger = [example for example in EXAMPLES if example.code != QUIET]
    assert len(danger) >= 1600 and len(EXAMPLES) - len(danger) >= 2400
    for code in CODES:
        kinds = Counter(example.kind for example in danger if example.code == code)
        assert set(kinds) == KINDS and sum(kinds.values()) >= 400, code


def test_every_language_with_a_voice_has_examples_of_every_code_and_quiet_ones() -> None:
    for language in ("en", "pl", "tr", "ar", "uk"):
        assert {example.code for example in EXAMPLES if example.language == language} == {QUIET, *CODES}


def test_no_example_stands_there_twice() -> None:
    counts = Counter(" ".join(example.text.lower().split()) for example in EXAMPLES)
    assert [text for text, count in counts.items() if count > 1] == []


def test_ordinary_messages_leave_out_what_is_about_safety() -> None:
    ordinary = ordinary_messages(ROOT / "nlu_data")
    assert len(ordinary) > 4000 and all(ordinary)
    assert "Ik ben bang voor mijn broer als hij thuiskomt." not in ordinary


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code: gevaar\ngroepen: []\n", "no danger"),
        ("code: suicide\ngroepen:\n- {soort: raar, teksten: [x]}\n", "unknown"),
        ("code: null\ngroepen:\n- {soort: idiom, teksten: [1]}\n", "text"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "fout.yml").write_text(content, encoding="utf-8")
    with pytest.raises(ContentError, match=rf"fout\.yml: .*{message}"):
        load_examples(tmp_path)
