"""Handing over: asked twice is one handover, one supporter gets it, and what is taken back is gone."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.db import Sessions, make_engine, make_sessions, prepare, utc_now
from bot.handover import outbox, service
from bot.handover.models import ConsoleUser, Conversation, Handover, InboundMessage, OutboxMessage
from bot.handover.states import TransitionError

SUMMARY = {"stated": "De huur is te hoog.", "contact": None}


def opened(sessions: Sessions, address: str = "a") -> str:
    with sessions() as db:
        return str(service.open_conversation(db, "web", address).id)


def requested(sessions: Sessions, address: str = "a", **options: Any) -> str:
    conversation_id = opened(sessions, address)
    with sessions() as db:
        return str(service.request(db, conversation_id, dict(SUMMARY), "Mag ik dit doorgeven?", **options).id)


def user(sessions: Sessions, name: str) -> ConsoleUser:
    with sessions() as db:
        row = ConsoleUser(name=name, role="supporter", password_hash="-")
        db.add(row)
        db.flush()
        return row


def state_of(sessions: Sessions, address: str = "a") -> tuple[str, str]:
    with sessions() as db:
        found = service.find_conversation(db, "web", address)
        assert found is not None
        return found.owner_state, found.handover_state


def test_a_person_has_one_conversation_on_a_channel(sessions: Sessions) -> None:
    assert opened(sessions) == opened(sessions)
    assert opened(sessions) != opened(sessions, "b")
    with sessions() as db:
        assert service.open_conversation(db, "whatsapp", "a").id != service.open_conversation(db, "web", "a").id


def test_offering_and_previewing_gives_nothing_away(sessions: Sessions) -> None:
    conversation_id = opened(sessions)
    with sessions() as db:
        service.offer(db, conversation_id)
    assert state_of(sessions) == ("assistant", "offered")
    with sessions() as db:
        service.preview(db, conversation_id)
        assert service.waiting(db) == []
    assert state_of(sessions) == ("assistant", "previewed")


def test_asking_twice_gives_one_handover_with_the_newest_summary(sessions: Sessions) -> None:
    first = requested(sessions)
    conversation_id = opened(sessions)
    with sessions() as db:
        again = service.request(db, conversation_id, {"stated": "En de buren."}, "ja", urgency="soon")
        assert again.id == first
    with sessions() as db:
        rows = list(db.execute(select(Handover)).scalars())
        assert [row.summary for row in rows] == [{"stated": "En de buren."}]
        assert rows[0].urgency == "soon"
        assert rows[0].consented_at is not None
    assert state_of(sessions) == ("waiting", "requested")


def test_a_reference_can_be_read_aloud(sessions: Sessions) -> None:
    references = set()
    for number in range(20):
        handover_id = requested(sessions, f"a{number}")
        with sessions() as db:
            references.add(db.get(Handover, handover_id).reference)
    assert len(references) == 20
    assert all(len(reference) == 6 and set(reference) <= set(service.REFERENCE_ALPHABET) for reference in references)
    assert not set("AEIOUY01") & set(service.REFERENCE_ALPHABET)


def test_previewing_after_a_request_does_not_undo_it(sessions: Sessions) -> None:
    requested(sessions)
    with sessions() as db:
        service.preview(db, service.open_conversation(db, "web", "a").id)
        service.offer(db, service.open_conversation(db, "web", "a").id)
    assert state_of(sessions) == ("waiting", "requested")


def test_the_most_urgent_waits_in_front_then_the_longest(sessions: Sessions) -> None:
    ids = {}
    for minutes, (name, urgency) in enumerate([("a", "normal"), ("b", "now"), ("c", "soon"), ("d", "now")]):
        ids[requested(sessions, name, urgency=urgency)] = name
        with sessions() as db:
            row = next(row for row in db.query(Handover) if ids[row.id] == name)
            row.created_at = utc_now() + timedelta(minutes=minutes)
    with sessions() as db:
        assert [ids[handover.id] for handover, _ in service.waiting(db)] == ["b", "d", "c", "a"]


def test_only_one_of_many_supporters_gets_a_handover(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'race.db'}")
    prepare(engine)
    sessions = make_sessions(engine)
    handover_id = requested(sessions)
    users = [user(sessions, f"ondersteuner {number}") for number in range(6)]
    start, outcomes = threading.Barrier(len(users)), []

    def claim(who: ConsoleUser) -> None:
        start.wait()
        try:
            with sessions() as db:
                service.claim(db, handover_id, who)
            outcomes.append("got it")
        except service.HandoverError as error:
            outcomes.append(str(error))

    threads = [threading.Thread(target=claim, args=(who,)) for who in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["got it", *["taken"] * 5]
    engine.dispose()


def test_claiming_again_is_harmless_and_releasing_puts_it_back(sessions: Sessions) -> None:
    handover_id, fatima, joris = requested(sessions), user(sessions, "fatima"), user(sessions, "joris")
    for _ in range(2):
        with sessions() as db:
            service.claim(db, handover_id, fatima)
    assert state_of(sessions) == ("with_supporter", "with_supporter")
    with sessions() as db:
        assert [handover.id for handover, _ in service.claimed_by(db, fatima.id)] == [handover_id]
        assert service.claimed_by(db, joris.id) == []
        with pytest.raises(service.HandoverError, match="taken"):
            service.owned(db, handover_id, joris)
        service.release(db, handover_id, fatima)
    assert state_of(sessions) == ("waiting", "requested")
    with sessions() as db:
        assert len(service.waiting(db)) == 1
        service.claim(db, handover_id, joris)


def test_a_closed_handover_is_over_and_a_new_one_may_follow(sessions: Sessions) -> None:
    handover_id, fatima = requested(sessions), user(sessions, "fatima")
    with sessions() as db:
        service.claim(db, handover_id, fatima)
        service.close(db, handover_id, fatima)
    assert state_of(sessions) == ("closed", "closed")
    with sessions() as db, pytest.raises(service.HandoverError, match="gone"):
        service.claim(db, handover_id, fatima)
    assert requested(sessions) != handover_id
    assert state_of(sessions) == ("waiting", "requested")


@pytest.mark.parametrize("claimed", [False, True])
def test_withdrawing_takes_the_summary_away_from_everyone(sessions: Sessions, claimed: bool) -> None:
    handover_id, fatima = requested(sessions), user(sessions, "fatima")
    with sessions() as db:
        if claimed:
            service.claim(db, handover_id, fatima)
        assert service.withdraw(db, opened_in(db)) is not None
    with sessions() as db:
        row = db.get(Handover, handover_id)
        assert (row.summary, row.consent_text) == ({}, None)
        assert service.waiting(db) == [] and service.claimed_by(db, fatima.id) == []
        with pytest.raises(service.HandoverError, match="gone"):
            service.owned(db, handover_id, fatima)
    assert state_of(sessions) == ("assistant", "withdrawn")


def opened_in(db: Any) -> str:
    return str(service.open_conversation(db, "web", "a").id)


def test_withdrawing_nothing_is_harmless(sessions: Sessions) -> None:
    conversation_id = opened(sessions)
    with sessions() as db:
        assert service.withdraw(db, conversation_id) is None
        service.preview(db, conversation_id)
        assert service.withdraw(db, conversation_id) is None
    assert state_of(sessions) == ("assistant", "none")


def test_an_unknown_conversation_is_refused(sessions: Sessions) -> None:
    with sessions() as db, pytest.raises(service.HandoverError, match="no conversation"):
        service.request(db, "absent", {}, "ja")


def test_a_state_cannot_be_set_out_of_turn(sessions: Sessions) -> None:
    with sessions() as db:
        conversation = service.open_conversation(db, "web", "a")
        with pytest.raises(TransitionError):
            service.set_owner(conversation, "with_supporter")


def test_the_transcript_is_in_order_of_time_and_the_resident_comes_first(sessions: Sessions) -> None:
    moment = utc_now()
    with sessions() as db:
        conversation = service.open_conversation(db, "web", "a")
        outbox.queue(db, conversation, {"text": "antwoord"}).created_at = moment
        db.add(message(conversation.id, "vraag", "1", moment))
        db.add(message(conversation.id, "daarvoor", "2", moment - timedelta(seconds=1)))
        db.add(message(conversation.id, "", "3", moment))
        outbox.queue(db, conversation, {"text": "van een mens"}, sender="supporter", sender_name="Fatima")
        conversation_id = conversation.id
    with sessions() as db:
        lines = service.transcript(db, conversation_id)
    assert [(line.who, line.body["text"]) for line in lines] == [
        ("resident", "daarvoor"),
        ("resident", "vraag"),
        ("assistant", "antwoord"),
        ("supporter", "van een mens"),
    ]
    assert lines[-1].name == "Fatima"


def message(conversation_id: str, text: str, external_id: str, at: Any) -> InboundMessage:
    return InboundMessage(
        conversation_id=conversation_id, channel="web", text=text, external_id=external_id, received_at=at
    )


def test_forgetting_deletes_everything_of_one_conversation_only(sessions: Sessions) -> None:
    for address in ("a", "b"):
        requested(sessions, address)
        with sessions() as db:
            conversation = service.open_conversation(db, "web", address)
            db.add(message(conversation.id, "verhaal", address, utc_now()))
            db.flush()
            inbound = db.query(InboundMessage).filter_by(external_id=address).one()
            outbox.queue(db, conversation, {"text": "antwoord"}, inbound_id=inbound.id)
    conversation_id = opened(sessions)
    with sessions() as db:
        service.forget(db, conversation_id)
    with sessions() as db:
        left = {
            model: [getattr(row, "conversation_id", row.__dict__["id"]) for row in db.query(model)]
            for model in (Conversation, InboundMessage, OutboxMessage, Handover)
        }
    assert all(len(ids) == 1 and conversation_id not in ids for ids in left.values())
    with sessions() as db:
        service.forget(db, conversation_id)
