"""Everything the net says and understands in one language: its texts, and how residents answer them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.phrases.content import ContentError
from bot.phrases.vocabulary import Vocabulary
from bot.safety.helplines import HelpLines
from bot.safety.moves import MinorRecogniser, Moves
from bot.safety.protocol import Protocols
from bot.safety.subject import Subject

MAIN = "nl"


@dataclass(frozen=True)
class Voice:
    """One folder of `talen/`. A further language is a further folder, and no code."""

    language: str
    protocols: Protocols
    moves: Moves
    minor: MinorRecogniser
    subject: Subject

    @classmethod
    def load(cls, folder: Path, lines: HelpLines) -> Voice:
        """Reads and checks one folder; raises `ContentError` (a ValueError) naming file, place and remedy."""
        vocabulary = Vocabulary.load(folder / "woorden.yml")
        if (folder / "hulplijnen.yml").is_file():
            lines = lines.translated(folder / "hulplijnen.yml")
        return cls(
            folder.name,
            Protocols.load(folder / "protocollen", lines),
            Moves.load(folder / "zetten.yml", vocabulary),
            MinorRecogniser.load(folder / "minderjarig.yml", vocabulary),
            Subject.load(folder / "onderwerp.yml", vocabulary),
        )


def load_voices(folder: Path, lines: HelpLines) -> dict[str, Voice]:
    """Every folder in `talen/`; raises `ContentError` when Dutch is not among them."""
    voices = {path.name: Voice.load(path, lines) for path in sorted(folder.glob("[a-z][a-z]")) if path.is_dir()}
    if MAIN not in voices:
        raise ContentError(folder, MAIN, "is missing; Dutch is what every resident gets who writes no other language")
    return voices
