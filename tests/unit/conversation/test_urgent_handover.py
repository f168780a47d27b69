"""In danger a person is asked for by the front door itself, with urgency and reason; the engine is not needed."""

from __future__ import annotations

from sqlalchemy import select

from bot.handover import service, states
from bot.handover.models import Handover

from .conftest import World


def handovers(world: World) -> list[Handover]:
    with world.sessions() as db:
        return list(db.execute(select(Handover)).scalars())


def in_danger(world: World) -> None:
    world.receive("Ik slaap al weken niet meer.")
    world.receive("ik wil dood")
    world.receive("Ik wil iemand spreken")


def test_a_yes_to_the_offer_is_a_handover_with_urgency_and_reason(world: World) -> None:
    in_danger(world)
    assert handovers(world) == []  # offered, not yet agreed to
    offered = world.sent()[-1]
    world.receive("Medewerker spreken")
    (handover,) = handovers(world)
    assert handover.urgency == "now" and "zelfmoord" in handover.urgency_reason
    assert handover.consent_text == offered and "Die leest dan" in offered
    assert handover.summary["own_words"][:2] == ["Ik slaap al weken niet meer.", "ik wil dood"]
    assert handover.summary["unsure"] == ["summary"]
    conversation = world.conversation()
    assert (conversation.owner_state, conversation.handover_state) == (states.WAITING, states.REQUESTED)


def test_asking_twice_is_one_handover(world: World) -> None:
    in_danger(world)
    world.receive("Medewerker spreken")
    world.receive("ik wil een medewerker spreken")
    assert len(handovers(world)) == 1


def test_a_handover_that_was_requested_before_becomes_urgent_and_keeps_its_summary(world: World) -> None:
    world.receive("hallo")
    with world.sessions() as db:
        service.request(db, world.conversation().id, {"stated": "De huur."}, "ja")
    in_danger(world)
    world.receive("Medewerker spreken")
    (handover,) = handovers(world)
    assert handover.urgency == "now" and handover.summary == {"stated": "De huur."} and handover.consent_text == "ja"


def test_with_a_person_there_nothing_is_asked_for(world: World) -> None:
    in_danger(world)
    world.hand_over(states.WITH_SUPPORTER)
    before = len(handovers(world))
    world.receive("Medewerker spreken")
    assert len(handovers(world)) == before


def test_an_ordinary_handover_after_danger_is_urgent_too(world: World) -> None:
    world.receive("ik wil dood")
    world.receive("stop")
    with world.sessions() as db:
        service.request(db, world.conversation().id, {"stated": "De huur."}, "ja")
    world.receive("ik heb nog een vraag over de huur van mijn huis")
    world.answer()
    (handover,) = handovers(world)
    assert handover.urgency == "soon" and "zelfmoord" in handover.urgency_reason


def test_without_danger_a_handover_has_no_haste(world: World) -> None:
    world.receive("hallo")
    with world.sessions() as db:
        service.request(db, world.conversation().id, {"stated": "De huur."}, "ja")
    world.receive("nog een vraag over de huur")
    world.answer()
    assert handovers(world)[0].urgency == "normal"
