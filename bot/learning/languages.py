"""Which language does the resident type? Dutch unless there is good evidence for another."""

from __future__ import annotations

from functools import lru_cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from bot.text import words

LANGUAGES = ("nl", "en", "pl", "tr", "ar", "uk", "fr", "de")
# Misspelt or very short Dutch easily looks like German or English, so another language has to be more likely than not.
SURE = 0.5
SURE_WHEN_SHORT = 0.95
SHORT = 3


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    codes = [IsoCode639_1.from_str(code) for code in LANGUAGES]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()


def detect_language(text: str) -> str:
    """The ISO 639-1 code of one of LANGUAGES."""
    found = words(text)
    if not found:
        return "nl"
    best = _detector().compute_language_confidence_values(text[:500])[0]
    code = best.language.iso_code_639_1.name.lower()
    needed = SURE_WHEN_SHORT if len(found) <= SHORT else SURE
    return code if best.value >= needed else "nl"
