"""Pictures of the danger detector for the documents: what it sees against false alarms, and against examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

Points = Sequence[tuple[float, float]]
MARKS = ("o", "s", "^", "D")


def tradeoff(curves: Mapping[str, Points], file: Path) -> None:
    """One line a set: share of quiet messages alarmed against share of dangerous messages seen."""
    figure, axes = _axes("Quiet messages alarmed", "Dangerous messages seen")
    for name, points in curves.items():
        axes.step(*zip(*points, strict=True), where="post", label=name)
    axes.set_xlim(0, 0.3)
    axes.set_ylim(0.4, 1)
    _write(figure, axes, file)


def learning(curves: Mapping[str, Points], file: Path) -> None:
    """One line a number of false alarms: examples learned from against share of dangerous messages seen."""
    figure, axes = _axes("Examples learned from", "Dangerous messages seen")
    for (name, points), mark in zip(curves.items(), MARKS, strict=False):
        axes.plot(*zip(*points, strict=True), marker=mark, label=name)
    axes.set_xscale("log", base=2)
    axes.set_xticks([count for count, _ in next(iter(curves.values()))])
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.set_ylim(0, 1)
    _write(figure, axes, file)


def _axes(across: str, up: str):  # type: ignore[no-untyped-def]  # matplotlib has no types
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "naast"  # the same figures give the same file
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(alpha=0.3)
    return figure, axes


def _write(figure, axes, file: Path) -> None:  # type: ignore[no-untyped-def]
    axes.legend(loc="lower right", frameon=False)
    figure.tight_layout()
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, metadata={"Date": None})
