"""What Rasa 3.6 computes again and again for nothing: in every turn (a third of its time) and in training."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from jsonschema import validators
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.shared.nlu.training_data.training_data import TrainingData


def remember() -> None:
    """Change Rasa in this process; calling it again changes nothing more."""
    schema = RemoteAction.action_response_format_spec()
    kind = validators.validator_for(schema)
    kind.check_schema(schema)  # Rasa checks this constant schema at every call of an action
    validator = kind(schema)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
    if not hasattr(Event.resolve_by_type, "cache_info"):
        # Rasa walks the tree of all event classes for every event it loads.
        Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))


@contextmanager
def training_anew() -> Iterator[None]:
    """Fingerprints of training data find what an earlier training left. Where all is trained anew anyway, reading every
    feature of every message for them, once a component, is in vain."""
    before = TrainingData.fingerprint
    TrainingData.fingerprint = lambda self: uuid.uuid4().hex
    try:
        yield
    finally:
        TrainingData.fingerprint = before
