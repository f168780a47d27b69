"""`naast eval --baseline`: our pipeline and Rasa's default one, trained on the same messages in the same run.

Both learn from the same sample of the content: all of it would keep the default pipeline busy for most of a day. Ours
learns from nine tenths of everything as well. They are tried on the tenth that is left, on the sets beside the project,
on those sets with typing errors, and on the public xSID set where it is there. The default pipeline knows one intent a
message, so it gets one for each combination of life domains.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.codes import LIFE_DOMAINS
from bot.content.checks import messages
from bot.insight import measures
from bot.settings import Settings

HELD_OUT = 10  # every tenth message
SAMPLE = 1000  # messages both learn from; the default pipeline takes some 20 minutes for them on two cores
TYPING_ERRORS = 0.15
SEED = 7
NOTHING = "geen"
WORST = 40
# What `rasa init` writes, spelled out.
DEFAULT_PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": 100, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
Row = dict[str, Any]


@dataclass
class Contestant:
    """A pipeline and what came of it: `figures` for the table, `said` for each text it was asked.

    `sampled`: it learns from the sample only.
    """

    name: str
    pipeline: list[dict[str, Any]]
    ours: bool
    sampled: bool = True
    figures: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Row] = field(default_factory=dict)


def run(settings: Settings) -> str:
    """Train and try both; returns the table as Markdown. Takes as long as the default pipeline needs to learn."""
    sets = settings.project_dir.parent / "shared" / "eval"
    known, held = _split(_content(settings.project_dir / "nlu_data"))
    gold = {"held-out tenth of the content": held}
    for path in sorted(sets.glob("domains*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        gold[path.stem] = rows
        gold[f"{path.stem}, typing errors"] = [{**row, "text": misspelt(row["text"], row["id"])} for row in rows]
    texts = list(dict.fromkeys(row["text"] for rows in gold.values() for row in rows))
    both = contestants(settings.project_dir)
    sample = random.Random(SEED).sample(known, min(SAMPLE, len(known)))
    with tempfile.TemporaryDirectory() as place:
        for contestant in both:
            _compete(Path(place) / contestant.name, contestant, sample if contestant.sampled else known, texts)
        for name, rows in gold.items():
            for contestant in both:
                said = {row["id"]: contestant.said[row["text"]] for row in rows}
                _add(contestant, name, rows, said)
        if (xsid := sets / "public" / "xsid").is_dir():
            for contestant in both:
                if contestant.sampled:
                    folder = Path(place) / f"{contestant.name}, xsid"
                    contestant.figures["xSID-nl, accuracy"] = _xsid(folder, contestant, xsid)
    for name, rows in gold.items():
        if name.startswith("domains") and "typing" not in name:
            _write_misses(settings.data_dir / "eval" / f"{name}.misses.tsv", rows, both[-1].said)
    return table(both)


def contestants(project: Path) -> list[Contestant]:
    pipeline = yaml.safe_load((project / "config.yml").read_text(encoding="utf8"))["pipeline"]
    for part in pipeline:  # trained from another folder, so what they read there is named in full
        if part["name"].endswith("LexiconFeatures"):
            part["content"] = str(project / "nlu_data")
        for name, folder in (("CueExtractor", "aanwijzingen"), ("LetterRecogniser", "brief")):
            if part["name"].endswith(name):
                part["folder"] = str(project / "nlu_data" / "_gedeeld" / folder)
    return [
        Contestant("Naast", pipeline, True),
        Contestant("Rasa's default", DEFAULT_PIPELINE, False),
        Contestant("Naast, all content", pipeline, True, sampled=False),
    ]


def misspelt(text: str, seed: str) -> str:
    """The text with a typing error in a share of its words: a letter lost, doubled, swapped or replaced."""
    chance = random.Random(f"{SEED}-{seed}")
    words = text.split(" ")
    for number, word in enumerate(words):
        if len(word) > 2 and chance.random() < TYPING_ERRORS:
            at = chance.randrange(len(word) - 1)
            words[number] = chance.choice(
                [
                    word[:at] + word[at + 1 :],
                    word[: at + 1] + word[at:],
                    word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                    word[:at] + chance.choice("abcdefghijklmnoprstuvwz") + word[at + 1 :],
                ]
            )
    return " ".join(words)


def table(both: Sequence[Contestant]) -> str:
    rows = [f"| | {' | '.join(one.name for one in both)} |", "|---|" + "---|" * len(both)]
    for figure in both[0].figures:
        rows.append(f"| {figure} | {' | '.join(str(one.figures.get(figure, '')) for one in both)} |")
    return "\n".join(rows)


def _content(content: Path) -> list[Row]:
    """Every example of the content: `{"id", "text", "intent", "domains", "kind", "language"}`."""
    rows: list[Row] = []
    for text, block in messages(content):
        about = block.get("metadata") or {}
        rows.append(
            {
                "id": str(len(rows)),
                "text": text,
                "intent": block["intent"],
                "domains": list(about.get("domains") or []),
                "kind": about.get("kind") or "none",
                "language": about.get("language") or "nl",
            }
        )
    return rows


def _split(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    return [row for n, row in enumerate(rows) if n % HELD_OUT], [row for n, row in enumerate(rows) if not n % HELD_OUT]


def _compete(folder: Path, contestant: Contestant, known: list[Row], texts: list[str]) -> None:
    intents = [row["intent"] if contestant.ours else "+".join(row["domains"]) or NOTHING for row in known]
    request = _project(
        folder, contestant.pipeline, [(row["text"], i, row["domains"]) for row, i in zip(known, intents, strict=True)]
    )
    trained, tried = _ask("train", folder, request), _ask("parse", folder, {**request, "texts": texts})
    contestant.figures |= {
        "examples": len(known),
        "training, s": trained["training_s"],
        "model, MB": trained["model_mb"],
    }
    contestant.figures |= {
        "memory with the model loaded, MB": tried["memory_mb"],
        "parse, median ms": round(statistics.median(tried["ms"]), 1),
        "parse, 95th percentile ms": round(statistics.quantiles(tried["ms"], n=20)[-1], 1),
    }
    for text, said in zip(texts, tried["said"], strict=True):
        guessed = [code for code in (said["intent"] or "").split("+") if code in LIFE_DOMAINS]
        contestant.said[text] = {"domains": said["domains"] or [] if contestant.ours else guessed}


def _project(folder: Path, pipeline: list[dict[str, Any]], messages: Sequence[tuple[str, str, list[str]]]) -> Row:
    """A Rasa project of nothing but NLU; returns the request for it."""
    folder.mkdir(parents=True)
    blocks: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for text, intent, domains in messages:
        blocks.setdefault((intent, tuple(domains)), []).append(text)
    nlu = [
        {"intent": intent, "metadata": {"domains": list(domains)}, "examples": "".join(f"- {text}\n" for text in texts)}
        for (intent, domains), texts in blocks.items()
    ]
    files = {
        "nlu": {"version": "3.1", "nlu": nlu},
        "domain": {"version": "3.1", "intents": sorted({intent for _, intent, _ in messages})},
        "config": {
            "recipe": "default.v1",
            "assistant_id": "contest",
            "language": "nl",
            "pipeline": pipeline,
            "policies": [],
        },
    }
    for name, data in files.items():
        (folder / f"{name}.yml").write_text(yaml.safe_dump(data, allow_unicode=True, width=10_000), encoding="utf8")
    return {**{name: str(folder / f"{name}.yml") for name in files}, "models": str(folder / "models"), "texts": []}


def _ask(what: str, folder: Path, request: Row) -> Row:
    answer, file = folder / f"{what}.answer.json", folder / f"{what}.json"
    file.write_text(json.dumps({**request, "answer": str(answer)}), encoding="utf8")
    print(f"{what}: {folder.name} …", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "bot.dialogue.contest", what, str(file)], check=True, stdout=sys.stderr)
    return dict(json.loads(answer.read_text(encoding="utf8")))


def _add(contestant: Contestant, name: str, rows: list[Row], said: dict[str, Row]) -> None:
    found = measures.domains(rows, said, LIFE_DOMAINS)
    for figure, value in found.items():
        contestant.figures[f"{name}: {figure}"] = value
    kinds = sorted({row["kind"].split(":")[0] for row in rows if row["domains"]})
    for kind in kinds:
        some = [row for row in rows if row["kind"].split(":")[0] == kind]
        contestant.figures[f"{name}: micro F1, {kind}"] = measures.domains(some, said, LIFE_DOMAINS)["micro F1"]


def _xsid(folder: Path, contestant: Contestant, xsid: Path) -> float | None:
    """Trained on the validation part, tried on the test part, as it is usually done."""
    known, asked = (_conll(xsid / f"nl.{part}.conll") for part in ("valid", "test"))
    request = _project(folder, contestant.pipeline, [(text, intent, []) for text, intent in known])
    _ask("train", folder, request)
    said = _ask("parse", folder, {**request, "texts": [text for text, _ in asked]})["said"]
    right = sum(one["intent"] == intent for one, (_, intent) in zip(said, asked, strict=True))
    return measures.ratio(right, len(asked))


def _conll(file: Path) -> list[tuple[str, str]]:
    """Texts with their intents; a slash means something else to Rasa."""
    found: list[tuple[str, str]] = []
    text = ""
    for line in file.read_text(encoding="utf8").splitlines():
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line.startswith("# intent = "):
            found.append((text, line.removeprefix("# intent = ").replace("/", ".")))
    return found


def _write_misses(file: Path, rows: list[Row], said: dict[str, Row]) -> None:
    """The worst misses and, above them, which domain is taken for which."""
    confused: Counter[tuple[str, str]] = Counter()
    misses = []
    for row in rows:
        want, got = row["domains"], said[row["text"]]["domains"]
        missed, wrong = [code for code in want if code not in got], [code for code in got if code not in want]
        confused.update(
            (code, other) for code in missed or ["-"] for other in wrong or ["-"] if (code, other) != ("-", "-")
        )
        if missed or wrong:
            misses.append(
                (len(missed) + len(wrong), "\t".join(["+".join(want), "+".join(got), row["kind"], row["text"]]))
            )
    lines = [f"{count}\t{want} → {got}" for (want, got), count in confused.most_common()]
    lines += ["", "wanted\theard\tkind\ttext", *(line for _, line in sorted(misses, reverse=True)[:WORST])]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join([*lines, ""]), encoding="utf8")
    print(f"Confusions and the worst misses, to read: {file}", file=sys.stderr)
