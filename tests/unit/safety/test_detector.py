from __future__ import annotations

from pathlib import Path
from statistics import quantiles
from time import perf_counter

import pytest
import yaml

from bot.phrases.content import ContentError
from bot.phrases.vocabulary import Vocabulary
from bot.safety.contract import CODES, Signal, strongest
from bot.safety.detector import PhraseDetector
from bot.safety.service import SafetyNet


def detector(folder: Path, vocabulary: Vocabulary, content: str) -> PhraseDetector:
    for code in CODES:
        (folder / f"{code}.yml").write_text("zeker: []\n", encoding="utf-8")
    (folder / "suicide.yml").write_text(content, encoding="utf-8")
    return PhraseDetector.load(folder, vocabulary)


def test_certain_before_possible_before_nothing(tmp_path: Path, vocabulary: Vocabulary) -> None:
    found = detector(tmp_path, vocabulary, "zeker: [ik wil dood]\nmogelijk: [dood]\nniet: [telefoon .. dood]\n")
    assert found.detect("Ik wil dood") == Signal("suicide", True, "suicide/zeker/1")
    assert found.detect("de dood") == Signal("suicide", False, "suicide/mogelijk/1")
    assert found.detect("mijn telefoon is dood") is None


def test_an_exception_hides_its_own_words_only(net: SafetyNet) -> None:
    signal = net.detect("mijn telefoon is dood en ik wil ook dood")
    assert signal is not None and signal.code == "suicide" and signal.certain


def test_a_phrase_over_two_sentences_is_possible_only(tmp_path: Path, vocabulary: Vocabulary) -> None:
    found = detector(tmp_path, vocabulary, "zeker: [ik wil dood]\n")
    assert found.detect("ik wil.\ndood") == Signal("suicide", False, "suicide/zeker/1")
    assert found.detect("ik wil... dood") == Signal("suicide", True, "suicide/zeker/1")


def test_the_evidence_never_holds_the_text(net: SafetyNet) -> None:
    signal = net.detect("ik wil dood, zegt Truus")
    assert signal is not None and signal.evidence.split("/")[:2] == ["suicide", "zeker"]
    assert "truus" not in signal.evidence.lower()


def test_a_topic_has_patterns_of_its_own(tmp_path: Path, vocabulary: Vocabulary) -> None:
    content = "zeker: [ik wil dood]\nmogelijk: [dood]\nbeelden:\n  zeker: [doodsfoto]\n  mogelijk: [foto .. dood]\n"
    found = detector(tmp_path, vocabulary, content)
    assert found.detect("een doodsfoto") == Signal("suicide", True, "suicide/beelden/zeker/1", "beelden")
    assert found.detect("foto van de dood") == Signal("suicide", False, "suicide/beelden/mogelijk/1", "beelden")
    assert found.detect("foto, ik wil dood") == Signal("suicide", True, "suicide/zeker/1")


def test_certain_wins_then_the_order_of_the_codes() -> None:
    possible, shelter = Signal("suicide", False, "a"), Signal("shelter", True, "b")
    violence = Signal("violence", True, "c")
    assert strongest([possible, shelter, violence]) == violence
    assert strongest([]) is None


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("zeker: [ja nee, on]\n", "item 2"),
        ("zeker: ['(a|b']\n", "item 1"),
        ("misschien: [a]\n", "misschien"),
        ("- a\n", "top"),
        ("beelden: {zeker: [a], misschien: [b]}\n", "beelden"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, vocabulary: Vocabulary, content: str, place: str) -> None:
    with pytest.raises(ContentError, match=rf"suicide\.yml: .*{place}"):
        detector(tmp_path, vocabulary, content)


def test_nineteen_of_twenty_messages_take_under_three_milliseconds(net: SafetyNet) -> None:
    lines = yaml.safe_load((Path(__file__).parent / "lines.yml").read_text(encoding="utf-8"))
    texts = [text for groups in lines.values() for group in groups.values() for text in group]
    texts += [". ".join(texts[start : start + 4]) for start in range(0, len(texts), 4)]
    times = [min(_seconds(net, text) for _ in range(3)) for text in texts]
    assert quantiles(times, n=20)[-1] < 0.003


def _seconds(net: SafetyNet, text: str) -> float:
    start = perf_counter()
    net.detect(text)
    return perf_counter() - start


def test_a_very_long_message_stays_quick(net: SafetyNet) -> None:
    start = perf_counter()
    net.detect("ik wil niet meer maar ik weet het niet hij slaat de deur " * 200)
    assert perf_counter() - start < 5
