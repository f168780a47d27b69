"""`naast eval --walk`: conversations at random with danger put in at a random moment and state.

What must hold: the very next reply is the safety net's, whoever has the conversation then; and after it the talk goes
on without the same reply three times running.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from bot.cli.stage import Stage
from bot.handover import service, states
from bot.handover.models import Conversation
from bot.safety.examples import Example, load_examples, ordinary_messages
from bot.settings import Settings

BEFORE, AFTER = 5, 3
# The way to every owner a conversation can have; "as it comes" leaves it in whatever step of the talk it is.
PATHS: dict[str, tuple[str, ...]] = {
    "as it comes": (),
    "waiting for a person": (states.WAITING,),
    "with a person": (states.WAITING, states.WITH_SUPPORTER),
    "after closing": (states.WAITING, states.WITH_SUPPORTER, states.CLOSED),
}


@dataclass
class Walk:
    """What came of it: the number of conversations and messages, and every conversation that broke a rule."""

    conversations: int = 0
    messages: int = 0
    broken: list[str] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)


class Walker:
    """Plays the conversations on a stage; the same seed gives the same walk."""

    def __init__(self, stage: Stage, settings: Settings, seed: int) -> None:
        content = settings.project_dir / "nlu_data"
        self._stage, self._chance = stage, random.Random(seed)
        self._ordinary = ordinary_messages(content)
        examples = load_examples(content / "_gedeeld" / "veiligheid" / "voorbeelden")
        self._danger = [example for example in examples if example.code and example.kind == "direct"]

    def _opener(self) -> Example:
        """A direct message whose danger is certain by itself; the others may rightly be asked about first."""
        while True:
            example = self._chance.choice(self._danger)
            signal = self._stage.parts.safety.detect(example.text)
            if signal is not None and signal.certain and signal.code == example.code:
                return example

    async def go(self, conversations: int) -> Walk:
        walk = Walk()
        for number in range(conversations):
            await self._conversation(walk, f"walk-{number}")
        return walk

    async def _conversation(self, walk: Walk, person: str) -> None:
        chance, said = self._chance, []
        for _ in range(chance.randint(0, BEFORE)):
            said.append(await self._say(walk, person, chance.choice(self._ordinary)))
        state = chance.choice(list(PATHS))
        walk.conversations += 1
        walk.states[state] = walk.states.get(state, 0) + 1
        self._lead_to(person, PATHS[state])
        opener = self._opener()
        turn = await self._say(walk, person, opener.text)
        said.append(turn)
        if turn["crisis"] != opener.code or not turn["replies"]:
            walk.broken.append(f"{state}: {opener.code} {opener.text!r} was answered as {turn['crisis']}")
        for _ in range(AFTER):
            said.append(await self._say(walk, person, chance.choice(self._ordinary)))
        texts = ["\n".join(reply["text"] for reply in turn["replies"]) for turn in said]
        if any(one == two == three != "" for (one, two), (_, three) in pairwise(pairwise(texts))):
            walk.broken.append(f"{state}: the same reply three times running after {opener.text!r}")

    async def _say(self, walk: Walk, person: str, text: str) -> dict[str, Any]:
        walk.messages += 1
        return await self._stage.turn(person, "web", text)

    def _lead_to(self, person: str, path: tuple[str, ...]) -> None:
        with self._stage.sessions() as db:
            conversation: Conversation = service.open_conversation(db, "web", person)
            conversation.owner_state = states.ASSISTANT
            # A case that is open already is answered in its own way; here the danger must be new.
            conversation.safety = None
            for owner in path:
                service.set_owner(conversation, owner)
