"""The frame Rasa asks of a component that keeps what it knows with the model."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Kept(GraphComponent, ABC):
    """`kept` is what was learned or read; `read` makes it of the folder that `train` filled."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, kept: Any = None
    ) -> None:
        self._config, self._storage, self._resource, self.kept = config, model_storage, resource, kept

    @staticmethod
    @abstractmethod
    def read(folder: Path) -> Any:
        """What messages are read with, made of the files in this folder."""

    @abstractmethod
    def train(self, training_data: TrainingData) -> Resource:
        """Make `kept`, and write it to the model."""

    @abstractmethod
    def process(self, messages: list[Message]) -> list[Message]:
        """Add what was found to each message."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Kept:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Kept:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, cls.read(folder))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass
