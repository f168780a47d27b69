"""The texts themselves: numbers from the table only, short, one question, no blame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.phrases.content import ContentError
from bot.safety.case import CARE, Case
from bot.safety.contract import CODES
from bot.safety.helplines import HelpLines
from bot.safety.protocol import Protocols
from bot.safety.texts import KEYS, Text

from .conftest import FOLDER

PROTOCOLS = Protocols.load(FOLDER / "talen" / "nl" / "protocollen", HelpLines.load(FOLDER / "hulplijnen.yml"))


def texts() -> Iterator[Text]:
    for code in CODES:
        protocol = PROTOCOLS[code]
        for group in (protocol.texts, protocol.child, *protocol.topics.values(), *protocol.child_topics.values()):
            for variants in group.values():
                yield from variants


@pytest.mark.parametrize("text", list(texts()), ids=lambda text: text.id)
@pytest.mark.parametrize("address", ["je", "u"])
def test_every_text_is_short_and_asks_one_thing(lines: HelpLines, text: Text, address: str) -> None:
    shown = PROTOCOLS.reply(text, address)["text"]
    assert len(shown) <= 600 and shown.count("?") <= 1
    assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", text.text))
    known_texts = {known for line in lines for known in (*line.numbers, line.chat, line.name) if known}
    for known in sorted(known_texts, key=len, reverse=True):
        shown = shown.replace(known, "")
    assert not re.search(r"\d", shown)


@pytest.mark.parametrize("text", [text for text in texts() if "minderjarig" not in text.id], ids=lambda text: text.id)
def test_the_polite_form_is_polite_throughout(text: Text) -> None:
    shown = PROTOCOLS.reply(text, "u")["text"].lower()
    assert not re.search(r"\b(je|jij|jou|jouw|jezelf)\b", shown.replace("denk je aan zelfmoord. praten", ""))


def test_no_blame_no_family_no_police_no_promise() -> None:
    for text in texts():
        low = text.text.lower()
        assert not re.search(r"denk aan (je|uw|de) (familie|kinderen)|(wij|we) bellen|ik bel|beloof\b|waarom", low)
        assert "!" not in low and "helaas" not in low, text.id


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_every_key(code: str) -> None:
    assert all(PROTOCOLS[code].texts[key] for key in KEYS)
    assert len(PROTOCOLS[code].texts["anders"]) >= 3 and PROTOCOLS[code].child["zeker"]


def test_medical_starts_with_the_alarm_number() -> None:
    for group in (PROTOCOLS["medical"].texts, PROTOCOLS["medical"].child):
        assert all(re.match(r"Bel (nu )?\{nummer:112\}", text.text) for text in group["zeker"])


def test_suicide_asks_and_names_both_numbers_at_once() -> None:
    for key in ("zeker", "mogelijk"):
        shown = PROTOCOLS.reply(PROTOCOLS["suicide"].texts[key][0], "je")["text"]
        assert "denk je aan zelfmoord?" in shown and "113 of 0800-0113" in shown


def test_texts_take_turns_and_a_line_is_not_named_twice_in_a_row() -> None:
    case = Case(phase=CARE, code="violence")
    chosen = [PROTOCOLS["violence"].choose("anders", case) for _ in range(20)]
    assert all(one.id != two.id and not (one.names_line and two.names_line) for one, two in pairwise(chosen))


@pytest.mark.parametrize("text", list(texts()), ids=lambda text: text.id)
def test_a_help_line_is_a_sentence_of_its_own(text: Text) -> None:
    assert not re.search(r"[^.?\s]\s*\{lijn:", text.text), "{lijn} goes after a full stop; use {nummer} or {chat}"
    assert not re.search(r"\{lijn:[^}]*\}(?!\.)", text.text)


@pytest.mark.parametrize("code", CODES)
def test_calling_and_being_safer_get_praise_and_a_line(code: str) -> None:
    protocol = PROTOCOLS[code]
    for group in (protocol.texts, protocol.child, *protocol.topics.values(), *protocol.child_topics.values()):
        for text in (*group.get("belt", []), *group.get("veiliger", [])):
            assert text.names_line and re.match(r"(wat )?(goed|fijn|knap|dat is een goede)", text.text.lower()), text.id


@pytest.mark.parametrize("code", CODES)
def test_coming_back_to_the_danger_names_a_line(code: str) -> None:
    protocol = PROTOCOLS[code]
    assert all(text.names_line for group in (protocol.texts, protocol.child) for text in group.get("terug", []))


def test_no_text_sounds_like_a_form() -> None:
    for text in texts():
        low = text.text.lower()
        assert not re.search(r"\b(vul|gegevens|formulier|selecteer|verzoek|indien|conform|betreffende|dient)\b", low), (
            text.id
        )
        longest = max(len(sentence.split()) for sentence in re.split(r"[.?:\n]+", re.sub(r"\{[^}]*\}", "x", low)))
        assert longest <= 18, text.id


def test_acting_now_is_the_alarm_number_first_then_113() -> None:
    for text in PROTOCOLS["suicide"].texts["nu"]:
        shown = PROTOCOLS.reply(text, "je")["text"]
        assert 0 <= shown.find("112") < shown.find("0800-0113") and len(shown) < 600


def test_a_whole_line_is_not_said_twice_in_a_row_where_it_can_be_helped() -> None:
    case = Case(phase=CARE, code="suicide", lines=["113"], line_named=True, last="x")
    assert PROTOCOLS["suicide"].choose("mens", case).lines == []


def test_a_topic_has_its_own_texts_and_falls_back_on_those_of_the_code() -> None:
    protocol = PROTOCOLS["sexual"]
    images = Case(phase=CARE, code="sexual", topic="beelden")
    assert "naakt" in protocol.choose("mogelijk", images).text
    assert protocol.choose("langer", images) in protocol.texts["langer"]
    child = Case(phase=CARE, code="sexual", topic="beelden", minor=True)
    assert protocol.choose("zeker", child) in protocol.child_topics["beelden"]["zeker"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("Bel 0900.", "digit"),
        ("Ja? Nee?", "question"),
        ("Bel {nummer:weg}.", "weg"),
        ("Bel {nummer:fier}.", "nothing"),
        ("Typ op {chat:csg}.", "nothing"),
        ("{lijn:112} {lijn:113} {lijn:csg}", "two"),
        ("lang " * 200, "characters"),
    ],
)
def test_a_wrong_text_is_refused(tmp_path: Path, lines: HelpLines, wrong: str, message: str) -> None:
    for file in (FOLDER / "talen" / "nl" / "protocollen").iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "shelter.yml").open("a", encoding="utf-8") as handle:
        handle.write(f"  bang: ['{wrong}']\n")
    with pytest.raises(ContentError, match=rf"shelter\.yml: .*bang 1.*{message}"):
        Protocols.load(tmp_path, lines)
