"""The content as a whole: complete, and in the words that were agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.thread import COMPLETE, SAME_ANSWER
from bot.codes import LIFE_DOMAINS
from bot.content import checks, plain
from bot.content.fragments import fragments, read
from bot.safety.helplines import HelpLines
from bot.settings import ROOT

CONTENT = ROOT / "nlu_data"
SAFETY = CONTENT / "_gedeeld" / "veiligheid"
LONGEST = 600
PARTS_OF_THE_DOMAIN = [read(ROOT / "domain.yml"), *(read(item.path) for item in fragments(CONTENT, "domein"))]
RESPONSES: dict[str, list[dict[str, Any]]] = {
    name: variants for part in PARTS_OF_THE_DOMAIN for name, variants in (part.get("responses") or {}).items()
}
RULES = [rule for item in fragments(CONTENT, "regels") for rule in read(item.path)["rules"]]
STEPS = [step for rule in RULES for step in rule["steps"]]
CODE = {path.name: path.read_text(encoding="utf8") for path in (ROOT / "actions").glob("*.py")}
PHRASES: dict[str, str] = YAML(typ="safe").load((CONTENT / "_gedeeld" / "zinnen.yml").read_text("utf8"))["phrases"]
# One of several by name: `utter_{code}_acknowledge`, `utter_resume_{case.stage}`.
NAMES_IN_CODE = {name for text in CODE.values() for name in re.findall(r"[\"'](utter_(?:\w|\{[^}]+\})+)", text)}
ANSWERED = {rule["steps"][0]["intent"] for rule in RULES if {"action": "action_answer"} in rule["steps"]}
STAGES = (
    *("story", "detail", "wish", "tried", "network", "letter", "confirm"),
    *("options", "mode", "consent", "contact", "follow_up", "next", "asked", "done"),
)


def pattern(name: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{.*?\\}", r"\\w+?", re.escape(name)))


def safety_texts() -> Iterator[tuple[str, str]]:
    """(where, text) of everything the safety net can say, in the je form and with the help lines' names filled in."""
    lines = HelpLines.load(SAFETY / "hulplijnen.yml")
    for path in sorted((SAFETY / "talen" / "nl" / "protocollen").glob("*.yml")):
        for key, text in _texts(YAML(typ="safe").load(path.read_text("utf8"))):
            yield f"{path.stem}/{key}", _filled(text, lines)


def _texts(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "tekst":
                yield key, value
            elif name not in ("lijn", "lijn_kind", "bij_minderjarige", "vormen", "knoppen", "ja", "nee") or (
                name in ("ja", "nee") and isinstance(value, list)
            ):
                yield from _texts(value, f"{key}/{name}" if key else str(name))
    elif isinstance(data, list):
        for number, value in enumerate(data, 1):
            yield from _texts(value, f"{key} {number}")
    elif isinstance(data, str):
        yield key, data


def _filled(text: str, lines: HelpLines) -> str:
    """Without the rows of the table: those are facts, not prose."""
    text = re.sub(r"\{lijn(:[^}]*)?\}", "Bel de hulplijn", text)
    text = re.sub(r"\{nummer(:[^}]*)?\}", "112", text)
    return re.sub(r"\{([^{}|]*)(\|[^{}]*)?\}", r"\1", text)


REPLIES = [
    (f"{name} {number}", variant["text"])
    for name, variants in RESPONSES.items()
    for number, variant in enumerate(variants, 1)
]
REPLIES += [(f"phrase {name}", text) for name, text in PHRASES.items()]
SPOKEN = [*REPLIES, *safety_texts()]


def test_the_content_is_in_order() -> None:
    assert list(checks.problems_of(CONTENT, ROOT / "domain.yml")) == []


def test_every_intent_has_a_rule_and_every_rule_an_intent() -> None:
    known = {
        name if isinstance(name, str) else next(iter(name))
        for part in PARTS_OF_THE_DOMAIN
        for name in part.get("intents") or []
    }
    ruled = {step["intent"] for step in STEPS if "intent" in step}
    assert known - ruled == set(), "intents without a rule"
    assert ruled - known == set(), "rules of unknown intents"


def test_every_intent_a_resident_can_type_has_examples() -> None:
    known = {
        name if isinstance(name, str) else next(iter(name))
        for part in PARTS_OF_THE_DOMAIN
        for name in part.get("intents") or []
    }
    taught = {block["intent"] for item in fragments(CONTENT, "voorbeelden") for block in read(item.path)["nlu"]}
    by_button = {"welcome", "unsupported_media", "correct_summary", "choose_language", "letter"}
    assert known - taught <= by_button | {"follow_up", "follow_up_good", "follow_up_failed"}


def test_every_action_of_a_rule_exists() -> None:
    declared = {name for part in PARTS_OF_THE_DOMAIN for name in part.get("actions") or []}
    written = {name for text in CODE.values() for name in re.findall(r'return "(action_\w+)"', text)}
    assert declared == written
    assert {step["action"] for step in STEPS if step.get("action", "").startswith("action_")} <= declared


def test_every_reply_that_is_used_exists() -> None:
    used = {f"utter_{SAME_ANSWER.get(name, name)}" for name in ANSWERED}
    fixed = {name for name in NAMES_IN_CODE if "{" not in name}
    stages = {f"utter_resume_{stage}" for stage in STAGES}
    voices = {f"utter_{code}_{part}" for code in (*LIFE_DOMAINS, "general") for part in ("acknowledge", "ask", "label")}
    assert (used | fixed | stages | voices) - set(RESPONSES) == set()


def test_every_reply_is_used() -> None:
    used = [pattern(name) for name in NAMES_IN_CODE]
    answers = {f"utter_{SAME_ANSWER.get(name, name)}" for name in ANSWERED}
    idle = [name for name in RESPONSES if name not in answers and not any(p.fullmatch(name) for p in used)]
    assert idle == []


def test_every_phrase_of_the_front_door_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf8") for path in (ROOT / "bot").rglob("*.py"))
    assert [name for name in PHRASES if f'"{name}"' not in code] == []


def test_placeholders_are_filled_by_someone() -> None:
    known = {
        "municipality",
        "supporter",
        "phone",
        "quote",
        "labels",
        "focus",
        "name",
        "how",
        "next_step",
        "fees",
        "description",
        "reference",
    }
    unknown = {where: set(re.findall(r"\{(\w*)\}", text)) - known for where, text in REPLIES}
    extra = {where: names for where, names in unknown.items() if names}
    assert all(f"{name}=" in "\n".join(CODE.values()) for names in extra.values() for name in names), extra


@pytest.mark.parametrize(("where", "text"), SPOKEN, ids=[where for where, _ in SPOKEN])
def test_a_reply_is_short_calm_and_asks_one_thing(where: str, text: str) -> None:
    assert text.strip()
    assert len(text) <= LONGEST
    assert text.count("?") <= 1
    assert "!" not in text


def composed() -> Iterator[tuple[str, list[str]]]:
    """The messages that are made of several replies."""
    for code in (*LIFE_DOMAINS, "general"):
        yield f"{code}: listening", [f"utter_{code}_acknowledge", "utter_quote", f"utter_{code}_ask"]
        yield f"{code}: summary", [f"utter_{code}_acknowledge", "utter_summary"]
    for opening in ("utter_added", "utter_corrected"):
        yield opening, [opening, "utter_summary"]
    yield "frustration", ["utter_frustration", "utter_resume_story"]
    for stage in STAGES:
        yield f"hello again, {stage}", ["utter_welcome_again", f"utter_resume_{stage}"]
        for name in sorted(ANSWERED - COMPLETE):
            yield f"{name}, {stage}", [f"utter_{SAME_ANSWER.get(name, name)}", f"utter_resume_{stage}"]


COMPOSED = list(composed())


@pytest.mark.parametrize(("where", "names"), COMPOSED, ids=[where for where, _ in COMPOSED])
def test_a_composed_reply_asks_at_most_one_thing(where: str, names: list[str]) -> None:
    most = [max(variant["text"].count("?") for variant in RESPONSES[name]) for name in names if name in RESPONSES]
    assert sum(most) <= 1
    longest = [max(len(variant["text"]) for variant in RESPONSES[name]) for name in names if name in RESPONSES]
    assert sum(longest) + len(longest) <= LONGEST


def test_a_domain_has_enough_ways_to_say_it() -> None:
    few = {
        code: len(RESPONSES[f"utter_{code}_acknowledge"])
        for code in LIFE_DOMAINS
        if len(RESPONSES[f"utter_{code}_acknowledge"]) < 3
    }
    assert few == {}


def test_the_safety_texts_are_plain_too() -> None:
    texts = list(safety_texts())
    assert len(texts) > 100
    assert list(plain.problems_of(texts, {})) == []


def test_no_number_of_a_help_line_stands_in_a_fixed_reply() -> None:
    lines = HelpLines.load(SAFETY / "hulplijnen.yml")
    numbers = {re.sub(r"\D", "", number) for number in lines.numbers()} - {"112"}
    shown = {where: re.findall(r"\b0[89]00[ -]?\d{4}\b|\b11[34]\b", text) for where, text in REPLIES}
    assert {where: found for where, found in shown.items() if found} == {}
    assert numbers


def test_every_domain_folder_explains_itself() -> None:
    for code in LIFE_DOMAINS:
        assert len(Path(CONTENT / code / "LEESMIJ.md").read_text(encoding="utf8")) > 200
