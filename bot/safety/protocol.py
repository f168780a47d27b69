"""The texts of all protocols: loading and checking them, and writing one out for the resident."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.phrases.content import ContentError, read_mapping, strings
from bot.safety.contract import CODES
from bot.safety.helplines import HelpLines
from bot.safety.texts import KEYS, Protocol, Text, Texts

MAX_LENGTH, MAX_LINES, MIN_OTHERS, MAX_BUTTONS = 600, 2, 3, 3
_FORM = re.compile(r"\{([^{}|:]*)\|([^{}|:]*)\}")
_ANY = re.compile(r"\{[^{}]*\}")


class Protocols:
    """All protocols, and the way a text becomes what the resident reads."""

    def __init__(self, protocols: dict[str, Protocol], forms: dict[str, str], lines: HelpLines) -> None:
        self._protocols, self._forms, self._lines = protocols, forms, lines

    def __getitem__(self, code: str) -> Protocol:
        return self._protocols[code]

    @classmethod
    def load(cls, folder: Path, lines: HelpLines) -> Protocols:
        """Reads `_algemeen.yml` and `<code>.yml`; raises `ContentError` that names file, key and number."""
        shared = read_mapping(folder / "_algemeen.yml")
        forms = {str(je): str(u) for je, u in (shared.pop("vormen", None) or {}).items()}
        loader = _Loader(forms, lines)
        protocols = {code: loader.protocol(folder, code, shared) for code in CODES}
        return cls(protocols, forms, lines)

    def reply(self, text: Text, address: str) -> dict[str, Any]:
        """`{"text", "buttons"}` in the je or u form, with the help lines filled in."""
        words = [self._lines.render(_address(part, self._forms, address)) for part in (text.text, *text.buttons)]
        return {"text": words[0], "buttons": [{"title": title, "payload": title} for title in words[1:]]}


class _Loader:
    def __init__(self, forms: dict[str, str], lines: HelpLines) -> None:
        self._forms, self._lines = forms, lines

    def protocol(self, folder: Path, code: str, shared: dict[str, Any]) -> Protocol:
        file = folder / f"{code}.yml"
        data = read_mapping(file)
        line, child_line = data.pop("lijn", None), data.pop("lijn_kind", "kindertelefoon")
        certain, reason = data.pop("bij_minderjarige", "vraag"), str(data.pop("reden", ""))
        if certain not in ("zeker", "vraag"):
            raise ContentError(file, "bij_minderjarige", "use zeker or vraag")
        child = data.pop("minderjarig", None) or {}
        topics = {name: data.pop(name) for name in list(data) if isinstance(data[name], dict)}
        child_topics = {name: topic.pop("minderjarig", None) or {} for name, topic in topics.items()}
        texts = self._texts(file, code, "", {**shared, **data}, line)
        # What every code shares is said to a child as well, with the child's own line in it.
        own = {key: value for key, value in shared.items() if key not in data}
        child_texts = self._texts(file, code, "minderjarig ", {**own, **child}, child_line)
        if missing := [key for key in KEYS if not texts.get(key)]:
            raise ContentError(file, ", ".join(missing), "has no text; write at least one")
        if len(texts["anders"]) < MIN_OTHERS or all(text.names_line for text in texts["anders"]):
            raise ContentError(file, "anders", "needs three texts or more, at least one without a help line")
        return Protocol(
            code,
            texts,
            child_texts,
            {name: self._texts(file, code, f"{name} ", topic, line) for name, topic in topics.items()},
            {
                name: self._texts(file, code, f"{name} minderjarig ", topic, child_line)
                for name, topic in child_topics.items()
            },
            certain == "zeker",
            reason,
        )

    def _texts(self, file: Path, code: str, group: str, data: dict[str, Any], line: Any) -> Texts:
        if not isinstance(line, str) or self._lines.get(line) is None:
            raise ContentError(file, f"{group}lijn", f"{line!r} is not an id in hulplijnen.yml")
        found: Texts = {}
        for key, items in data.items():
            if key not in KEYS or not isinstance(items, list):
                raise ContentError(file, f"{group}{key}", f"must be one of {', '.join(KEYS)} and hold a list")
            found[key] = [
                self._text(file, f"{group}{key} {number}", code, item, line) for number, item in enumerate(items, 1)
            ]
        return found

    def _text(self, file: Path, place: str, code: str, item: Any, line: str) -> Text:
        fields = {"tekst": item} if isinstance(item, str) else item
        if not isinstance(fields, dict) or not isinstance(fields.get("tekst"), str):
            raise ContentError(file, place, "must be a text, or hold 'tekst:'")
        text = fields["tekst"].strip().replace("{lijn}", f"{{lijn:{line}}}").replace("{nummer}", f"{{nummer:{line}}}")
        means = {move: fields[move] for move in ("ja", "nee") if move in fields}
        if wrong := [key for key in means.values() if key not in KEYS]:
            raise ContentError(file, place, f"{wrong[0]!r} is not a text key")
        buttons = tuple(strings(file, f"{place}, knoppen", fields.get("knoppen")))
        for part in (text, *buttons):
            self._check(file, place, part)
        if len(buttons) > MAX_BUTTONS:
            raise ContentError(file, place, "use at most three buttons")
        return Text(f"{code}/{place}", text, buttons, means)

    def _check(self, file: Path, place: str, text: str) -> None:
        if re.search(r"\d", _ANY.sub("", text)):
            raise ContentError(file, place, "holds a digit; use {lijn:id}, {nummer:id} or words")
        if sum(text.count(mark) for mark in "?؟") > 1:
            raise ContentError(file, place, "asks more than one question")
        for address in ("je", "u"):
            spoken = _address(text, self._forms, address)
            lines = self._lines.named_in(spoken)
            if unknown := [line for line in lines if self._lines.get(line) is None]:
                raise ContentError(file, place, f"{{{unknown[0]}}} is no help line and no form of address")
            if empty := self._lines.nothing_to_show(spoken):
                raise ContentError(file, place, f"the table has nothing for {empty[0]}; use {{lijn:...}}")
            if len(set(lines)) > MAX_LINES:
                raise ContentError(file, place, "names more than two help lines")
            shown = self._lines.render(spoken)
            if len(shown) > MAX_LENGTH or "{" in shown or "}" in shown:
                raise ContentError(file, place, f"must stay under {MAX_LENGTH} characters and close its brackets")


def _address(text: str, forms: dict[str, str], address: str) -> str:
    """`{ben je|bent u}` and the short `{je}` in the asked form."""
    polite = address == "u"
    for informal, formal in forms.items():
        text = text.replace(f"{{{informal}}}", formal if polite else informal)
    return _FORM.sub(lambda match: match[2] if polite else match[1], text)
