"""The trained Dutch pipeline, where it is installed: a small one of the same shape and name, trained here."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.training import Example

from bot.dutch.pipeline import MODEL

VERSION = "3.4.0"
# Words with their lemmas and parts of speech; the names stand in no list and after no word that announces one.
SENTENCES: list[list[tuple[str, str, str]]] = [
    [("Gisteren", "gisteren", "ADV"), ("stond", "staan", "VERB"), ("Xandrijn", "Xandrijn", "PROPN"),
     ("Vloksma", "Vloksma", "PROPN"), ("op", "op", "ADP"), ("de", "de", "DET"), ("stoep", "stoep", "NOUN")],
    [("De", "de", "DET"), ("brieven", "brief", "NOUN"), ("lagen", "liggen", "VERB"), ("op", "op", "ADP"),
     ("de", "de", "DET"), ("schulden", "schuld", "NOUN")],
    [("Vandaag", "vandaag", "ADV"), ("liep", "lopen", "VERB"), ("Quirijntje", "Quirijntje", "PROPN"),
     ("Plompstra", "Plompstra", "PROPN"), ("naar", "naar", "ADP"), ("huis", "huis", "NOUN")],
    [("De", "de", "DET"), ("schulden", "schuld", "NOUN"), ("stegen", "stijgen", "VERB"), ("snel", "snel", "ADV")],
    [("Toen", "toen", "ADV"), ("belde", "bellen", "VERB"), ("Zwaantine", "Zwaantine", "PROPN"),
     ("Uilkstra", "Uilkstra", "PROPN"), ("aan", "aan", "ADP")],
]  # fmt: skip
SCRIPT = """
import json, sys
from bot.dutch.pipeline import installed, load_dutch
from bot.nlu.dutch import DutchTokenizer
from bot.privacy.redaction import Redactor
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
nlp, tokenizer = load_dutch(), DutchTokenizer(DutchTokenizer.get_default_config())
read, named = sys.argv[1:]
tokens = tokenizer.tokenize(Message(data={TEXT: read}), TEXT)
print(json.dumps({
    "installed": installed(), "pipes": nlp.pipe_names,
    "tokens": [[token.text, token.lemma, token.get("pos")] for token in tokens],
    "redacted": Redactor().redact(named).text,
}))
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to put on Python's path, in which the model is installed as pip would."""
    place = tmp_path_factory.mktemp("site")
    inside = place / MODEL / f"{MODEL}-{VERSION}"
    inside.parent.mkdir()
    nlp = _trained()
    nlp.meta.update(name="core_news_sm", version=VERSION)
    nlp.to_disk(inside)
    (inside.parent / "__init__.py").write_text(
        "from pathlib import Path\nfrom spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    (inside.parent / "meta.json").write_text((inside / "meta.json").read_text())
    about = place / f"{MODEL}-{VERSION}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {MODEL}\nVersion: {VERSION}\n")
    return place


def _trained() -> spacy.language.Language:
    nlp = spacy.blank("nl")
    nlp.add_pipe("morphologizer")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    nlp.add_pipe("trainable_lemmatizer", name="lemmatizer", config={"min_tree_freq": 1})
    nlp.add_pipe("ner")
    examples = [Example.from_dict(nlp.make_doc(_text(words)), _gold(words)) for words in SENTENCES]
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(3)
    for _ in range(40):
        chance.shuffle(examples)
        nlp.update(examples, sgd=optimizer)
    return nlp


def _text(words: list[tuple[str, str, str]]) -> str:
    return " ".join(word for word, _, _ in words)


def _gold(words: list[tuple[str, str, str]]) -> dict[str, Any]:
    names = [place for place, (_, _, kind) in enumerate(words) if kind == "PROPN"]
    entities = ["O"] * len(words)
    if names:
        entities[names[0]], entities[names[-1]] = "B-PERSON", "L-PERSON"
    return {
        "words": [word for word, _, _ in words],
        "lemmas": [lemma for _, lemma, _ in words],
        "pos": [kind for _, _, kind in words],
        "heads": [1] * len(words),
        "deps": ["ROOT" if place == 1 else "obl" for place in range(len(words))],
        "entities": entities,
    }


def _ask(path: Path | None) -> dict[str, Any]:
    """What a process of its own makes of the second sentence (tokens) and the first (redaction)."""
    environment = {**os.environ, "PYTHONPATH": str(path) if path else "", "TF_CPP_MIN_LOG_LEVEL": "3"}
    texts = [_text(SENTENCES[1]), _text(SENTENCES[0])]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *texts], env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_it_gives_lemmas_and_parts_of_speech_and_hides_names_only_it_knows(package: Path) -> None:
    said = _ask(package)
    assert said["installed"] == f"{MODEL}-{VERSION}" and "parser" not in said["pipes"]
    assert said["tokens"] == [[word, lemma, kind] for word, lemma, kind in SENTENCES[1]]
    assert said["redacted"] == "Gisteren stond ‹naam› op de stoep"


@pytest.mark.skipif(spacy.util.is_package(MODEL), reason=f"{MODEL} is installed here")
def test_without_it_the_lookup_lemmas_do() -> None:
    said = _ask(None)
    assert said["installed"] == "" and said["pipes"] == ["lemmatizer"]
    assert [lemma for _, lemma, _ in said["tokens"]][-1] == "schuld" and not any(kind for *_, kind in said["tokens"])
    assert said["redacted"] == _text(SENTENCES[0])
