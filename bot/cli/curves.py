"""`naast eval --curves`: the danger classifier by false alarms and by examples, drawn into `docs/figures`."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from rich.table import Table

from bot.insight import curves, danger
from bot.learning.encoders import DEFAULT, load_encoder
from bot.safety import training
from bot.safety.classifier import DangerModel, Weighing, load_weighing
from bot.safety.examples import QUIET, load_examples, ordinary_messages
from bot.settings import Settings

HELD_OUT, SEED = 0.2, 7
SHARES = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)
ALARMS = (0.02, 0.05, 0.10)


def draw(settings: Settings, sets: list[Path]) -> Table:
    """Train on growing shares of the examples; measure on a fifth that is held out, and on the sets.

    The scores are the model's alone, weighed as the trained one weighs them: phrases and thresholds come on top.
    """
    content = settings.project_dir / "nlu_data"
    encoder = load_encoder(DEFAULT)
    examples = load_examples(content / "_gedeeld" / "veiligheid" / "voorbeelden")
    corpus = training.read_corpus(examples, ordinary_messages(content), encoder)
    weighing = load_weighing(training.train(settings.project_dir, settings.models_dir))
    chance = np.random.default_rng(SEED)
    order = chance.permutation(len(examples))  # the ordinary messages stand after them and are always learned from
    held, known = np.split(order, [int(HELD_OUT * len(examples))])
    gold = {path.stem: [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()] for path in sets}
    figures = settings.project_dir / "docs" / "figures"
    table = Table("examples", *(f"{name}, {alarms:.0%} alarms" for name in ("held out", *gold) for alarms in ALARMS))
    grown: dict[str, list[tuple[float, float]]] = {}
    for share in SHARES:
        some = known[: int(share * len(known))]
        chosen = corpus.ordinary | np.isin(np.arange(len(corpus.examples)), some)
        model = training.fit(corpus, encoder, chosen)
        traded = {"held out": _held_out(corpus, model, weighing, held)}
        traded |= {name: _of_set(model, weighing, rows) for name, rows in gold.items()}
        cells = []
        for name, points in traded.items():
            for alarms in ALARMS:
                seen = danger.seen_at(points, alarms)
                grown.setdefault(f"{name}, {alarms:.0%} alarmed", []).append((len(some), seen))
                cells.append(f"{seen:.3f}")
        table.add_row(str(len(some)), *cells)
    curves.tradeoff(traded, figures / "danger-tradeoff.svg")
    shown = "held out" if not gold else next(iter(gold))
    curves.learning(
        {key: value for key, value in grown.items() if key.startswith(shown)}, figures / "danger-learning.svg"
    )
    return table


def _held_out(
    corpus: training.Corpus, model: DangerModel, weighing: Weighing, held: np.ndarray
) -> list[tuple[float, float]]:
    odds = [weighing.log_odds(model.judge(corpus.rows_of(number)), None) for number in held]
    return danger.tradeoff(odds, [corpus.examples[number].code != QUIET for number in held])


def _of_set(model: DangerModel, weighing: Weighing, rows: list[dict[str, str]]) -> list[tuple[float, float]]:
    odds = [weighing.log_odds(model.read(row["text"]), None) for row in rows]
    return danger.tradeoff(odds, [bool(row["crisis"]) for row in rows])
