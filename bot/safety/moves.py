"""What a short message does in a talk about danger: yes, no, safer now, on the phone, whose fault."""

from __future__ import annotations

from pathlib import Path

from bot.phrases.content import ContentError, read_mapping
from bot.phrases.matching import PatternSet
from bot.phrases.vocabulary import Vocabulary, first

# Also the keys of the texts that answer them; the order in the content file decides between two that fit.
MOVES = (
    "anders",
    "nu",
    "weigert",  # someone else does not want help, or does not allow it
    "belniet",  # calling is not possible
    "meekijken",  # someone looks at this phone or reads the messages
    "correctie",
    "stop",
    "geheim",  # who do you tell this
    "schuld",  # is it my fault
    "aangifte",  # do I have to go to the police
    "telaat",  # is it too late, after a shower or a long time
    "plek",  # do you have a bed
    "advies",  # does this matter, may he drink: a question only a professional can answer
    "veiliger",
    "belt",
    "chat",
    "mens",
    "bang",
    "langer",
    "weg",
    "nee",
    "ja",
)
# Someone is near. Whether that is help or the danger itself depends on the talk, so these have no text of their own.
NEARBY = "nabij"  # a husband, a friend or a father is here
COMING = "eraan"  # "he" or "they" are here or on their way
ANGRY = "boos"  # and he is angry
PRESENCE = (NEARBY, COMING, ANGRY)


class Moves:
    """The recogniser over `zetten.yml`."""

    def __init__(self, vocabulary: Vocabulary, moves: dict[str, PatternSet]) -> None:
        self._vocabulary, self._moves = vocabulary, moves

    @classmethod
    def load(cls, file: Path, vocabulary: Vocabulary) -> Moves:
        """Compiles `move: [patterns]`; raises `ContentError` for an unknown move."""
        data = read_mapping(file)
        if wrong := set(data) ^ {*MOVES, *PRESENCE}:
            raise ContentError(
                file, ", ".join(sorted(map(str, wrong))), f"the moves must be exactly {', '.join((*MOVES, *PRESENCE))}"
            )
        return cls(vocabulary, {move: vocabulary.compile(file, "zet", move, data[move]) for move in data})

    def recognise(self, text: str) -> str | None:
        """The move a message makes, or None."""
        sentences = [sentence for form in self._vocabulary.normaliser.forms(text) for sentence in form]
        for move, patterns in self._moves.items():
            if any(first(patterns.find(sentence)) for sentence in sentences):
                return move
        return None


class MinorRecogniser:
    """Whether the person who writes is a child (5 to 17), from `minderjarig.yml`."""

    def __init__(self, vocabulary: Vocabulary, yes: PatternSet, exceptions: PatternSet) -> None:
        self._vocabulary, self._yes, self._exceptions = vocabulary, yes, exceptions

    @classmethod
    def load(cls, file: Path, vocabulary: Vocabulary) -> MinorRecogniser:
        """Compiles the lists `wel` and `niet`."""
        data = read_mapping(file)
        sets = [vocabulary.compile(file, "minderjarig", name, data.get(name)) for name in ("wel", "niet")]
        return cls(vocabulary, *sets)

    def recognise(self, text: str) -> bool:
        """True when the message itself says or clearly shows that a child writes it."""
        sentences = (sentence for form in self._vocabulary.normaliser.forms(text) for sentence in form)
        return any(first(self._yes.find(self._exceptions.mask(sentence))) for sentence in sentences)
