"""Joins the fragments below `nlu_data/` and the root `domain.yml` into one Rasa project.

Rasa takes one domain path and skips what it does not know; this importer reads every fragment, and stops at the first
mistake instead of training a model with a hole in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers import utils
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

from bot.content import checks
from bot.content.fragments import fragments
from bot.languages import conditional, load_languages


class FragmentImporter(RasaFileImporter):
    """`importers: [{name: bot.content.importer.FragmentImporter}]` in config.yml."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        **kwargs: Any,
    ) -> None:
        project = Path(config_file).resolve().parent if config_file else Path.cwd()
        self._domain_file = Path(domain_path) if domain_path else project / "domain.yml"
        self._content = project / "nlu_data"
        checks.must_hold(self._content, self._domain_file)
        super().__init__(config_file, str(self._domain_file), [])
        self._story_files = self._paths("regels")

    def _paths(self, kind: str) -> list[str]:
        return [str(fragment.path) for fragment in fragments(self._content, kind)]

    def get_domain(self) -> Domain:
        domain = Domain.load(str(self._domain_file))
        for path in self._paths("domein"):
            domain = domain.merge(Domain.load(path))
        return self._with_languages(domain)

    def _with_languages(self, domain: Domain) -> Domain:
        """The replies of other languages become conditional variants of the Dutch ones."""
        data = domain.as_dict()
        for language in load_languages(self._content).values():
            for name, variants in conditional(language).items():
                data["responses"][name] = [*data["responses"][name], *variants]
        return Domain.from_dict(data)

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        return utils.story_graph_from_paths(self._story_files, self.get_domain(), exclusion_percentage)

    @cached_method
    def get_nlu_data(self, language: str | None = "nl") -> TrainingData:
        """Every example as a message. Rasa's own reader gives the same and takes five times as long."""
        return TrainingData(
            [
                Message.build(text, block["intent"], intent_metadata=block.get("metadata"))
                for text, block in checks.messages(self._content)
            ]
        )
