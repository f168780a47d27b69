"""The frame of a Rasa component that learns nothing: it reads content files, which are kept with the model."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class FromContent(GraphComponent, ABC):
    """`config["folder"]` is where the files lie when the model is made; `reader` is what was made of them."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, reader: Any = None
    ) -> None:
        self._config, self._storage, self._resource, self.reader = config, model_storage, resource, reader

    @staticmethod
    @abstractmethod
    def files() -> list[str]:
        """The names of the files."""

    @staticmethod
    @abstractmethod
    def read(folder: Path) -> Any:
        """What reads messages, made of the files in this folder."""

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
    ) -> FromContent:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FromContent:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, cls.read(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Copy the files into the model."""
        source = Path(self._config["folder"])
        with self._storage.write_to(self._resource) as folder:
            for name in self.files():
                shutil.copy(source / name, folder / name)
            self.reader = self.read(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        pass
