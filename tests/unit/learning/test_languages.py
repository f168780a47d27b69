"""Dutch unless there is good evidence for another language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning.languages import LANGUAGES, detect_language

PLAIN = {
    "nl": "Ik kan de huur niet meer betalen en ik weet niet waar ik heen moet.",
    "en": "I cannot pay the rent anymore and I do not know where to go.",
    "pl": "Nie mogę już zapłacić czynszu i nie wiem, dokąd pójść.",
    "tr": "Artık kirayı ödeyemiyorum ve nereye gideceğimi bilmiyorum.",
    "ar": "لم أعد أستطيع دفع الإيجار ولا أعرف إلى أين أذهب.",
    "uk": "Я більше не можу платити за оренду і не знаю, куди йти.",
    "fr": "Je ne peux plus payer le loyer et je ne sais pas où aller.",
    "de": "Ich kann die Miete nicht mehr bezahlen und weiß nicht, wohin ich gehen soll.",
}


@pytest.mark.parametrize(("code", "text"), PLAIN.items())
def test_a_plain_sentence_of_every_language_is_recognised(code: str, text: str) -> None:
    assert detect_language(text) == code


@pytest.mark.parametrize(
    "text", ["ja", "nee", "ok", "help", "hulp", "wil niet", "geld", "", "...", "🙂", "12345", "hoi", "nja"]
)
def test_short_or_wordless_messages_count_as_dutch(text: str) -> None:
    assert detect_language(text) == "nl"


@pytest.mark.parametrize(
    "text", ["kan me huur nie betale", "snap die brief nie", "ben me baan kwijt", "dokter luisterd niet"]
)
def test_misspelt_dutch_stays_dutch(text: str) -> None:
    assert detect_language(text) == "nl"


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_one_of_the_languages(text: str) -> None:
    assert detect_language(text) in LANGUAGES
