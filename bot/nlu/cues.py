"""What a message tells besides its life domains, as a Rasa component.

Sets `cues`: the labels of each kind of cue, the sentences that hold what was tried, who is around and what is wished,
and the moment and place that are named. Moment and place are entities as well.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.cues.moments import Moment, moments
from bot.cues.places import Place, place_in
from bot.cues.reader import KINDS, WORDS, CueReader
from bot.nlu.from_content import FromContent

MOMENT, PLACE = "moment", "place"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CueExtractor(FromContent, EntityExtractorMixin):
    """Reads cues with the phrases of `folder`, which are kept with the model."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"folder": "nlu_data/_gedeeld/aanwijzingen"}

    @staticmethod
    def files() -> list[str]:
        return [WORDS, *KINDS.values()]

    @staticmethod
    def read(folder: Path) -> CueReader:
        return CueReader.load(folder)

    def process(self, messages: list[Message]) -> list[Message]:
        today = date.today()
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith("/"):
                continue  # a pressed button carries no words
            found, place = self.kept.read(text), place_in(text)
            ahead = moments(text, today, message.get("language") or "nl")
            message.set("cues", _as_json(found.labels, found.quotes, ahead, place, text), add_to_output=True)
            spotted = [_entity(MOMENT, moment.day.isoformat(), moment, text) for moment in ahead]
            spotted += [_entity(PLACE, place.municipality, place, text)] if place else []
            spotted = self.add_extractor_name(spotted)
            message.set(ENTITIES, [*message.get(ENTITIES, []), *spotted], add_to_output=True)
        return messages


def _as_json(
    labels: dict[str, list[str]], quotes: dict[str, list[str]], ahead: list[Moment], place: Place | None, text: str
) -> dict[str, Any]:
    """Only what was found: `{kind: [label]}`, `quotes`, `moments` with the day and what was said, `place`."""
    found: dict[str, Any] = dict(labels)
    if quotes:
        found["quotes"] = quotes
    if ahead:
        found["moments"] = [
            {"day": m.day.isoformat(), "precision": m.precision, "deadline": m.deadline, "said": text[m.start : m.end]}
            for m in ahead
        ]
    if place:
        found["place"] = {"name": place.name, "municipality": place.municipality}
    return found


def _entity(name: str, value: str, span: Moment | Place, text: str) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": span.start, "end": span.end, "text": text[span.start : span.end]}
