"""The checks of scripted conversations hold when they should, and fail when they should."""

from __future__ import annotations

from typing import Any

import pytest

from bot.cli.scripts import holds, judge, transcript


def turn(text: str = "", **data: Any) -> dict[str, Any]:
    replies = [{"text": text, "buttons": data.pop("buttons", []), "organisations": data.pop("organisations", [])}]
    return {
        "turn": data.pop("turn", 1),
        "user": "hoi",
        "replies": replies,
        "crisis": None,
        "handover_state": "none",
        "domains": [],
        **data,
    }


ORGANISATION = [{"id": "1", "name": "Taalhuis"}]
BUTTON = {"title": "Ja", "payload": "/affirm"}


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        ({"reply_matches": "klopt (het|dat)"}, turn("Klopt dat?"), turn("Klop dat?")),
        ({"reply_matches": "0800-?2000"}, turn("Bel 0800 2000"), turn("Bel 0800")),
        ({"reply_not_matches": "beloof"}, turn("goed"), turn("Ik BELOOF het")),
        ({"mentions_any": ["Mens", "iemand"]}, turn("een mens"), turn("een computer")),
        ({"mentions_any": ["0800-0113"]}, turn("bel 0800 0113"), turn("bel 113")),
        ({"never_contains": "geheim"}, turn("niets"), turn("het geheim")),
        ({"max_questions": 1}, turn("Klopt het?"), turn("Klopt het? Of niet?")),
        ({"buttons_max": 1}, turn(buttons=[BUTTON]), turn(buttons=[BUTTON, BUTTON])),
        ({"org_listed": True}, turn(organisations=ORGANISATION), turn("Taalhuis")),
        ({"no_org_listed": True}, turn("Taalhuis"), turn(organisations=ORGANISATION)),
        ({"handover_state": "offered|previewed"}, turn(handover_state="previewed"), turn(handover_state="none")),
        ({"domains_include": ["geld", "wonen"]}, turn(domains=["wonen", "geld"]), turn(domains=["geld"])),
        ({"crisis": "suicide"}, turn(crisis="suicide"), turn(crisis="medical")),
        ({"crisis": None}, turn(), turn(crisis="medical")),
    ],
)
def test_a_check_holds_or_fails(check: dict[str, Any], good: dict[str, Any], bad: dict[str, Any]) -> None:
    assert holds(check, [good], whole=False)
    assert not holds(check, [bad], whole=False)


def test_an_unknown_check_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown check"):
        holds({"vindt": "iets"}, [turn()], whole=False)


def test_never_contains_counts_from_its_turn_on() -> None:
    steps = [{"user": "a"}, {"user": "b", "expect": [{"never_contains": "geheim"}]}, {"user": "c"}]
    before, after = [turn("geheim"), turn(), turn()], [turn(), turn(), turn("geheim")]
    assert judge({"turns": steps}, before)[0].held
    assert not judge({"turns": steps}, after)[0].held


def test_final_checks_look_at_the_whole_conversation() -> None:
    turns = [turn(crisis="suicide", turn=1), turn(domains=["geld"], handover_state="requested", turn=2)]
    scenario = {"turns": [{"user": "a"}, {"user": "b"}]}
    for check, held in [
        ({"crisis": "suicide"}, True),
        ({"crisis": None}, False),
        ({"handover_state": "requested"}, True),
        ({"domains_include": ["geld"]}, True),
        ({"domains_include": ["werk"]}, False),
    ]:
        (result,) = judge({**scenario, "final": [check]}, turns)
        assert (result.held, result.turn) == (held, 0), check


def test_a_turn_that_never_came_fails_its_checks() -> None:
    (result,) = judge({"turns": [{"user": "a", "expect": [{"reply_not_matches": "x"}]}]}, [])
    assert not result.held


def test_the_transcript_shows_each_outcome_under_its_turn() -> None:
    scenario = {
        "id": "een",
        "title": "titel",
        "turns": [{"user": "hoi", "expect": [{"org_listed": True}]}],
        "final": [{"crisis": None}],
    }
    turns = [turn("Dag.", buttons=[BUTTON])]
    shown = transcript(scenario, turns, judge(scenario, turns))
    assert "een: titel" in shown and "> hoi" in shown and "[Ja]" in shown
    assert "FAIL {'org_listed': True}" in shown and "ok   {'crisis': None}" in shown
