"""The two state machines: every allowed step, and that everything else is refused."""

from __future__ import annotations

import pytest

from bot.handover import states

OWNER = {
    ("assistant", "waiting"),
    ("waiting", "with_supporter"),
    ("waiting", "assistant"),
    ("with_supporter", "closed"),
    ("with_supporter", "waiting"),
    ("with_supporter", "assistant"),
    ("closed", "assistant"),
    ("closed", "waiting"),
}
HANDOVER = {
    *((start, wanted) for start in ("none", "closed", "withdrawn") for wanted in ("offered", "previewed", "requested")),
    ("closed", "none"),
    ("withdrawn", "none"),
    *(("offered", wanted) for wanted in ("none", "previewed", "requested", "withdrawn")),
    *(("previewed", wanted) for wanted in ("none", "offered", "requested", "withdrawn")),
    *(("requested", wanted) for wanted in ("with_supporter", "withdrawn", "closed")),
    *(("with_supporter", wanted) for wanted in ("closed", "withdrawn", "requested")),
}
MACHINES = [(states.OWNER, OWNER), (states.HANDOVER, HANDOVER)]
PAIRS = [
    (machine, start, wanted, start == wanted or (start, wanted) in allowed)
    for machine, allowed in MACHINES
    for start in machine
    for wanted in machine
]


@pytest.mark.parametrize(("machine", "start", "wanted", "allowed"), PAIRS)
def test_a_step_is_allowed_or_refused(machine: dict[str, set[str]], start: str, wanted: str, allowed: bool) -> None:
    if allowed:
        assert states.check(machine, start, wanted) == wanted
    else:
        with pytest.raises(states.TransitionError, match=f"{start} cannot become {wanted}"):
            states.check(machine, start, wanted)


@pytest.mark.parametrize("machine", [states.OWNER, states.HANDOVER])
def test_every_state_can_be_reached_and_left(machine: dict[str, set[str]]) -> None:
    assert set().union(*machine.values()) == set(machine)
    assert all(machine.values())


def test_a_resident_with_a_supporter_cannot_slip_back_unseen() -> None:
    assert "none" not in states.HANDOVER["with_supporter"]
    assert "with_supporter" not in states.OWNER["assistant"]
