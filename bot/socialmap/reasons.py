"""Why a service is shown, as codes with values; the sentences are in `teksten.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.socialmap.index import Entry
from bot.socialmap.scoring import Fit
from bot.socialmap.vocabulary import Request

_NEAR_KM = 2.5
_MOST = 3


class Reason(NamedTuple):
    """A code of `teksten.yml`, section `redenen`, with its value where the sentence has one."""

    code: str
    value: str | None = None


def reasons(entry: Entry, fit: Fit, request: Request, domains: Sequence[str], km: float | None) -> list[Reason]:
    """At most three, the most telling first: what the resident said, what was wished, what makes it easy."""
    found = [Reason("independent")] if entry.supporter else _about(entry, fit, domains)
    found += [Reason("language", code) for code in request.languages if code in entry.languages and code != "nl"]
    traits = {
        "home_visit": entry.home_visit,
        "drop_in": entry.drop_in,
        "peer": entry.offered_by == "peer",
        "group": entry.offered_by == "group",
        "free": entry.free,
    }
    found += [Reason(code) for code, holds in traits.items() if holds and code in request.wishes]
    if km is not None and km <= _NEAR_KM and entry.point and entry.point.city:
        found.append(Reason("near", entry.point.city))
    found += [Reason(code) for code in ("peer", "group", "drop_in", "home_visit", "free") if traits[code]]
    return list(dict.fromkeys(found))[:_MOST]


def _about(entry: Entry, fit: Fit, domains: Sequence[str]) -> list[Reason]:
    """The need that was said most fully, otherwise the life domain."""
    if fit.needs:
        return [Reason("need", max(fit.needs, key=lambda need: len(need.stems)).text)]
    shared = [code for code in domains if code in entry.domains] or list(entry.domains[:1])
    return [Reason("domain", code) for code in shared[:1]]
