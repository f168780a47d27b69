"""When in doubt, listen: a weakly recognised message counts as something told, not as a command.

Taking a story for "ik wil stoppen" or "wie ben jij?" makes a person say it all again. Taking a small remark for a story
costs one sentence. How sure is sure enough depends on what was asked: the engine passes the stage of the conversation
along in the message's metadata.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

TELL = "tell_need"
# Answers, wishes and corrections may speak of a life domain and still be what they are.
MAY_HAVE_DOMAIN = {
    TELL,
    "affirm",
    "deny",
    "correct",
    "prefer",
    "ask_address",
    "ask_human",
    "ask_verdict",
    "none_of_these",
    "choose_option",
    "more_info",
    "must_i_tell",
    "privacy_other_person",
    "withdraw_handover",
}

# A resident can always stop, pause or ask for a person, whatever was asked.
RIGHTS = {"stop", "goodbye", "wait", "ask_human"}
# The languages with enough examples to tell a question in between from a story.
WELL_KNOWN = ("nl", "en")
# What undoes something is done only when it was clearly said.
UNDOES = {"withdraw_handover", "start_over"}
# After an open question nearly everything is an answer; after "how can they reach you?" too.
LISTENING = {"story", "detail", "wish", "tried", "network", "letter", "contact"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Doubt(GraphComponent):
    """Overrules an intent that is less likely than `unsure`, or one that a clear life domain contradicts."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "unsure": 0.3,
            "unsure_while_listening": 0.45,
            "unsure_in_another_language": 0.65,
            "unsure_to_undo": 0.45,
            "contradicted_below": 0.7,
            "clear_domain": 0.55,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Doubt:
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text, intent = message.get(TEXT), message.get(INTENT) or {}
            if not text or text.startswith("/") or intent.get("name") in (None, TELL):
                continue
            stage = (message.get(METADATA) or {}).get("stage")
            known = message.get("language") in (None, *WELL_KNOWN)
            if self._overruled(intent, message.get("domain_scores") or {}, stage, known):
                message.set(INTENT, {**intent, "name": TELL, "instead_of": intent["name"]}, add_to_output=True)
        return messages

    def _overruled(
        self, intent: dict[str, Any], domains: dict[str, float], stage: str | None, known: bool = True
    ) -> bool:
        listening = stage in LISTENING and intent["name"] not in RIGHTS
        needed = self._config["unsure_while_listening" if listening else "unsure"]
        if listening and not known:
            needed = self._config["unsure_in_another_language"]
        if intent["name"] in UNDOES and stage is not None:
            needed = max(needed, self._config["unsure_to_undo"])
        if intent["confidence"] < needed:
            return True
        clear = max(domains.values(), default=0.0) >= self._config["clear_domain"]
        return (
            clear
            and intent["name"] not in MAY_HAVE_DOMAIN
            and intent["confidence"] < self._config["contradicted_below"]
        )

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass
