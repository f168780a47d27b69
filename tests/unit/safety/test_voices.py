"""The other languages: complete, within the same limits, and answering in the language the resident writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.phrases.content import ContentError
from bot.safety.contract import CODES
from bot.safety.helplines import HelpLines
from bot.safety.service import SafetyNet
from bot.safety.texts import Text
from bot.safety.voice import Voice, load_voices

from .conftest import FOLDER, TODAY, Talk

LANGUAGES = ("ar", "en", "pl", "tr", "uk")
VOICES = load_voices(FOLDER / "talen", HelpLines.load(FOLDER / "hulplijnen.yml", today=lambda: TODAY))
OPENERS = {
    "en": "I want to kill myself and nobody knows it",
    "pl": "chcę się zabić, nie mam już siły",
    "tr": "Kendimi öldürmek istiyorum, dayanamıyorum",
    "ar": "أريد أن أنتحر ولا أحد يعرف",
    "uk": "я хочу вбити себе, більше не можу",
}
ASKS = {"en": "suicide?", "pl": "samobójstwie?", "tr": "intihar", "ar": "الانتحار", "uk": "самогубство?"}


def groups(voice: Voice, code: str) -> Iterator[dict[str, list[Text]]]:
    protocol = voice.protocols[code]
    yield from (protocol.texts, protocol.child, *protocol.topics.values(), *protocol.child_topics.values())


def texts(language: str) -> Iterator[Text]:
    for code in CODES:
        for group in groups(VOICES[language], code):
            for variants in group.values():
                yield from variants


def moves(language: str) -> list[Any]:
    rows = yaml.safe_load((Path(__file__).parent / "talen" / f"{language}.yml").read_text(encoding="utf-8"))["zetten"]
    return [pytest.param(language, row["text"], row["move"], id=f"{language}: {row['text']}") for row in rows]


def test_all_languages_are_there() -> None:
    assert set(VOICES) == {"nl", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_language_has_the_texts_that_dutch_has(language: str, code: str) -> None:
    there, dutch = (VOICES[name].protocols[code] for name in (language, "nl"))
    assert set(dutch.texts) <= set(there.texts) and set(dutch.child) <= set(there.child)
    assert set(dutch.topics) == set(there.topics) and set(dutch.child_topics) == set(there.child_topics)
    assert there.certain_for_child == dutch.certain_for_child
    for key in ("zeker", "mogelijk", "nu"):  # what is said first names the same lines
        assert {tuple(sorted(set(_named(text)))) for text in there.texts[key]} == {
            tuple(sorted(set(_named(text)))) for text in dutch.texts[key]
        }


def _named(text: Text) -> list[str]:
    return re.findall(r"\{(?:lijn|nummer|chat):([\w.-]+)\}", text.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_short_asks_one_thing_and_holds_no_number_of_its_own(language: str) -> None:
    voice = VOICES[language]
    for text in texts(language):
        for address in ("je", "u"):
            shown = voice.protocols.reply(text, address)["text"]
            assert len(shown) <= 600 and sum(shown.count(mark) for mark in "?؟") <= 1, text.id
            assert "{" not in shown and "!" not in shown, text.id
        assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", text.text)), text.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_is_understood(language: str) -> None:
    voice = VOICES[language]
    titles = {title for text in texts(language) for title in text.buttons}
    offers = {title for code in CODES for text in voice.protocols[code].texts["mens"] for title in text.buttons}
    assert titles and all(len(title) <= 20 for title in titles)
    assert offers and all(voice.moves.recognise(title) == "mens" for title in offers)
    # "I don't know" is no move of its own in every language: then the talk simply goes on.
    assert sum(voice.moves.recognise(title) is None for title in titles) <= 1


@pytest.mark.parametrize(("language", "text", "move"), [case for name in LANGUAGES for case in moves(name)])
def test_short_answers_are_understood(language: str, text: str, move: str) -> None:
    assert VOICES[language].moves.recognise(text) == move


@pytest.mark.parametrize("language", LANGUAGES)
def test_danger_is_answered_in_the_language_it_was_told_in(net: SafetyNet, language: str) -> None:
    talk = Talk(net)
    first = talk.text(OPENERS[language])
    assert ASKS[language] in first and "0800-0113" in first
    assert talk.state is not None and talk.state["language"] == language


def test_a_short_answer_does_not_change_the_language(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text(OPENERS["en"])
    assert "thank" in talk.text("yes").lower()
    assert talk.state is not None and talk.state["language"] == "en"


def test_dutch_after_another_language_is_answered_in_dutch(net: SafetyNet) -> None:
    talk = Talk(net)
    talk.text(OPENERS["en"])
    assert "je" in talk.text("ik kan ook wel gewoon nederlands hoor, ik wil nog steeds dood").split()


def test_a_language_without_a_voice_is_answered_in_dutch(net: SafetyNet) -> None:
    heard = SafetyNet(net._detectors, net._voices, language_of=lambda text: "fr")
    assert "zelfmoord" in Talk(heard).text("ik wil dood en niemand weet het")


def test_dutch_may_not_be_missing(tmp_path: Path, lines: HelpLines) -> None:
    with pytest.raises(ContentError, match="nl: is missing"):
        load_voices(tmp_path, lines)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lines": {"112": {"say": "call {numbers}"}}}, "every id"),
        ({"lines": []}, "one entry"),
        ({"lines": {"113": {"say": ""}}}, "every id"),
    ],
)
def test_a_wrong_translation_of_the_table_is_refused(
    tmp_path: Path, lines: HelpLines, change: dict[str, Any], message: str
) -> None:
    file = tmp_path / "hulplijnen.yml"
    file.write_text(yaml.safe_dump(change), encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        lines.translated(file)


def test_a_translated_line_keeps_its_number_and_hides_hours_when_stale(lines: HelpLines) -> None:
    english = lines.translated(FOLDER / "talen" / "en" / "hulplijnen.yml")
    assert english.numbers() == lines.numbers()
    assert "0800-0432" in english.show("kindertelefoon") and "11" not in english.show("kindertelefoon")
