"""The component puts the language on the message."""

from __future__ import annotations

from bot.nlu.language_detector import LanguageDetector

from .conftest import example


def test_every_message_with_text_is_marked() -> None:
    messages = LanguageDetector().process(
        [example("Artık kirayı ödeyemiyorum ve nereye gideceğimi bilmiyorum."), example("")]
    )
    assert [message.get("language") for message in messages] == ["tr", None]
