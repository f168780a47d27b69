"""What must hold for the languages besides Dutch: they say what the Dutch replies say, with the same buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.codes import LIFE_DOMAINS
from bot.content.fragments import ContentError, read
from bot.languages import CORE, DUTCH, FOLDER, SHORT, base

KEYS = {"language", "name", "called", "path", "direction", "reviewed", "phrases", "widget", "page", "responses"}
NAME = re.compile(r"\{(\w+)\}")
# What every language has: listening, questions about Naast, and a person.
SHORT_PATH = {
    f"utter_{name}"
    for name in (
        *("welcome", "welcome_again", "ask_story", "general_acknowledge", "general_ask", "general_label", "quote"),
        *("tell_more", "frustration", "out_of_scope", "added", "corrected", "declined", "dont_know"),
        *("ask_language", "language_chosen", "language_noticed", "language_person"),
        *("preview", "preview_empty", "requested", "contact_noted", "already_requested", "not_requested"),
        *("withdrawn", "nothing_to_withdraw", "resume_story", "resume_detail", "resume_consent", "resume_contact"),
        *("resume_done", "puzzled", "puzzled_person", "gibberish", "insult", "unsupported_media"),
        *("who_are_you", "are_you_human", "what_is_supporter", "help", "ask_repeat", "ask_verdict", "must_i_tell"),
        *("know_everything", "privacy_read_along", "privacy_storage", "privacy_delete", "privacy_identity"),
        *("privacy_other_person", "privacy_safe", "thank", "small_talk", "back", "wait", "stop", "start_over"),
        *("word_person", "word_and", "summary_about", "summary_focus"),
        *(f"{code}_label" for code in LIFE_DOMAINS),
    )
}


def problems_of(content: Path, dutch: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Every problem in `talen/*.yml`, beside the Dutch replies."""
    for file in sorted((content / FOLDER).glob("*.yml")):
        try:
            data = read(file)
        except ContentError as error:
            yield str(error)
            continue
        yield from _head(file, data)
        replies = data.get("responses") or {}
        for name in sorted(_required(file, data, dutch) - set(replies)):
            yield f"{file}: '{name}' is missing."
        for name, variants in replies.items():
            if name not in dutch:
                yield f"{file}: '{name}' is no Dutch reply."
            else:
                yield from _variants(file, name, variants, dutch[name])


def _head(file: Path, data: dict[str, Any]) -> Iterator[str]:
    if unknown := set(data) - KEYS:
        yield f"{file}: {', '.join(sorted(unknown))}: no such part; use {', '.join(sorted(KEYS))}."
    if data.get("language") != file.stem:
        yield f"{file}: write 'language: {file.stem}', as the file is named."
    if not isinstance(data.get("called"), list) or not data["called"]:
        yield f"{file}: 'called:' lists the words by which people ask for this language, in small letters."
    if data.get("path") not in (CORE, SHORT):
        yield f"{file}: 'path:' is {CORE} or {SHORT}."


def _required(file: Path, data: dict[str, Any], dutch: Mapping[str, Any]) -> set[str]:
    if base(file.stem) == DUTCH:
        return set()  # what is the same in another form of Dutch need not be said again
    return set(dutch) - {"utter_language_back"} if data.get("path") == CORE else SHORT_PATH


def _variants(file: Path, name: str, variants: Any, dutch: list[dict[str, Any]]) -> Iterator[str]:
    if not isinstance(variants, list) or not all(
        isinstance(v, dict) and isinstance(v.get("text"), str) for v in variants
    ):
        yield f"{file}: '{name}' holds a list of '- text: ...'."
        return
    known = {field for variant in dutch for field in NAME.findall(variant["text"])}
    buttons = [[button["payload"] for button in variant.get("buttons") or []] for variant in dutch]
    for variant in variants:
        if unknown := set(NAME.findall(variant["text"])) - known:
            yield f"{file}: '{name}' fills in {', '.join(sorted(unknown))}, which the Dutch reply doesn't have."
        if [button.get("payload") for button in variant.get("buttons") or []] not in buttons:
            yield f"{file}: '{name}' has other buttons than the Dutch reply."
