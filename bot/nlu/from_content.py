"""A Rasa component that learns nothing: it reads content files, which are kept with the model."""

from __future__ import annotations

import shutil
from abc import abstractmethod
from pathlib import Path

from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.kept import Kept


class FromContent(Kept):
    """`config["folder"]` is where the files lie when the model is made."""

    @staticmethod
    @abstractmethod
    def files() -> list[str]:
        """The names of the files."""

    def train(self, training_data: TrainingData) -> Resource:
        """Copy the files into the model."""
        source = Path(self._config["folder"])
        with self._storage.write_to(self._resource) as folder:
            for name in self.files():
                shutil.copy(source / name, folder / name)
            self.kept = self.read(folder)
        return self._resource
