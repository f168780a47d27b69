"""Rasa's surroundings of a component, as small as they can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

# What a component is given besides its configuration.
Place = tuple[LocalModelStorage, Resource, ExecutionContext]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "model"
    folder.mkdir()
    return LocalModelStorage(folder), Resource("part"), ExecutionContext(GraphSchema({}), node_name="part")


def example(text: str, intent: str | None = None, domains: list[str] | None = None, **data: Any) -> Message:
    data = {TEXT: text, **data}
    if intent is not None:
        data[INTENT] = intent
    if domains is not None:
        data[METADATA] = {METADATA_INTENT: {"domains": domains}}
    return Message(data=data)


def with_features(message: Message, row: list[float]) -> Message:
    """The message with one dense sentence feature."""
    vector = np.array([row], dtype=np.float32)
    message.add_features(Features(vector, FEATURE_TYPE_SENTENCE, TEXT, "test"))
    return message


def training(messages: list[Message]) -> TrainingData:
    return TrainingData(messages)
