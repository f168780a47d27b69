"""The definitions of the figures that `naast eval` prints. Pure functions over gold rows and predictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def f1(right: int, wrong: int, missed: int) -> float | None:
    """F1 from counts of true positives, false positives and false negatives."""
    return ratio(2 * right, 2 * right + wrong + missed)


def domains(gold: Sequence[Row], said: dict[str, Row], codes: Sequence[str]) -> dict[str, Any]:
    """Life domains: micro and macro F1, the most central one right, and a need claimed where there is none."""
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    central = needs = none = claimed = exact = 0
    for row in gold:
        want, got = set(row["domains"]), list(said.get(row["id"], {}).get("domains") or [])
        right.update(want & set(got))
        wrong.update(set(got) - want)
        missed.update(want - set(got))
        exact += set(got) == want
        if want:
            needs += 1
            central += bool(got) and got[0] == row["domains"][0]
        else:
            none += 1
            claimed += bool(got)
    each = [f1(right[code], wrong[code], missed[code]) or 0.0 for code in codes]
    return {
        "messages": len(gold),
        "micro F1": f1(right.total(), wrong.total(), missed.total()),
        "macro F1": round(sum(each) / len(each), 4),
        "most central right": ratio(central, needs),
        "exactly right": ratio(exact, len(gold)),
        "need claimed without one": ratio(claimed, none),
    }


def redaction(gold: Sequence[Row], said: dict[str, Row]) -> dict[str, Any]:
    """Personal data: spans hidden whole, words to keep that were harmed, clean messages touched."""
    spans = hidden = keeps = harmed = clean = touched = 0
    for row in gold:
        answer = said.get(row["id"], {"text": row["text"], "spans": []})
        covered = {i for span in answer["spans"] for i in range(span["start"], span["end"])}
        for span in row["spans"]:
            inside = [i for i in range(span["start"], span["end"]) if row["text"][i].isalnum()]
            spans += 1
            hidden += covered.issuperset(inside) and row["text"][span["start"] : span["end"]] not in answer["text"]
        keeps += len(row.get("keep", []))
        harmed += sum(keep not in answer["text"] for keep in row.get("keep", []))
        if not row["spans"]:
            clean += 1
            touched += bool(answer["spans"])
    return {
        "messages": len(gold),
        "spans hidden": ratio(hidden, spans),
        "words to keep, harmed": ratio(harmed, keeps),
        "clean messages touched": ratio(touched, clean),
    }
